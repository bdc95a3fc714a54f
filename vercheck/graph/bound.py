"""The rules that can say something about one repository: rows bound to what it pins, and its own tables.

Made once for each repository, since a search asks for them with every version that it tries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

from vercheck.graph.facts import Facts
from vercheck.graph.in_force import InForce
from vercheck.graph.knowledge import Companion, Lockstep, Table, folded
from vercheck.graph.matrices import Judge, judged, judges
from vercheck.model import Artifact


@dataclass(frozen=True)
class Bound:
    """`companions` and `tables` are the rows that are on, of which both sides are pinned here; `judges` the
    repository's own tables, by build root."""

    facts: Facts
    companions: Mapping[Artifact, tuple[Companion, ...]]
    tables: Mapping[Artifact, tuple[Table, ...]]
    judges: Mapping[str, tuple[Judge, ...]]

    @classmethod
    @lru_cache(maxsize=1)
    def of(cls, facts: Facts) -> Bound:
        pins = InForce.of(facts)
        known = pins.artifacts()
        # Beside some versions an artifact has to go: that is asked of the artifact, see `superseded`.
        rows = [row for row in facts.knowledge.companions if row.severity and row.relation != "absent"]
        companions: dict[Artifact, list[Companion]] = defaultdict(list)
        for companion in (bound for row in rows for bound in row.bound(known)):
            sides = {folded(companion.leader), folded(companion.follower)}
            for artifact in sides if sides <= known else ():
                companions[artifact].append(companion)
        own = judges(pins)
        answered = {
            frozenset({one.anchor or tool, tool}) for one in own for tool in judged(facts.graph, one.matrix)
        }
        tables: dict[Artifact, list[Table]] = defaultdict(list)
        for table in (bound for row in facts.knowledge.tables if row.severity for bound in row.bound(known)):
            sides = {folded(table.anchor), folded(table.subject)}
            if not sides <= known or (_yields(table) and _tools(facts, table) in answered):
                continue
            for artifact in sides:
                tables[artifact].append(table)
        by_root: dict[str, list[Judge]] = defaultdict(list)
        for judge in own:
            by_root[judge.root].append(judge)
        return cls(
            facts,
            {artifact: tuple(found) for artifact, found in companions.items()},
            {artifact: tuple(found) for artifact, found in tables.items()},
            {root: tuple(found) for root, found in by_root.items()},
        )

    def companions_about(self, artifacts: Iterable[Artifact]) -> tuple[Companion, ...]:
        """The rows about any of the artifacts, each once."""
        found = {id(row): row for one in sorted(artifacts) for row in self.companions.get(one, ())}
        return tuple(found.values())

    def tables_about(self, artifacts: Iterable[Artifact]) -> tuple[Table, ...]:
        """The tables about any of the artifacts, each once."""
        found = {id(table): table for one in sorted(artifacts) for table in self.tables.get(one, ())}
        return tuple(found.values())

    def locksteps_about(self, artifacts: Iterable[Artifact]) -> tuple[Lockstep, ...]:
        """The families of which some of the artifacts, and others that are pinned here, are members."""
        own = frozenset(artifacts)
        return tuple(row for row, members in self._locksteps if members & own and members - own)

    @cached_property
    def _locksteps(self) -> tuple[tuple[Lockstep, frozenset[Artifact]], ...]:
        """The families that are on, each with its members that are pinned here."""
        known = InForce.of(self.facts).artifacts()
        rows = (row for row in self.facts.knowledge.locksteps if row.severity)
        return tuple((row, known & {folded(artifact) for artifact, _ in row.members}) for row in rows)

    @cached_property
    def related(self) -> frozenset[frozenset[str]]:
        """Pairs of tools that something is known about."""
        graph = self.facts.graph
        rows = {(row.leader, row.follower) for found in self.companions.values() for row in found}
        rows |= {(table.anchor, table.subject) for found in self.tables.values() for table in found}
        pairs = {frozenset(graph.tool_named(str(artifact)) or "" for artifact in pair) for pair in rows}
        for judge in (one for found in self.judges.values() for one in found):
            pairs |= {frozenset(pair) for pair in combinations(sorted(self.tools_of(judge)), 2)}
        return frozenset(pairs)

    def tools_of(self, judge: Judge) -> frozenset[str]:
        """The tools that a table of the repository is about: the one of its keys, and those of its rows."""
        return frozenset({judge.anchor or "", *judged(self.facts.graph, judge.matrix)})


def _yields(table: Table) -> bool:
    """Whether the repository's own table of two tools takes the place of a pack's."""
    return table.check == "incompatible-versions" and table.origin is None


def _tools(facts: Facts, table: Table) -> frozenset[str]:
    names = (facts.graph.tool_named(str(artifact)) for artifact in (table.anchor, table.subject))
    return frozenset(name for name in names if name is not None)
