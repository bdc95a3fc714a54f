"""Makes pins from evaluated Starlark values: a literal is a pin, a name is a reference to one."""

from __future__ import annotations

from vercheck.model import Artifact, Pin, Reference, Role, Source, Span, Value
from vercheck.shapes.names import artifact_named
from vercheck.shapes.pins import minimum, pin_at, read_value
from vercheck.syntax.data import Datum, Scalar, Text, Unknown


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
    return pin_at(
        source,
        span,
        artifact,
        value,
        role=role,
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
            span = datum.span
        case Text() | Unknown() if datum.origin is not None:
            if isinstance(datum, Text) and datum.value is not None and read_value(datum.value) is None:
                return None
            return Reference(datum.origin), datum.span
        case Scalar(text, span) if text.isdigit():
            pass
        case _:
            return None
    text = source.text(span)
    value = minimum(text) if is_minimum else read_value(text, scheme)
    return (value, span) if value is not None else None
