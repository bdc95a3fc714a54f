"""Which of the tools that are to be planned have to do with each other, and what the groups add up to.

Tools of two groups share no rule, no literal and no third tool that both draw in, so that the best choice of
each is the best of all, and each is searched for by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from vercheck.assignments.move import Move, written
from vercheck.assignments.search import Answer, drawn_in
from vercheck.graph import Facts
from vercheck.graph.bound import Bound
from vercheck.model import Location


def groups(facts: Facts, tools: Sequence[str], quiet: Collection[str] = ()) -> tuple[tuple[str, ...], ...]:
    """The tools in connected groups, each sorted, by their first names."""
    related = Bound.of(facts).related
    reach = {tool: drawn_in(facts, tool, quiet) for tool in sorted(set(tools))}
    places = {tool: _places(facts, tool) for tool in reach}
    found: list[list[str]] = []
    for tool, near in reach.items():
        joined = [
            group
            for group in found
            if any(
                not near.isdisjoint(reach[other])
                or not places[tool].isdisjoint(places[other])
                or any(frozenset((one, two)) in related for one in near for two in reach[other])
                for other in group
            )
        ]
        found = [group for group in found if group not in joined]
        found.append(sorted([tool, *(other for group in joined for other in group)]))
    return tuple(tuple(group) for group in sorted(found))


def _places(facts: Facts, tool: str) -> frozenset[Location]:
    """Where the tool's versions are written in all build roots."""
    roots = {facts.graph.scope(pin).root for pin in facts.graph.pins_of(tool)}
    return frozenset(place for root in roots for place in written(facts, tool, root))


@dataclass(frozen=True, slots=True)
class Total:
    """The first choice of every answer, as one plan: the moves in an order that goes through, and the answers
    for which nothing fits."""

    moves: tuple[tuple[Answer, Move], ...]
    unsolved: tuple[Answer, ...]

    @property
    def edits(self) -> int:
        """How many literals change; none of them is of two answers."""
        return sum(len(move.edits) for _, move in self.moves)


def total(answers: Iterable[Answer]) -> Total:
    """Groups do not touch each other, so their moves go through one group after the other."""
    moves: list[tuple[Answer, Move]] = []
    unsolved: list[Answer] = []
    for answer in answers:
        if not answer.assignments:
            unsolved.append(answer)
            continue
        moves += [(answer, move) for move in answer.assignments[0].moves if move.cost]
    return Total(tuple(moves), tuple(unsolved))
