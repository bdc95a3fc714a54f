"""Which versions fit together: assignments of versions to tools that satisfy all that is known, fewest
edits first.

What a version would break is asked of `vercheck.graph.satisfying`; this is the search over several tools
at once. Moving one tool may ask another one to move, so the tools that objections name join in, up to a
limit. The search itself is a solver's (clingo): which pairs exclude each other are facts, one pick for
each tool, the cost is the number of places to edit and then of things that have to be there besides.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from vercheck import versions
from vercheck.graph import Facts
from vercheck.graph.in_force import InForce
from vercheck.graph.matrices import judges, tool_of
from vercheck.graph.moving import superseded
from vercheck.graph.satisfying import Candidate, Objection, candidates, objections
from vercheck.model import Pin, Registry, Role, Version

MAX_TOOLS = 8
"""Tools that one search moves at most: those asked for, and those that they draw in."""
MAX_CANDIDATES = 12
"""Versions of one tool that are tried at most, the most often written first."""

_RULES = """
1 { pick(T, V) : option(T, V) } 1 :- option(T, _).
:- forbidden(T, V), pick(T, V).
:- excludes(A, V, B, W), pick(A, V), pick(B, W).
#minimize { C@3, T : pick(T, V), cost(T, V, C) }.
#minimize { L@2, T : pick(T, V), lacks(T, V, L) }.
#minimize { V@1, T : pick(T, V) }.
#show pick/2.
"""
_STAYS = 0
"""The option of a tool that was not asked for: every place keeps what it says."""


@dataclass(frozen=True, slots=True)
class Move:
    """One tool at one version: the literals to edit (none where all agree already), and what has to be
    there besides: digests, a registry's entry, a refreshed lock."""

    tool: str
    version: Version
    edits: tuple[Pin, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """Versions that satisfy all that is known, in one build root."""

    moves: tuple[Move, ...]

    @property
    def edits(self) -> int:
        return sum(len(move.edits) for move in self.moves)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A version of a tool that was asked for, and what stands against it."""

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


def answers(facts: Facts, tools: Sequence[str], limit: int = 3) -> Iterator[Answer]:
    """For each build root in which one of the tools has a version: at most `limit` assignments."""
    roots = {facts.graph.scope(pin).root for tool in tools for pin in facts.graph.pins_of(tool)}
    for root in sorted(roots):
        search = _Search.of(facts, tuple(sorted(set(tools))), root)
        if search is not None:
            yield search.answer(limit)


@dataclass(frozen=True, slots=True)
class _Search:
    """The tools of one search with their candidates (option 1, 2, … of each), and what was objected."""

    facts: Facts
    root: str
    asked: tuple[str, ...]
    options: Mapping[str, tuple[Candidate, ...]]
    alone: Mapping[tuple[str, int], tuple[Objection, ...]]

    @classmethod
    def of(cls, facts: Facts, tools: tuple[str, ...], root: str) -> _Search | None:
        """The tools asked for and, breadth first, those that object to a candidate of one that is in."""
        options: dict[str, tuple[Candidate, ...]] = {}
        alone: dict[tuple[str, int], tuple[Objection, ...]] = {}
        waiting = deque(tools)
        while waiting and len(options) < MAX_TOOLS:
            tool = waiting.popleft()
            if tool in options:
                continue
            found = candidates(facts, tool, root)[:MAX_CANDIDATES]
            if not found:
                continue
            options[tool] = found
            for number, one in enumerate(found, 1):
                alone[tool, number] = tuple(objections(facts, {tool: one.version}, root))
                waiting.extend(sorted({other.tool for other in alone[tool, number]} - options.keys()))
        asked = tuple(tool for tool in tools if tool in options)
        return cls(facts, root, asked, options, alone) if asked else None

    def answer(self, limit: int) -> Answer:
        found = tuple(self._assignment(pick) for pick in _solutions(tuple(self._facts()), self.asked, limit))
        refusals = tuple(
            Refusal(tool, one.version, self.alone[tool, number][0])
            for tool in self.asked
            for number, one in enumerate(self.options[tool], 1)
            if self.alone[tool, number]
        )
        return Answer(self.root, self.asked, found, refusals)

    def _facts(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """The search as facts for the solver."""
        for tool, found in self.options.items():
            if tool not in self.asked:
                yield "option", (tool, _STAYS)
                yield "cost", (tool, _STAYS, 0)
            for number, one in enumerate(found, 1):
                yield "option", (tool, number)
                move = self._move(tool, one)
                yield "cost", (tool, number, len(move.edits))
                yield "lacks", (tool, number, len(move.lacks))
                for objection in self.alone[tool, number]:
                    other = objection.tool
                    if other == tool or other not in self.options:
                        yield "forbidden", (tool, number)
                    elif other not in self.asked:
                        yield "excludes", (tool, number, other, _STAYS)
        yield from self._pairs()

    def _pairs(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """Which versions of two tools exclude each other, where something is known about the two."""
        related = _related(self.facts)
        for first, second in combinations(sorted(self.options), 2):
            if frozenset((first, second)) not in related:
                continue
            for left, one in enumerate(self.options[first], 1):
                for right, two in enumerate(self.options[second], 1):
                    choice = {first: one.version, second: two.version}
                    against = objections(self.facts, choice, self.root)
                    if any(objection.tool in choice for objection in against):
                        yield "excludes", (first, left, second, right)

    def _edits(self, tool: str, chosen: Candidate) -> tuple[Pin, ...]:
        """The literals of a tool that say another version; a lock file is not edited but refreshed."""
        return tuple(
            sorted(
                (pin for pin in self._others(tool, chosen) if pin.role is not Role.RESOLVES),
                key=lambda pin: (pin.location, pin.trail),
            )
        )

    def _others(self, tool: str, chosen: Candidate) -> Iterator[Pin]:
        """The literals that say another version, but for what has none beside this one."""
        graph = self.facts.graph
        gone = superseded(self.facts, tool, chosen.version, self.root)
        seen = {pin.location for pin, _ in gone}
        for one in self.options[tool]:
            for pin in one.pins if one is not chosen else ():
                literal = graph.literal_behind(pin)
                if isinstance(literal, Pin) and literal.location not in seen:
                    seen.add(literal.location)
                    yield literal

    def _assignment(self, pick: Mapping[str, int]) -> Assignment:
        moves = (
            self._move(tool, self.options[tool][number - 1])
            for tool, number in sorted(pick.items())
            if number != _STAYS
        )
        return Assignment(tuple(move for move in moves if move.edits or move.tool in self.asked))

    def _move(self, tool: str, chosen: Candidate) -> Move:
        edits = self._edits(tool, chosen)
        return Move(tool, chosen.version, edits, tuple(self._lacks(tool, chosen, edits)))

    def _lacks(self, tool: str, chosen: Candidate, edits: tuple[Pin, ...]) -> Iterator[str]:
        for registry in self.facts.graph.registries_of(tool):
            is_here = self.facts.graph.root(registry.location.path) == self.root
            if is_here and registry.releases and not _offers(self.facts, registry, chosen.version):
                yield f"an entry for `{chosen.version}` in {registry.location.path}"
        for pin, reason in superseded(self.facts, tool, chosen.version, self.root):
            place = f"{pin.location.path}:{pin.location.line}"
            yield f"an end of `{self.facts.graph.artifact(pin)}` ({place}): {reason}"
        for pin in edits:
            if pin.digests:
                yield f"the digest of `{chosen.version}` beside {pin.location.path}:{pin.location.line}"
        stale = {
            pin.location.path
            for pin in self._others(tool, chosen)
            if pin.role is Role.RESOLVES and self.facts.graph.standing_of(pin).value == "product"
        }
        yield from (f"a refreshed {path}" for path in sorted(stale))


def _related(facts: Facts) -> frozenset[frozenset[str]]:
    """Pairs of tools that a row of a pack or a table of the repository speaks about."""
    graph = facts.graph
    known = {graph.artifact(pin) for pin in graph.pins}
    pairs = [(row.leader, row.follower) for one in facts.knowledge.companions for row in one.bound(known)]
    pairs += [(row.anchor, row.subject) for one in facts.knowledge.tables for row in one.bound(known)]
    found = {frozenset(graph.tool_named(str(artifact)) or "" for artifact in pair) for pair in pairs}
    for judge in judges(InForce.of(facts)):
        listed = {tool_of(graph, allowed) for row in judge.matrix.rows for allowed in row.allows}
        found |= {frozenset(pair) for pair in combinations(sorted({judge.anchor or "", *listed}), 2)}
    return frozenset(found)


def _offers(facts: Facts, registry: Registry, version: Version) -> bool:
    found = (facts.graph.version(release.pin) for release in registry.releases)
    return any(one is not None and versions.equal(one, version) for one in found)


def _solutions(
    stated: tuple[tuple[str, tuple[str | int, ...]], ...], asked: tuple[str, ...], limit: int
) -> Iterator[dict[str, int]]:
    """The cheapest picks in order, each found as the optimum of what the ones before leave; two of them
    differ in a tool that was asked for."""
    import clingo

    control = clingo.Control(["--warn=none", "--opt-mode=opt"])
    control.add("rules", [], _RULES)
    with control.backend() as backend:
        for name, arguments in stated:
            symbols = [
                clingo.String(one) if isinstance(one, str) else clingo.Number(one) for one in arguments
            ]
            backend.add_rule([backend.add_atom(clingo.Function(name, symbols))])
    control.ground([("rules", [])])
    for _ in range(limit):
        best: list[clingo.Symbol] = []
        with control.solve(yield_=True) as handle:
            for model in handle:
                best = list(model.symbols(shown=True))
        if not best:
            return
        pick = {symbol.arguments[0].string: symbol.arguments[1].number for symbol in best}
        yield pick
        with control.backend() as backend:
            told = [symbol for symbol in best if symbol.arguments[0].string in asked]
            backend.add_rule([], [backend.add_atom(symbol) for symbol in told])
