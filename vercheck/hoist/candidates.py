"""Which literals of a tool a look-up can take the place of, and which have to stay, with the reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from vercheck.fix.origins import Origins
from vercheck.fix.siblings import occurrences, sibling_lacks
from vercheck.graph import Facts, Standing
from vercheck.hoist.labels import cannot_load
from vercheck.hoist.result import Left
from vercheck.model import Exact, Location, Member, Pin, Role, Statement

_ROLES = (Role.SELECTS, Role.REQUIRES)


@dataclass(frozen=True)
class Candidates:
    """The literals of a tool in Starlark, as seen from the file that is to hold its version.

    `is_starlark` tells which files are; `entry` is where the version stands already, if it does.
    """

    facts: Facts
    tool: str
    home: str
    is_starlark: Callable[[str], bool]
    entry: Location | None

    def pins(self) -> tuple[Pin, ...]:
        """Exact versions in the product's own Starlark, one pin for each, without the one at home."""
        graph = self.facts.graph
        found = (
            pin
            for pin in graph.pins_of(self.tool, *_ROLES)
            if isinstance(pin.value, Exact)
            and self.is_starlark(pin.location.path)
            and graph.standing_of(pin) is Standing.PRODUCT
            and pin.location != self.entry
        )
        return tuple({pin.location: pin for pin in found}.values())

    def obstacle(self, pin: Pin) -> str | None:
        """Why a literal has to stay, as far as the graph can tell."""
        graph = self.facts.graph
        root = graph.root(pin.location.path)
        if root != graph.root(self.home):
            return f"the build root `{root or '.'}` loads nothing from here"
        if (words := cannot_load(pin.location.path)) is not None:
            return words
        if (track := graph.scope(pin).track) != "":
            return f"`{track}` is a set of versions of its own"
        if graph.family(pin) != self.family:
            return f"it is the version of `{graph.artifact(pin)}`"
        return None

    @cached_property
    def family(self) -> str:
        """What the version is one of: what the entry says, else a release, else what there is."""
        graph = self.facts.graph
        at_home = [graph.family(pin) for pin in graph.pins_of(self.tool) if pin.location == self.entry]
        every = at_home or [graph.family(pin) for pin in self.pins()]
        return min(every, key=lambda family: (family != "release", family), default="release")

    def lacks(self, pin: Pin) -> Iterator[str]:
        """What belongs to the version that a literal says now, and would have to move with it."""
        for statement in self._statements(pin):
            yield from sibling_lacks(statement, pin.raw, self.facts.graph)
        for left in self.spelled_out(pin):
            yield f"{left.place} spells `{pin.raw}` in a longer text"

    def spelled_out(self, pin: Pin) -> Iterator[Left]:
        """Other parts of the declarations of a literal that spell its version inside a longer text."""
        for statement in self._statements(pin):
            for member in statement.members:
                if member.location.span.covers(pin.location.span) or member.text == pin.raw:
                    continue
                if _spells(member, pin.raw):
                    yield Left(
                        member.location,
                        member.text.replace("\0", "…"),
                        f"it spells `{pin.raw}` in a longer text",
                    )

    def _statements(self, pin: Pin) -> tuple[Statement, ...]:
        around = (
            statement
            for statement in self.facts.graph.statements
            if statement.location.path == pin.location.path and _is_part(pin, statement)
        )
        found = {item.location: item for item in (*around, *self._origins.fed_by(pin.location))}
        return tuple(found[place] for place in sorted(found))

    @cached_property
    def _origins(self) -> Origins:
        return Origins(self.facts.graph)


def _is_part(pin: Pin, statement: Statement) -> bool:
    if statement.trail and pin.trail.startswith(f"{statement.trail}."):
        return True
    return any(member.location.span.covers(pin.location.span) for member in statement.members)


def _spells(member: Member, version: str) -> bool:
    """Whether a text spells a version in characters of its own."""
    return any(
        not any(start < last and first < end for start, end, _ in member.derived)
        for first, last in occurrences(member.text, version)
    )
