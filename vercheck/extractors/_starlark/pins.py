"""Makes pins from evaluated Starlark values: a literal is a pin, a name is a reference to one."""

from __future__ import annotations

from vercheck.model import (
    Address,
    Artifact,
    Exact,
    Floating,
    Opaque,
    Pin,
    Range,
    Reference,
    Role,
    Source,
    Span,
    Value,
)
from vercheck.shapes.names import artifact_named
from vercheck.syntax.data import Datum, Scalar, Text, Unknown
from vercheck.versions import RequirementError, is_floating, looks_like_version, parse, parse_requirement


def version_pin(
    source: Source,
    datum: Datum | None,
    *,
    trail: str,
    artifact: Artifact,
    names: tuple[str, ...] = (),
    role: Role = Role.SELECTS,
    is_default: bool = False,
    is_minimum: bool = False,
    track: str = "",
    note: str = "",
    scheme: str = "generic",
) -> Pin | None:
    """The pin of a version-valued expression; `None` where it is no version at all."""
    place = _place(source, datum, scheme, is_minimum)
    if place is None:
        return None
    value, span = place
    if is_minimum and role is Role.SELECTS:
        role = Role.REQUIRES
    return Pin(
        artifact=artifact,
        value=value,
        role=role,
        location=source.locate(span),
        raw=source.text(span),
        trail=trail,
        track=track,
        names=names,
        is_default=is_default,
        note=note,
    )


def named(names: tuple[str, ...]) -> tuple[Artifact, tuple[str, ...]]:
    """The artifact of the best name, and the further names."""
    return artifact_named(names[0]), names[1:]


def _place(source: Source, datum: Datum | None, scheme: str, is_minimum: bool) -> tuple[Value, Span] | None:
    match datum:
        case Text() if datum.is_literal:
            text = source.text(datum.span)
            value = read_value(text, scheme, is_minimum)
            return (value, datum.span) if value is not None else None
        case Text() | Unknown() if datum.origin is not None:
            if isinstance(datum, Text) and datum.value is not None and not _may_be_version(datum.value):
                return None
            return Reference(Address(datum.origin.path, datum.origin.trail)), datum.span
        case Scalar(text, span) if text.isdigit():
            value = read_value(text, scheme, is_minimum)
            return (value, span) if value is not None else None
        case _:
            return None


def read_value(text: str, scheme: str = "generic", is_minimum: bool = False) -> Value | None:
    """What a text in a version's place says; `None` where it is nothing of the kind."""
    if is_minimum:
        try:
            return Range(parse_requirement(text, "minimum"))
        except RequirementError:
            return None
    if looks_like_version(text):
        version = parse(text, scheme)
        return Opaque(text) if version.is_opaque else Exact(version)
    if is_floating(text):
        return Floating(text)
    tail = text.rpartition("-")[2] or text
    if tail != text and looks_like_version(tail) and " " not in text and len(text) < 60 and "/" not in text:
        version = parse(text, scheme)
        return Exact(version) if not version.is_opaque else Opaque(text)
    return None


def _may_be_version(text: str) -> bool:
    return looks_like_version(text) or is_floating(text)
