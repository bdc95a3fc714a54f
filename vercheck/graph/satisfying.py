"""Which versions of a tool satisfy all that is known, out of those written or on offer in the repository.

A pure search without taste: it says what each version would break, and leaves the choice to whoever
asks. An assignment moves a whole tool: what leads it, and the artifacts that rows of the tool's own tie
to that; everything else stays as it is pinned. Candidates are never invented: a version is one because
a pin or a registry of the repository names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vercheck import versions
from vercheck.graph.facts import Facts
from vercheck.graph.in_force import InForce
from vercheck.graph.knowledge import folded
from vercheck.graph.matrices import judges, lists_version, selected, tool_of
from vercheck.graph.moving import moving, row_of, same_as
from vercheck.graph.relations import Side, admitted
from vercheck.graph.scopes import Standing
from vercheck.graph.verdicts import is_broken, refused
from vercheck.model import Artifact, Location, Pin, Registry, Role, Severity, Version

Choice = Mapping[str, Version]
"""Tools and the versions that they would have; all other tools stay as they are pinned."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version that a tool could have: the pins that select or require it already, by place, and
    whether every registry that the build root fetches the tool through has it (`True` where there are
    none)."""

    version: Version
    pins: tuple[Pin, ...]
    is_offered: bool


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


def candidates(facts: Facts, tool: str, root: str = "") -> tuple[Candidate, ...]:
    """Every version of a tool that a product pin of a build root names or that a registry offers: the most
    often written first, then what leads the tool says, then those on offer, then the newest."""
    graph = facts.graph
    artifacts = moving(facts, tool)
    registries = [one for one in graph.registries_of(tool) if _is_fetched_through(facts, one, root)]
    offered = [[graph.version(release.pin) for release in one.releases] for one in registries]
    written: list[tuple[Version, list[Pin]]] = [
        (version, []) for one in offered for version in one if version is not None
    ]
    for pin in graph.pins_of(tool, Role.SELECTS, Role.REQUIRES, Role.RESOLVES):
        scope = graph.scope(pin)
        if scope.root != root or scope.track or graph.standing_of(pin) is not Standing.PRODUCT:
            continue
        version = _named(facts, pin) if folded(graph.artifact(pin)) in artifacts else None
        if version is not None:
            written.append((version, [pin]))
    found: list[tuple[Version, list[Pin]]] = []
    for version, pins in sorted(written, key=lambda item: -item[0].precision):
        known = next((own for same, own in found if versions.equal_at_precision(same, version)), None)
        if known is None:
            found.append((version, list(pins)))
        else:
            known.extend(pins)
    made = (
        Candidate(
            version,
            tuple(sorted(pins, key=lambda pin: (pin.location, pin.trail))),
            all(any(other and versions.equal(version, other) for other in one) for one in offered),
        )
        for version, pins in found
    )
    row = row_of(facts, tool)
    leads = folded(row.leads) if row is not None and row.leads is not None else None

    def preference(one: Candidate) -> tuple[int, bool, bool, tuple[int, ...], str]:
        is_led = any(folded(graph.artifact(pin)) == leads for pin in one.pins)
        newest = tuple(-part for part in one.version.release)
        return -len(one.pins), not is_led, not one.is_offered, newest, one.version.text

    return tuple(sorted(made, key=preference))


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
        tools = [self.chosen.get(folded(artifact)) for artifact in artifacts]
        return any(tools) and len(set(tools)) > 1

    def sides(self, artifact: Artifact, *roles: Role) -> list[tuple[Side, Location | None]]:
        tool = self.chosen.get(folded(artifact))
        if tool is not None:
            return [(self.choice[tool], None)]
        sites = (
            self.pins.sites(self.root, artifact, *roles)
            if roles
            else self.pins.decisions(self.root, artifact)
        )
        return [(site.side, site.location) for site in sites]


def _by_companions(state: _State) -> Iterator[Objection]:
    known = state.pins.artifacts() | frozenset(state.chosen)
    knowledge = state.facts.knowledge
    for row in (bound for one in knowledge.companions if one.severity for bound in one.bound(known)):
        # Beside some versions an artifact has to go: that is asked of the artifact, see `superseded`.
        if row.relation == "absent" or not state.touches(row.leader, row.follower):
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
    known = state.pins.artifacts() | frozenset(state.chosen)
    for table in (bound for one in state.facts.knowledge.tables for bound in one.bound(known)):
        if not table.severity or not state.touches(table.anchor, table.subject):
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
    for judge in judges(state.pins):
        if judge.root != state.root or judge.matrix.tried:
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


def _is_fetched_through(facts: Facts, registry: Registry, root: str) -> bool:
    graph, path = facts.graph, registry.location.path
    return (
        graph.standing(path) is Standing.PRODUCT
        and graph.root(path) == root
        and any(release.assets for release in registry.releases)
    )


def _named(facts: Facts, pin: Pin) -> Version | None:
    """The one version that a pin names: exact, or the one that a requirement such as `0.46` starts at."""
    version = facts.graph.version(pin)
    if version is None:
        requirement = facts.graph.requirement(pin)
        if requirement is None or requirement.scheme == "minimum" or len(requirement.intervals) != 1:
            return None
        interval = requirement.intervals[0]
        version = interval.low if interval.high is not None else None
    return None if version is None or version.is_opaque else version
