"""Which versions of a tool satisfy all that is known, out of those written or on offer in the repository.

A pure search without taste: it says what each version would break, and leaves the choice to whoever
asks. An assignment moves a whole tool: what leads it, and the artifacts that rows of the tool's own tie
to that; everything else stays as it is pinned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vercheck import versions
from vercheck.graph.bound import Bound
from vercheck.graph.choices import is_for_itself
from vercheck.graph.facts import Facts
from vercheck.graph.in_force import InForce, Site
from vercheck.graph.knowledge import Lockstep, folded
from vercheck.graph.matrices import lists_version, selected, tool_of
from vercheck.graph.moving import counted_apart, moving, same_as
from vercheck.graph.on_offer import SUPPORTED, Candidate, candidates, literals, meant_by
from vercheck.graph.relations import Side, admitted
from vercheck.graph.releases import releases
from vercheck.graph.verdicts import is_broken, refused
from vercheck.model import Artifact, Location, Role, Severity, Version

__all__ = ["Candidate", "Choice", "Objection", "candidates", "objections", "satisfying"]

Choice = Mapping[str, Version]
"""Tools and the versions that they would have; all other tools stay as they are pinned."""


@dataclass(frozen=True, slots=True)
class Objection:
    """Something known that a choice would break: the row's id (empty for a matrix or a requirement of
    the repository's own), its kind (`companion`, `lockstep`, `table`, `matrix`, `requirement`), the tool on
    the other side, what is said, the place of the other side or of the matrix, how grave it would be, and
    the tool whose version is the one that is refused (empty where neither side leads)."""

    rule: str
    kind: str
    tool: str
    text: str
    location: Location | None = None
    severity: Severity = Severity.ERROR
    refused: str = ""


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
    for source in (_by_companions, _by_locksteps, _by_tables, _by_matrices, _by_requirements):
        for one in source(state):
            if (one.rule, one.text) not in said:
                said.add((one.rule, one.text))
                yield one


def is_refused(facts: Facts, tool: str, version: Version, root: str, rule: str = "") -> bool:
    """Whether something known, besides a rule, refuses this version of a tool: then nothing should be moved
    to it. Who only has to follow the tool does not refuse it."""
    return any(
        one.refused == tool and one.severity is Severity.ERROR and (not rule or one.rule != rule)
        for one in objections(facts, {tool: version}, root)
    )


def is_judged(facts: Facts, tool: str, root: str = "") -> bool:
    """Whether anything is known that could object to some version of a tool: a row, a table of the
    repository, or what a manifest states that it works with."""
    bound, artifacts, pins = Bound.of(facts), moving(facts, tool), InForce.of(facts)
    if bound.companions_about(artifacts) or bound.tables_about(artifacts) or bound.locksteps_about(artifacts):
        return True
    if any(tool in bound.tools_of(judge) for judge in bound.judges.get(root, ())):
        return True
    return any(
        site.artifact.ecosystem in SUPPORTED and not is_for_itself(site.path)
        for artifact in same_as(facts, tool)
        for site in pins.sites(root, artifact, Role.REQUIRES)
    )


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
                refused_tool = state.tool(row.follower)
                yield Objection(row.id, "companion", other, said, place or spot, row.severity, refused_tool)


def _by_locksteps(state: _State) -> Iterator[Objection]:
    """Members of a family that stay at another release than the one that a tool of the choice would be of; an
    error only where one manifest has both."""
    for row in Bound.of(state.facts).locksteps_about(state.chosen):
        moved = [one for one in row.members if folded(one[0]) in state.chosen]
        for artifact, major in moved:
            own = state.pins.sites(state.root, artifact, Role.SELECTS, Role.REQUIRES)
            version = state.choice[state.chosen[folded(artifact)]]
            wanted = releases(version, major) if own else None
            if wanted is None or not _is_of(row, wanted):
                continue
            for other, site in _left_behind(state, row, wanted):
                is_beside = site.path in {one.path for one in own}
                text = f"`{other}` `{site.raw}` is of another release than `{artifact}` `{version.text}`"
                severity = row.severity if is_beside else min(row.severity, Severity.WARNING)
                said = f"{text}: {row.reason}"
                yield Objection(row.id, "lockstep", state.tool(other), said, site.location, severity)


def _left_behind(
    state: _State, row: Lockstep, wanted: tuple[float, float]
) -> Iterator[tuple[Artifact, Site]]:
    """The members that do not move and admit none of the releases."""
    along = {one for tool in state.choice for one in counted_apart(state.facts, tool)}
    for artifact, major in row.members:
        if folded(artifact) in state.chosen or folded(artifact) in along:
            continue
        for site in state.pins.sites(state.root, artifact, Role.SELECTS, Role.REQUIRES):
            found = releases(site.side, major)
            if found is not None and _is_of(row, found) and (found[0] > wanted[1] or found[1] < wanted[0]):
                yield artifact, site


def _is_of(row: Lockstep, found: tuple[float, float]) -> bool:
    """Whether releases are of those that a row is about."""
    first, last = found
    return last >= row.since and (row.until is None or first <= row.until)


def _by_tables(state: _State) -> Iterator[Objection]:
    """Tables of the packs, where the repository has none of its own about the two tools."""
    for table in Bound.of(state.facts).tables_about(state.chosen):
        if not state.touches(table.anchor, table.subject):
            continue
        anchors = state.sides(table.anchor)
        subjects = state.sides(table.subject, *table.subject_roles) if anchors else []
        needs = [refused(table, (side for side, _ in anchors), subject) for subject, _ in subjects]
        if subjects and all(needs):
            (anchor, spot), (_, place) = anchors[0], subjects[0]
            text = f"`{table.anchor}` `{anchor.text}` needs `{table.subject}` `{needs[0][0].text}`"
            other = state.tool(table.anchor if place is None else table.subject)
            said = f"{text}: {table.reason}"
            refused_tool = state.tool(table.subject)
            yield Objection(table.id, "table", other, said, place or spot, table.severity, refused_tool)


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
                text = f"`{judge.matrix.name}` ({where}) does not list `{tool}` `{left[0].text}`"
                other = judge.anchor if tool in state.choice and judge.anchor else tool
                yield Objection("", "matrix", other, text, judge.matrix.location, refused=tool)


def _selected(state: _State, tool: str) -> list[Version]:
    if tool in state.choice:
        return [state.choice[tool]]
    sites = selected(state.pins, state.root, tool)
    return [site.side for site in sites if isinstance(site.side, Version)]


def _by_requirements(state: _State) -> Iterator[Objection]:
    """Ranges and minimums that the repository states for what leads a tool of the choice. A range by which a
    package, an image or a job chooses for itself is a place that moves along, and no rule; what a job sets
    up apart stays, and is worth a warning."""
    for tool, version in sorted(state.choice.items()):
        for artifact in sorted(same_as(state.facts, tool)):
            for site in state.pins.sites(state.root, artifact, Role.REQUIRES):
                meant = meant_by(site.artifact, version)
                if isinstance(site.side, Version) or admitted(site.side, meant) is not False:
                    continue
                severity = _severity(state, tool, site)
                if severity:
                    text = f"{site.path}:{site.location.line} requires `{site.artifact}` `{site.raw}`"
                    text += _unwritten(state, tool, site)
                    yield Objection("", "requirement", tool, text, site.location, severity, tool)


def _unwritten(state: _State, tool: str, site: Site) -> str:
    """Says where no version that there is would do for a range."""
    if versions.names_one(site.raw) or isinstance(site.side, Version):
        return ""
    found = (one.version for one in candidates(state.facts, tool, state.root))
    is_met = any(admitted(site.side, meant_by(site.artifact, one)) for one in found)
    return "" if is_met else f", and no whole version of `{site.raw}` is written here"


def _severity(state: _State, tool: str, site: Site) -> Severity:
    if site.artifact.ecosystem in SUPPORTED and not is_for_itself(site.path):
        # Go fetches the toolchain that a module asks for by itself.
        return Severity.WARNING if site.artifact == Artifact("toolchain", "go") else Severity.ERROR
    moved = (state.facts.graph.literal_behind(pin) for pin in literals(state.facts, tool, state.root))
    goes_along = any(one is not None and one.location == site.location for one in moved)
    if not goes_along:
        return Severity.WARNING
    # A range that nothing can write anew is a choice of that place: it is not taken down to another version.
    return Severity.ERROR if _is_above(site, state.choice[tool]) else Severity.OFF


def _is_above(site: Site, version: Version) -> bool:
    """Whether a range that names more than one version admits newer ones only."""
    if isinstance(site.side, Version) or versions.names_one(site.raw) or not site.side.intervals:
        return False
    return all(one.low is not None and _is_newer(one.low, version) for one in site.side.intervals)


def _is_newer(first: Version, second: Version) -> bool:
    try:
        return versions.compare(first, second) > 0
    except versions.IncomparableError:
        return False
