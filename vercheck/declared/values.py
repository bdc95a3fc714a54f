"""A pin where somebody said that there is one: the place needs no further evidence, only a version."""

from __future__ import annotations

import re
from dataclasses import replace

from vercheck.model import (
    Artifact,
    Digest,
    Exact,
    Location,
    Opaque,
    Pin,
    Range,
    Role,
    Source,
    Span,
    Value,
)
from vercheck.shapes.names import normal
from vercheck.shapes.pins import MAX_LENGTH, pin_at, read_value, scheme_of
from vercheck.versions import parse

Found = tuple[Location, tuple[Location, str]]
"""What the pattern of a row, which stands at the first place, finds: a text and its place."""

_WORD = re.compile(r"\w[\w.+~:/-]*")
_FREE_NAMES = frozenset({"bin", "toolchain"})
"""Ecosystems without an index of their own, whose names people spell as they like."""


def declared_pin(
    source: Source,
    span: Span,
    artifact: Artifact,
    *,
    trail: str,
    note: str,
    is_declared: bool = True,
    digests: tuple[Digest, ...] = (),
) -> Pin | None:
    """The pin at a place, or `None` where what stands there is no version at all: a substitution, a
    sentence."""
    text = source.text(span)
    value = value_of(text, artifact)
    if value is None:
        return None
    role = Role.REQUIRES if isinstance(value, Range) else Role.SELECTS
    pin = pin_at(source, span, artifact, value, role=role, trail=trail, note=note, digests=digests)
    return replace(pin, is_declared=is_declared)


def value_of(text: str, artifact: Artifact) -> Value | None:
    """What a text means that somebody calls a version."""
    scheme = scheme_of(artifact)
    value = read_value(text, scheme, ranges=scheme)
    if value is not None or not text or len(text) > MAX_LENGTH:
        return value
    version = parse(text, scheme)
    if not version.is_opaque:
        return Exact(version)
    return Opaque(text) if _WORD.fullmatch(text) else None


def artifact_of(ecosystem: str, name: str) -> Artifact:
    return Artifact(ecosystem, normal(name) if ecosystem in _FREE_NAMES else name)
