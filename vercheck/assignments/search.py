"""The search for versions that satisfy all that is known, over several tools at once.

What a version would break is asked of `vercheck.graph.satisfying`. Moving one tool may ask another one to
move, so the tools that object gravely join in, up to a limit; a warning moves no tool that nobody asked for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from vercheck import versions
from vercheck.assignments.move import Move, by_hand, is_newer, move_to, written
from vercheck.assignments.order import ordered
from vercheck.assignments.solving import STAYS, Fact, Pick, picks
from vercheck.graph import Facts
from vercheck.graph.bound import Bound
from vercheck.graph.satisfying import Candidate, Choice, Objection, candidates, objections
from vercheck.model import Severity, Version

MAX_TOOLS = 8
"""Tools that one search moves at most: those asked for, all of them, and those that they draw in."""
MAX_CANDIDATES = 12
"""Versions of one tool that are tried at most, the most often written first."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Versions that satisfy all that is known, in one build root: the moves in an order that goes through,
    the tools among them that have to go `together`, and the warnings that remain."""

    moves: tuple[Move, ...]
    together: frozenset[str] = frozenset()
    warnings: tuple[Objection, ...] = ()

    @property
    def edits(self) -> int:
        return sum(len(move.edits) for move in self.moves)

    @property
    def cost(self) -> int:
        return sum(move.cost for move in self.moves)

    @property
    def is_done(self) -> bool:
        return all(move.is_done for move in self.moves)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A version of a tool that was asked for and that no assignment has, and what stands against it."""

    tool: str
    version: Version
    objection: Objection


@dataclass(frozen=True, slots=True)
class Answer:
    """What the search found for one build root; `assignments` is empty where nothing on offer fits."""

    root: str
    asked: tuple[str, ...]
    assignments: tuple[Assignment, ...]
    refusals: tuple[Refusal, ...]


def answers(
    facts: Facts, tools: Sequence[str], limit: int = 3, quiet: Collection[str] = ()
) -> Iterator[Answer]:
    """For each build root in which one of the tools has a version: at most `limit` assignments. `quiet` are
    tools of which no check says anything: what they are at is right."""
    roots = {facts.graph.scope(pin).root for tool in tools for pin in facts.graph.pins_of(tool)}
    for root in sorted(roots):
        search = _Search.of(facts, tuple(sorted(set(tools))), root, quiet)
        if search is not None:
            yield search.answer(limit)


def drawn_in(facts: Facts, tool: str, quiet: Collection[str] = ()) -> frozenset[str]:
    """A tool, and those that a search for it alone may move."""
    roots = sorted({facts.graph.scope(pin).root for pin in facts.graph.pins_of(tool)})
    searches = (_Search.of(facts, (tool,), root, quiet) for root in roots)
    return frozenset({tool, *(one for search in searches if search is not None for one in search.options)})


