"""Artifacts of the JVM that a rule downloads by coordinates: `maven.install(artifacts = ["g:a:1.2"])`."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.model import Pin, Range, Reference, Role, Span, Value
from vercheck.shapes.maven import Coordinate, maven_value, read_coordinate
from vercheck.shapes.pins import pin_at
from vercheck.syntax.data import Sequence, Text
from vercheck.syntax.starlark import Call, Evaluator, Module

_LISTS = ("artifacts", "boms", "maven_deps")
_MAIN = "maven"
"""The name that the rules give a repository of artifacts themselves."""


def read_coordinates(module: Module, evaluator: Evaluator, call: Call) -> Iterator[Pin]:
    """The coordinates of a call. Each repository of artifacts is resolved by itself, so one with
    another name is on a track of its own."""
    for keyword in _LISTS:
        node = call.keywords.get(keyword)
        listed = evaluator.value(node, call.function) if node is not None else None
        for item in listed.items if isinstance(listed, Sequence) else ():
            found = read_coordinate(item.pattern) if isinstance(item, Text) else None
            if isinstance(item, Text) and found is not None:
                pin = _pin(module, evaluator, call, keyword, item, found)
                yield from (pin,) if pin is not None else ()


def _pin(
    module: Module, evaluator: Evaluator, call: Call, keyword: str, item: Text, found: Coordinate
) -> Pin | None:
    place = _place(module, item, found)
    if place is None:
        return None
    value, span = place
    given = call.keywords.get("name")
    name = evaluator.value(given, call.function) if given is not None else None
    called = (name.value if isinstance(name, Text) else None) or _MAIN
    return pin_at(
        module.source,
        span,
        found.artifact,
        value,
        role=Role.REQUIRES if isinstance(value, Range) else Role.SELECTS,
        trail=f"{call.callee}({called}).{keyword}[{found.artifact.name}]",
        track="" if called == _MAIN else called,
        note=f"`{call.callee}(…)`",
    )


def _place(module: Module, item: Text, found: Coordinate) -> tuple[Value, Span] | None:
    """Where the version is written: in the literal, or behind the name that is put in its place."""
    text = item.pattern[found.start : found.end]
    if item.is_literal:
        first = item.span.start + len(item.pattern[: found.start].encode())
        span = Span(first, first + len(text.encode()))
        value = maven_value(text)
        return (value, span) if value is not None and module.source.text(span) == text else None
    for (start, end, origin), piece in zip(
        item.derived(),
        (one for one in item.pieces if one.origin is not None or one.text is None),
        strict=False,
    ):
        if (start, end) == (found.start, found.end) and origin is not None:
            return Reference(origin), piece.span
    return None
