"""A pin that is not in force, and the pins among which such are looked for, by where they stand.

Apart from the orders in which programs look, which are rows of the packs and a module for each shape.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from vercheck.graph import PinGraph, Shadow, Standing
from vercheck.graph.places import InFile, InVariable
from vercheck.model import Exact, Pin, Role
from vercheck.versions import equal_at_precision

WORKFLOWS = (".github/workflows/", ".gitea/workflows/", ".forgejo/workflows/")


@dataclass(frozen=True, slots=True)
class Shadowed:
    """`pin` is what people read; the pins of `by` are what is in force, because `row` says so. `here`
    and `there` are what the two places say, where that is not their versions."""

    row: Shadow
    pin: Pin
    by: tuple[Pin, ...]
    here: str = ""
    there: str = ""

    @property
    def explained(self) -> tuple[Pin, ...]:
        """The places that need not be compared with all the others again: of the two the odd one."""
        return self.by if isinstance(self.row.winner, InVariable) else (self.pin,)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the product selects, by the name of the file, by the trail and by the note."""

    graph: PinGraph
    pins: tuple[Pin, ...]
    by_name: dict[str, list[Pin]] = field(default_factory=lambda: defaultdict(list))
    by_trail: dict[str, list[Pin]] = field(default_factory=lambda: defaultdict(list))
    by_note: dict[str, list[Pin]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, graph: PinGraph) -> Ground:
        pins = (pin for pin in graph.pins if pin.role is Role.SELECTS)
        ground = cls(graph, tuple(pin for pin in pins if graph.standing_of(pin) is Standing.PRODUCT))
        for pin in ground.pins:
            ground.by_name[name_of(pin)].append(pin)
            ground.by_trail[pin.trail].append(pin)
            ground.by_note[pin.note].append(pin)
        return ground

    def about(self, row: Shadow, pins: Iterable[Pin]) -> Iterator[Pin]:
        """Those of the pins that a row speaks of."""
        return (pin for pin in pins if not row.artifacts or self.graph.artifact(pin) in row.artifacts)

    def in_files(self, row: Shadow, place: InFile) -> Iterator[Pin]:
        """What stands at a place, the file that is read first in front."""
        trail = _pattern(place.trail)
        for name in place.names:
            for pin in self.about(row, self.by_name.get(name, ())):
                if trail.fullmatch(pin.trail):
                    yield pin


@lru_cache(maxsize=64)
def _pattern(trail: str) -> re.Pattern[str]:
    """A trail with `*` for anything; an empty one is any."""
    return re.compile(re.escape(trail or "*").replace(r"\*", ".*"), re.DOTALL)


def folder_of(pin: Pin) -> str:
    return pin.location.path.rpartition("/")[0]


def name_of(pin: Pin) -> str:
    return pin.location.path.rpartition("/")[2]


def are_apart(row: Shadow, loser: Pin, winner: Pin) -> bool:
    """Whether the two places say another thing, as the row compares them."""
    match row.compare:
        case "text":
            return isinstance(loser.value, Exact) and loser.raw != winner.raw
        case "channel" if not (isinstance(loser.value, Exact) and isinstance(winner.value, Exact)):
            # `nightly` is one with `nightly-2025-01-01`, not with `stable` or `1.80.0`.
            return not winner.raw.startswith(loser.raw) and not loser.raw.startswith(winner.raw)
        case _:
            return differ(loser, winner)


def differ(first: Pin, second: Pin) -> bool:
    """Whether two exact versions are not the same, as far as both say."""
    return (
        isinstance(first.value, Exact)
        and isinstance(second.value, Exact)
        and not equal_at_precision(first.value.version, second.value.version)
    )