@dataclass(frozen=True, slots=True)
class _Search:
    """The tools of one search with their candidates (option 1, 2, … of each), and what was objected."""

    facts: Facts
    root: str
    asked: tuple[str, ...]
    options: Mapping[str, tuple[Candidate, ...]]
    moves: Mapping[tuple[str, int], Move]
    alone: Mapping[tuple[str, int], tuple[Objection, ...]]
    quiet: Collection[str] = ()

    @classmethod
    def of(cls, facts: Facts, tools: tuple[str, ...], root: str, quiet: Collection[str]) -> _Search | None:
        """The tools asked for and, breadth first, those that object to a candidate of one that is in."""
        options: dict[str, tuple[Candidate, ...]] = {}
        moves: dict[tuple[str, int], Move] = {}
        alone: dict[tuple[str, int], tuple[Objection, ...]] = {}
        waiting = deque(tools)
        while waiting and len(options) < max(MAX_TOOLS, len(tools)):
            tool = waiting.popleft()
            if tool in options:
                continue
            found = candidates(facts, tool, root)[:MAX_CANDIDATES]
            if not found:
                continue
            options[tool] = found
            for number, one in enumerate(found, 1):
                move = moves[tool, number] = move_to(facts, tool, one.version, root)
                is_right = tool in quiet and move.is_done
                against = () if is_right else _told(facts, {tool: one.version}, root)
                alone[tool, number] = against
                waiting.extend(sorted({other.tool for other in _grave(against)} - options.keys()))
        asked = tuple(tool for tool in tools if tool in options)
        return cls(facts, root, asked, options, moves, alone, quiet) if asked else None

    def answer(self, limit: int) -> Answer:
        found = tuple(self._assignment(pick) for pick in self._picks(limit))
        shown = {(move.tool, move.version) for assignment in found for move in assignment.moves}
        return Answer(self.root, self.asked, found, tuple(self._refusals(shown)))

    def _picks(self, limit: int) -> Iterator[Pick]:
        """The best pick, and what moves no more tools that nobody asked for."""
        fewest: int | None = None
        for pick in picks(tuple(self._facts()), self.asked, limit):
            drawn = sum(number != STAYS for tool, number in pick.items() if tool not in self.asked)
            fewest = drawn if fewest is None else fewest
            if drawn == fewest:
                yield pick

    def _refusals(self, shown: Collection[tuple[str, Version]]) -> Iterator[Refusal]:
        for tool in self.asked:
            for number, one in enumerate(self.options[tool], 1):
                against = _grave(self.alone[tool, number])
                if against and (tool, one.version) not in shown:
                    yield Refusal(tool, one.version, against[0])

    def _facts(self) -> Iterator[Fact]:
        """The search as facts for the solver."""
        for tool, found in self.options.items():
            if self._may_stay(tool):
                yield "option", (tool, STAYS)
            for number in range(1, len(found) + 1):
                yield "option", (tool, number)
                move = self.moves[tool, number]
                yield "cost", (tool, number, move.cost)
                yield "lacks", (tool, number, len(move.lacks) + len(move.names))
                if worse := len(move.entries) + self._is_back(tool, number):
                    yield "worse", (tool, number, worse)
                yield from self._said_alone(tool, number)
        yield from self._pairs()

    def _is_back(self, tool: str, number: int) -> bool:
        """Whether an option takes a tool below what most places say, the newest of several. To do without an
        entry of a registry no place goes down: that is no better than to add it."""
        found, move = self.options[tool], self.moves[tool, number]
        if move.down_from is None or any(
            self.moves[tool, other].entries for other in range(1, len(found) + 1)
        ):
            return move.down_from is not None
        most = [one.version for one in found if one.files == found[0].files]
        return any(is_newer(version, move.version) for version in most)

    def _said_alone(self, tool: str, number: int) -> Iterator[Fact]:
        """What speaks against an option as long as all other tools stay."""
        warnings = 0
        for objection in self.alone[tool, number]:
            other = objection.tool
            is_free = other != tool and other in self.options
            if objection.severity is not Severity.ERROR:
                if not is_free:
                    warnings += 1
                elif self._may_stay(other):
                    yield "warned", (tool, number, other, STAYS, 1)
            elif not is_free:
                yield "forbidden", (tool, number)
            elif self._may_stay(other):
                yield "excludes", (tool, number, other, STAYS)
        if warnings:
            yield "warned", (tool, number, warnings)

    def _may_stay(self, tool: str) -> bool:
        """Whether every place of a tool may keep what it says: nobody asked for it, or its places differ and
        no check minds, as the packages of a repository that each have a version of their own."""
        if tool not in self.asked:
            return True
        moves = (self.moves[tool, number] for number in range(1, len(self.options[tool]) + 1))
        return tool in self.quiet and not any(move.is_done for move in moves)

    def _pairs(self) -> Iterator[Fact]:
        """Which versions of two tools exclude each other, where something is known about the two."""
        related = Bound.of(self.facts).related
        places = {tool: written(self.facts, tool, self.root) for tool in self.options}
        for first, second in combinations(sorted(self.options), 2):
            is_related = frozenset((first, second)) in related
            if not is_related and places[first].isdisjoint(places[second]):
                continue
            for left, one in enumerate(self.options[first], 1):
                for right, two in enumerate(self.options[second], 1):
                    yield from self._pair(first, left, one, second, right, two)

    def _pair(
        self, first: str, left: int, one: Candidate, second: str, right: int, two: Candidate
    ) -> Iterator[Fact]:
        if self._is_as_it_was(first, left) and self._is_as_it_was(second, right):
            return
        if self._clash(first, left, one, second, right, two):
            yield "excludes", (first, left, second, right)
            return
        choice = {first: one.version, second: two.version}
        own = {
            (item.rule, item.text)
            for tool, number in ((first, left), (second, right))
            for item in self.alone[tool, number]
            if item.tool == tool
        }
        found = [item for item in _told(self.facts, choice, self.root) if item.tool in choice]
        between = [item for item in found if (item.rule, item.text) not in own]
        if _grave(between):
            yield "excludes", (first, left, second, right)
        elif between:
            yield "warned", (first, left, second, right, len(between))

    def _clash(self, first: str, left: int, one: Candidate, second: str, right: int, two: Candidate) -> bool:
        """Whether two tools that read their versions from one literal would have it say two things."""
        edits = {pin.location for pin in (*self.moves[first, left].edits, *self.moves[second, right].edits)}
        shared = written(self.facts, first, self.root) & written(self.facts, second, self.root)
        return not edits.isdisjoint(shared) and not versions.equal_at_precision(one.version, two.version)

    def _is_as_it_was(self, tool: str, number: int) -> bool:
        """Whether an option is what the tool is at, with nothing against it."""
        return self.moves[tool, number].is_done and not self.alone[tool, number]

    def _assignment(self, pick: Pick) -> Assignment:
        moves = [self.moves[tool, number] for tool, number in sorted(pick.items()) if number != STAYS]
        kept = [
            by_hand(self.facts, move, self.root)
            for move in moves
            if not move.is_done or move.tool in self.asked
        ]
        steps, together = ordered(self.facts, kept, self.root)
        choice = {move.tool: move.version for move in kept}
        is_new = any(not self._is_as_it_was(move.tool, pick[move.tool]) for move in kept)
        left = _told(self.facts, choice, self.root) if is_new else ()
        return Assignment(steps, together, tuple(one for one in left if one.severity is not Severity.ERROR))


def _told(facts: Facts, choice: Choice, root: str) -> tuple[Objection, ...]:
    """What is objected to a choice. Searches for several tools ask about the same pairs."""
    known = _said_of(facts)
    key = root, frozenset((tool, version.text) for tool, version in choice.items())
    if key not in known:
        known[key] = tuple(objections(facts, choice, root))
    return known[key]


@lru_cache(maxsize=1)
def _said_of(_facts: Facts) -> dict[tuple[str, frozenset[tuple[str, str]]], tuple[Objection, ...]]:
    return {}


def _grave(found: Sequence[Objection]) -> list[Objection]:
    return [one for one in found if one.severity is Severity.ERROR]
