"""One literal that a tool's version stands in, with the pins that stand for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vercheck.graph import PinGraph
from vercheck.graph.on_offer import meant_by
from vercheck.graph.relations import admitted
from vercheck.model import Constant, Exact, Location, Pin, Range, Requirement, Role
from vercheck.versions import IncomparableError, admits, equal, equal_at_precision, is_prerelease, parse


@dataclass(frozen=True, slots=True)
class Site:
    """A literal, and the pins that stand for it: itself, and those that refer to it."""

    location: Location
    raw: str
    pins: tuple[Pin, ...]
    is_key: bool = False
    """Whether the literal is an entry's name in a registry, which the tool takes from there."""

    @property
    def place(self) -> str:
        return f"{self.location.path}:{self.location.line}"

    @property
    def selects(self) -> bool:
        return any(pin.role is Role.SELECTS for pin in self.pins)

    @property
    def attribute(self) -> str | None:
        """The versioned attribute (`nodejs_22`) that the literal is a part of."""
        own = (pin for pin in self.pins if pin.location == self.location and pin.note == "attribute")
        return next((pin.trail for pin in own), None)

    @property
    def value(self) -> Exact | Range:
        """What the literal says; a constant that is no pin of its own says an exact version."""
        for pin in self.pins:
            if pin.location == self.location and isinstance(pin.value, Exact | Range):
                return pin.value
        return Exact(parse(self.raw))

    def agrees(self, version: str) -> bool:
        """Whether the site says or admits a version already. Of pre-releases none stands for another: a
        requirement of one names that very one, whatever it admits."""
        if isinstance(self.value, Range):
            said = parse(self.raw.lstrip("^~=<>! v"), self.value.requirement.scheme)
            if is_prerelease(said) and not equal(said, parse(version, said.scheme)):
                return False
            # A short version of a program stands for its series: `18` may be 18.20.
            meant = meant_by(self.pins[0].artifact, parse(version, self.value.requirement.scheme))
            if isinstance(meant, Requirement):
                return admitted(self.value.requirement, meant) is True
        return says(self.value, version)


def says(value: Exact | Range, version: str) -> bool:
    """Whether a value is a version, as far as it goes into detail, or admits it."""
    match value:
        case Exact(said):
            return equal_at_precision(said, parse(version, said.scheme))
        case Range(requirement):
            try:
                return admits(requirement, parse(version, requirement.scheme))
            except IncomparableError:
                return False


def literals(graph: PinGraph, pins: Iterable[Pin]) -> Iterator[Site]:
    """One site for each literal, by place."""
    grouped: dict[Location, list[Pin]] = defaultdict(list)
    raws: dict[Location, str] = {}
    keys: set[Location] = set()
    for pin in pins:
        literal = graph.literal_behind(pin)
        match literal:
            case Constant(text=str() as text):
                raws[literal.location] = text
            case Pin(value=Exact() | Range()):
                raws[literal.location] = literal.raw
                if literal.role is Role.PROVIDES:
                    keys.add(literal.location)
            case _:
                continue
        grouped[literal.location].append(pin)
    for location in sorted(grouped):
        yield Site(location, raws[location], tuple(grouped[location]), location in keys)
