"""Which declarations get a part from a literal that stands elsewhere: a variable, a constant, a table.

Moving such a literal changes the declaration as much as an edit inside of it would, so what belongs to
its old version (a digest, a commit) counts. Separate from the sites, which are of one tool: a literal
may feed a declaration that nobody knows to be of that tool.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from vercheck.graph import PinGraph
from vercheck.model import Address, Location, Member, Statement


@dataclass(frozen=True)
class Origins:
    """The declarations of a graph by the literals that they take something from."""

    graph: PinGraph

    def fed_by(self, place: Location) -> tuple[Statement, ...]:
        """Declarations with a part that comes from the literal at a place, or around it."""
        return tuple(
            statement
            for literal, statement in self._by_path.get(place.path, ())
            if literal.span.covers(place.span)
        )

    @cached_property
    def _by_path(self) -> dict[str, list[tuple[Location, Statement]]]:
        found: dict[str, list[tuple[Location, Statement]]] = defaultdict(list)
        for statement in self.graph.statements:
            addresses = {
                (origin, member.location.path) for member in statement.members for origin in _of(member)
            }
            for origin, path in sorted(addresses):
                literal = self.graph.behind(origin, path)
                if literal is not None:
                    found[literal.location.path].append((literal.location, statement))
        return found


def _of(member: Member) -> Iterator[Address]:
    if member.target is not None:
        yield member.target
    yield from (origin for _, _, origin in member.derived if origin is not None)
