"""Minimums that a README states, held against those that the manifests beside it declare."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.graph import PinGraph, Standing
from vercheck.graph.mentions import Mention
from vercheck.model import (
    Edit,
    Exact,
    Interval,
    Location,
    Pin,
    Range,
    Requirement,
    Role,
    Span,
    Version,
)
from vercheck.versions import IncomparableError, compare, equal_at_precision, parse, restate


def contradicting_minimums(graph: PinGraph, mention: Mention) -> list[Pin]:
    """The declared minimums of a tool, none of which is the one that the README names: those of its own
    folder, or else, for the README at the root, those of the whole product."""
    folder, _, name = mention.pin.location.path.rpartition("/")
    if not name.lower().startswith("readme"):
        return []  # other pages talk of single features
    declared = [pin for pin in graph.pins_of(mention.tool, Role.REQUIRES) if _is_minimum(graph, pin)]
    own = [pin for pin in declared if pin.location.path.rpartition("/")[0] == folder]
    behind = [graph.literal_behind(pin) for pin in own or ([] if folder else declared)]
    pins = list(dict.fromkeys(pin for pin in behind if isinstance(pin, Pin)))
    said = parse(mention.pin.raw)
    if any(equal_at_precision(said, parse(shown(pin))) for pin in pins):
        return []
    return [pin for pin in pins if not _is_wider(pin, said)]


def _is_wider(pin: Pin, said: Version) -> bool:
    """Whether a range admits more than what is said: what is built, or recommended, may need more than what
    the package manager lets in."""
    is_range = isinstance(pin.value, Range) and pin.value.requirement.scheme != "minimum"
    try:
        return is_range and compare(said, parse(shown(pin))) > 0
    except IncomparableError:
        return True


def shown(pin: Pin) -> str:
    """A pin's version as people write it; of a lower bound, the bound alone."""
    if isinstance(pin.value, Range):
        bound = _bound(pin.value.requirement)
        return pin.value.requirement.text if bound is None else bound.text
    return pin.value.version.text if isinstance(pin.value, Exact) else pin.raw  # `313` is written out


def restated(mention: Mention, version: str) -> Iterator[Edit]:
    """The version, wherever a sentence says it: a badge has it in its words and in its address."""
    said, remark = mention.pin, mention.remark
    new, place = restate(version, said.raw), remark.location
    yield Edit(said.location, said.raw, new)
    if not isinstance(said.value, Range) or len(remark.text.encode()) != place.span.end - place.span.start:
        return
    for found in re.finditer(rf"(?<![\w.]){re.escape(said.raw)}(?![\w.])", remark.text):
        before = remark.text[: found.start()]
        start = place.span.start + len(before.encode())
        span = Span(start, start + len(said.raw.encode()))
        column = place.column + len(before)
        where = Location(place.path, span, place.line, column, place.line, column + len(said.raw))
        if span != said.location.span:
            yield Edit(where, said.raw, new)


def _bound(requirement: Requirement) -> Version | None:
    """The version from which on all are admitted: `>=3.5`, where nothing is excluded above it."""
    match requirement.intervals:
        case (Interval(low=Version() as low, high=None, low_closed=True),):
            return low
        case _:
            return None


def _is_minimum(graph: PinGraph, pin: Pin) -> bool:
    requirement = graph.requirement(pin)
    return (
        requirement is not None
        and (requirement.scheme == "minimum" or _bound(requirement) is not None)
        and graph.standing(pin.location.path) is Standing.PRODUCT
        and graph.family(pin) == "release"
    )
