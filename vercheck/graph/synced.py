"""Values that the configuration says are derived from others: what stands there, and what should.

A derived value is no choice of its own: whoever compares choices leaves it out, and whoever moves the value
that it is derived from moves it too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vercheck.graph.pin_graph import PinGraph
from vercheck.model import Address, Constant, Exact, Location, Pin, Range
from vercheck.versions import clip, equal_at_precision, parse, respell

_OPERATOR = re.compile(r"[\s^~=<>!]*")
Literal = tuple[Location, str]
"""A place, and the text that stands there."""


@dataclass(frozen=True, slots=True)
class Synced:
    """One value that is derived from another: `source` says `said`, `place` says `raw`. `is_range` where
    that is a requirement, `digests` whether some belong to it. `row` is where the configuration says so."""

    source: Location
    said: str
    place: Location
    raw: str
    row: Location
    is_range: bool = False
    has_digest: bool = False

    @property
    def agrees(self) -> bool:
        return self.raw == self.said or self.restated(self.said) == self.raw or _is_same(self.raw, self.said)

    def restated(self, said: str) -> str:
        """What is to stand here once the source says `said`."""
        if parse(said).is_opaque or parse(_OPERATOR.sub("", self.raw, count=1)).is_opaque:
            return said
        return clip(said, self.raw) if self.is_range else respell(said, self.raw)


def literals_at(graph: PinGraph, address: Address) -> tuple[Literal, ...]:
    """The literals that stand at an address, or that what stands there refers to. An address without a
    trail means all versions of a file."""
    if address.trail:
        found = [graph.behind(address, address.path)]
    else:
        found = [graph.literal_behind(pin) for pin in graph.pins if pin.location.path == address.path]
    return tuple(dict.fromkeys(literal for one in found if (literal := _written(one)) is not None))


def _written(found: Pin | Constant | None) -> Literal | None:
    match found:
        case Pin(value=Exact() | Range()):
            return found.location, found.raw
        case Constant(text=str() as text):
            return found.location, text
        case _:
            return None


def _is_same(raw: str, said: str) -> bool:
    first, second = parse(_OPERATOR.sub("", raw, count=1)), parse(said)
    return not first.is_opaque and not second.is_opaque and equal_at_precision(first, second)
