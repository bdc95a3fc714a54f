"""Whether two pins say one version, as a comment demands it of them."""

from __future__ import annotations

from collections.abc import Iterable

from vercheck.graph import PinGraph
from vercheck.model import Exact, Opaque, Pin, Range, Requirement, Version
from vercheck.versions import (
    RequirementError,
    admits,
    equal_at_precision,
    intersects,
    looks_like_version,
    parse,
)


def agrees(pin: Pin, version: Version) -> bool:
    """Whether a pin says, or admits, a version; a pin that says nothing agrees with all."""
    match pin.value:
        case Exact(other):
            return equal_at_precision(other, version)
        case Range(requirement):
            return admits(requirement, version)
        case _:
            return True


def says(graph: PinGraph, pin: Pin) -> Version | Requirement | str | None:
    """What a pin stands for, through references: a version, a requirement, a name; `None` for nothing
    that another could agree with."""
    literal = graph.literal_behind(pin)
    if isinstance(literal, Pin):
        match literal.value:
            case Exact(version):
                return version
            case Range(requirement):
                return requirement
            case Opaque(text):
                return text
            case _:
                return None
    return graph.version(pin)


def agree(graph: PinGraph, one: Pin, other: Pin, parts: int | None = None) -> bool:
    """`parts`: how many numbers count, from the left."""
    first, second = says(graph, one), says(graph, other)
    if isinstance(first, str) and isinstance(second, str):
        return first in second or second in first or len(first) != len(second)
    if first is None or second is None or isinstance(first, str) or isinstance(second, str):
        return True
    if isinstance(first, Version):
        return _same(first, second, parts) if isinstance(second, Version) else admits(second, first)
    return admits(first, second) if isinstance(second, Version) else _alike(first, second)


def are_apart(graph: PinGraph, one: Pin, others: Iterable[Pin]) -> bool:
    """Whether no version satisfies both; requirements that only differ in their bound are not."""
    asked = says(graph, one)
    for other in others:
        wanted = says(graph, other)
        if isinstance(asked, Requirement) and isinstance(wanted, Requirement) and intersects(asked, wanted):
            return False
    return True


def _same(first: Version, second: Version, parts: int | None) -> bool:
    if equal_at_precision(first, second):
        return True
    if first.is_opaque or second.is_opaque:
        return first.is_opaque != second.is_opaque or first.text == second.text
    if parts is not None:
        return first.release[:parts] == second.release[:parts]
    # A crate that wraps a library is numbered `0.15.2+1.6.4`.
    return any(
        build and looks_like_version(build) and equal_at_precision(parse(build), whole)
        for build, whole in (
            (first.text.partition("+")[2], second),
            (second.text.partition("+")[2], first),
        )
    )


def _alike(first: Requirement, second: Requirement) -> bool:
    one, two = (asked.text.strip().lstrip("^~=v ") for asked in (first, second))
    if looks_like_version(one) and looks_like_version(two):
        return equal_at_precision(parse(one), parse(two))
    try:
        return one.replace(" ", "") == two.replace(" ", "") or intersects(first, second)
    except RequirementError:
        return True
