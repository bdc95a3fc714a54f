"""Which versions of a tool satisfy all that is known, out of those written or on offer in the repository.

A pure search without taste: it says what each version would break, and leaves the choice to whoever
asks. An assignment moves a whole tool: what leads it, and the artifacts that rows of the tool's own tie
to that; everything else stays as it is pinned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vercheck.graph.bound import Bound
from vercheck.graph.facts import Facts
from vercheck.graph.in_force import InForce
from vercheck.graph.knowledge import folded
from vercheck.graph.matrices import lists_version, selected, tool_of
from vercheck.graph.moving import moving, same_as
from vercheck.graph.on_offer import Candidate, candidates
from vercheck.graph.relations import Side, admitted
from vercheck.graph.verdicts import is_broken, refused
from vercheck.model import Artifact, Location, Role, Severity, Version

__all__ = ["Candidate", "Choice", "Objection", "candidates", "objections", "satisfying"]

Choice = Mapping[str, Version]
"""Tools and the versions that they would have; all other tools stay as they are pinned."""


@dataclass(frozen=True, slots=True)
class Objection:
    """Something known that a choice would break: the row's id (empty for a matrix or a requirement of
    the repository's own), its kind (`companion`, `table`, `matrix`, `requirement`), the tool on the other
    side, what is said, the place of the other side or of the matrix, and how grave it would be."""

    rule: str
    kind: str
    tool: str
    text: str
    location: Location | None = None
    severity: Severity = Severity.ERROR


def satisfying(
    facts: Facts, tool: str, root: str = "", beside: Choice | None = None
) -> tuple[Candidate, ...]:
    """The candidates that nothing known objects to, best first; `beside` are versions that other tools
    would have."""
    others = beside or {}
    return tuple(
        one
        for one in candidates(facts, tool, root)
        if next(objections(facts, {**others, tool: one.version}, root), None) is None
    )


def objections(facts: Facts, choice: Choice, root: str = "") -> Iterator[Objection]:
    """All that is known and would be broken in a build root if the tools of a choice had its versions, each
    thing once. Only what touches a tool of the choice is asked; rows that are off do not object. Where a
    tool that is not chosen disagrees with itself, a version that fits one of its sites is not to blame."""
    state = _State.of(facts, choice, root)
    said: set[tuple[str, str]] = set()
    for source in (_by_companions, _by_tables, _by_matrices, _by_requirements):
        for one in source(state):
            if (one.rule, one.text) not in said:
                said.add((one.rule, one.text))
                yield one


@dataclass(frozen=True, slots=True)
class _State:
    """What every artifact would be at: chosen, or as the sites in force say."""

    facts: Facts
    pins: InForce
    choice: Choice
    root: str
    chosen: Mapping[Artifact, str]

    @classmethod
    def of(cls, facts: Facts, choice: Choice, root: str) -> _State:
        chosen = {
            artifact: tool for tool, version in choice.items() for artifact in moving(facts, tool, version)
        }
        return cls(facts, InForce.of(facts), choice, root, chosen)

    def tool(self, artifact: Artifact) -> str:
        return self.facts.graph.tool_named(str(artifact)) or artifact.name

    def touches(self, *artifacts: Artifact) -> bool:
        """Whether a row about these is about the choice, and not within what moves as one."""
        tools = {self.chosen.get(folded(artifact)) for artifact in artifacts}
        return len(tools) > 1

    def sides(self, artifact: Artifact, *roles: Role) -> list[tuple[Side, Location | None]]:
        """What an artifact would be at; nothing where the build root has no pin of it, whatever its tool is
        at: the crate of a program says nothing where only the program is used."""
        pins = self.pins
        sites = pins.sites(self.root, artifact, *roles) if roles else pins.decisions(self.root, artifact)
        tool = self.chosen.get(folded(artifact))
        if tool is not None and sites:
            return [(self.choice[tool], None)]
        return [(site.side, site.location) for site in sites]


def _by_companions(state: _State) -> Iterator[Objection]:
    knowledge = state.facts.knowledge
    for row in Bound.of(state.facts).companions_about(state.chosen):
        if not state.touches(row.leader, row.follower):
            continue
        leaders = state.sides(row.leader)
        for follower, place in state.sides(row.follower, Role.SELECTS, Role.REQUIRES) if leaders else ():
            if all(is_broken(knowledge, row, leader, follower) for leader, _ in leaders):
                leader, spot = leaders[0]
                text = f"`{row.follower}` `{follower.text}` does not fit `{row.leader}` `{leader.text}`"
                other = state.tool(row.leader if place is None else row.follower)
                said = f"{text}: {row.reason}"
                yield Objection(row.id, "companion", other, said, place or spot, row.severity)


def _by_tables(state: _State) -> Iterator[Objection]:
    """Tables of the packs, where the repository has none of its own about the two tools."""
    for table in Bound.of(state.facts).tables_about(state.chosen):
        if not state.touches(table.anchor, table.subject):
            continue
        anchors = state.sides(table.anchor)
        subjects = state.sides(table.subject, Role.SELECTS, Role.REQUIRES) if anchors else []
        needs = [refused(table, (side for side, _ in anchors), subject) for subject, _ in subjects]
        if subjects and all(needs):
            (anchor, spot), (_, place) = anchors[0], subjects[0]
            text = f"`{table.anchor}` `{anchor.text}` needs `{table.subject}` `{needs[0][0].text}`"
            other = state.tool(table.anchor if place is None else table.subject)
            said = f"{text}: {table.reason}"
            yield Objection(table.id, "table", other, said, place or spot, table.severity)


def _by_matrices(state: _State) -> Iterator[Objection]:
    """The repository's own tables; one without a row for a version says nothing about it."""
    for judge in Bound.of(state.facts).judges.get(state.root, ()):
        if judge.matrix.tried:
            continue
        rows = list(judge.matrix.rows)
        if judge.anchor is not None:
            found = [judge.row(version) for version in _selected(state, judge.anchor)]
            rows = [row for row in found if row is not None]
            if len(rows) < len(found):
                continue
        lists: dict[str, list[Version]] = {}
        for row in rows:
            for allowed in row.allows:
                tool = tool_of(state.facts.graph, allowed)
                if not {tool, judge.anchor} & set(state.choice):
                    continue
                refused_here = [one for one in _selected(state, tool) if not lists_version(allowed, one)]
                lists[tool] = [one for one in lists.get(tool, refused_here) if one in refused_here]
        for tool, left in sorted(lists.items()):
            if left and len(left) == len(_selected(state, tool)):
                where = f"{judge.matrix.location.path}:{judge.matrix.location.line}"
                text = f"`{judge.matrix.trail}` ({where}) does not list `{tool}` `{left[0].text}`"
                other = judge.anchor if tool in state.choice and judge.anchor else tool
                yield Objection("", "matrix", other, text, judge.matrix.location)


def _selected(state: _State, tool: str) -> list[Version]:
    if tool in state.choice:
        return [state.choice[tool]]
    sites = selected(state.pins, state.root, tool)
    return [site.side for site in sites if isinstance(site.side, Version)]


def _by_requirements(state: _State) -> Iterator[Objection]:
    """Ranges and minimums that the repository states for what leads a tool of the choice."""
    for tool, version in sorted(state.choice.items()):
        for artifact in sorted(same_as(state.facts, tool)):
            for site in state.pins.sites(state.root, artifact, Role.REQUIRES):
                if not isinstance(site.side, Version) and admitted(site.side, version) is False:
                    text = f"{site.path}:{site.location.line} requires `{site.artifact}` `{site.raw}`"
                    yield Objection("", "requirement", tool, text, site.location)
