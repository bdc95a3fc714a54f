"""What is known to belong together: the rows of the packs, as values. `vercheck.packs` loads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from vercheck.graph.places import NOWHERE, Place
from vercheck.model import Artifact, Location, Role, Severity

UNNAMED = Artifact("", "")


@dataclass(frozen=True, slots=True)
class Row:
    """What every row of a pack has. `id` is `pack/name`. `grade` says how the row is known: `S` read
    in the upstream's source, `D` its documentation, `I` threads with concrete failures, `C` a
    convention that nothing breaks without."""

    id: str
    reason: str
    evidence: tuple[str, ...]
    severity: Severity
    grade: str = "S"


RowKind = TypeVar("RowKind", bound=Row)


@dataclass(frozen=True, slots=True)
class Tool(Row):
    """Artifacts that are one tool. `leads` is the artifact whose version the others follow.
    `names` are further spellings of the name (`nodejs`, `node`). `is_for_tests` says that tests are what it
    is for, so that a folder of tests is where the product chooses it."""

    name: str = ""
    artifacts: tuple[Artifact, ...] = ()
    names: tuple[str, ...] = ()
    leads: Artifact | None = None
    is_for_tests: bool = False


@dataclass(frozen=True, slots=True)
class Companion(Row):
    """Two artifacts whose versions are tied. `leader` is who is right.

    `relation` is `exact`, `same-minor`, `same-major`, `at-least` (`follower` at least `leader`),
    `equal-at-precision`, `prefix` (`follower` is `LEADER-OWN`: one that is numbered by itself is not of the
    row), `group` (both in one group of the `Groups` row with the id `groups`), or
    `absent` (beside such a leader there must be no follower). `when` and `follower_when` limit the row
    to versions of the leader and of the follower in a requirement: rules begin and expire. A `{name}` in
    both names makes a template: one row for each name.
    """

    leader: Artifact = UNNAMED
    follower: Artifact = UNNAMED
    relation: str = "exact"
    when: str | None = None
    groups: str = ""
    follower_when: str | None = None

    def bound(self, known: Iterable[Artifact]) -> tuple[Companion, ...]:
        """The rows that a template stands for among the artifacts that there are."""
        if "{name}" not in self.follower.name:
            return (self,)
        return tuple(
            replace(self, leader=leader, follower=follower)
            for leader, follower in _bound(self.leader, self.follower, known)
        )


@dataclass(frozen=True, slots=True)
class Groups(Row):
    """Releases that accept each other: each group is a list of requirements, and versions in
    different groups do not work together. `known_through` is the last release that was read."""

    groups: tuple[tuple[str, ...], ...] = ()
    known_through: str = ""


@dataclass(frozen=True, slots=True)
class Lockstep(Row):
    """Artifacts released together, each at its own offset: `wasm-tools` 1.N.p is `wasmparser`
    0.N.p. `members` maps an artifact to the major version that it has at each release. Before the
    release `since`, and after the release `until`, each member counted by itself."""

    members: tuple[tuple[Artifact, int], ...] = ()
    since: int = 0
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Table(Row):
    """Rows `(anchor requirement, subject requirement)`: an anchor version in the first needs the
    subject in the second. `sources` says for each row where it was read. `known_through` is the
    last anchor version that the table knows. `check` is the check that reads the table. `origin` is
    the place of a row of the repository's own, which no table in the repository outranks. `subject_when`
    limits the table to versions of the subject, and `subject_role` to what it is asked for as (`requires`),
    chosen as (`selects`) or locked as (`resolves`). A `{name}` in both names makes a template."""

    anchor: Artifact = UNNAMED
    subject: Artifact = UNNAMED
    rows: tuple[tuple[str, str], ...] = ()
    known_through: str = ""
    sources: tuple[str, ...] = ()
    check: str = "incompatible-versions"
    origin: Location | None = None
    subject_when: str | None = None
    subject_role: Role | None = None

    @property
    def subject_roles(self) -> tuple[Role, ...]:
        """The roles of the subject's pins that the table is about."""
        return (Role.SELECTS, Role.REQUIRES) if self.subject_role is None else (self.subject_role,)

    def bound(self, known: Iterable[Artifact]) -> tuple[Table, ...]:
        """The tables that a template stands for among the artifacts that there are."""
        if "{name}" not in self.subject.name:
            return (self,)
        return tuple(
            replace(self, anchor=anchor, subject=subject)
            for anchor, subject in _bound(self.anchor, self.subject, known)
        )


@dataclass(frozen=True, slots=True)
class Member(Row):
    """Each version of `artifact` that the product selects must be on offer in a registry of the
    repository: one at a path that `registry` describes, with `*` and `**`. A `{name}` in the artifact
    makes a template, and stands for the same name in `registry`."""

    artifact: Artifact = UNNAMED
    registry: str = "**"

    def bound(self, known: Iterable[Artifact]) -> tuple[Member, ...]:
        """The rows that a template stands for among the artifacts that there are."""
        if "{name}" not in self.artifact.name:
            return (self,)
        return tuple(
            replace(self, artifact=artifact, registry=registry.name)
            for registry, artifact in _bound(Artifact("", self.registry), self.artifact, known)
        )


@dataclass(frozen=True, slots=True)
class Derived(Row):
    """The files at a path that `output` describes, with `*` and `**`, are made by or for one version of
    `artifact`, and are made anew, by `command`, when it moves. Releases in one group of the `Groups` row
    with the id `groups` make the same."""

    artifact: Artifact = UNNAMED
    output: str = ""
    command: str = ""
    groups: str = ""


@dataclass(frozen=True, slots=True)
class OwnVersion(Row):
    """Places of one kind that state the project's own version, and must state one: `name` (manifests of
    one name), `folder` (manifests that one build reads), `text` (a constant, a file), `package` (what
    packages the whole)."""

    place: str = ""


@dataclass(frozen=True, slots=True)
class Shadow(Row):
    """Of two places that state one tool, a program goes by `winner` and not by `loser`. `artifacts` limits
    the row to what those pin (none: any tool). `compare` is what tells their values apart: `version`,
    `channel` (named ones too), `text` (every letter), or `digest`. `is_refused` says that the program stops
    instead of choosing. In `help`, `{version}` is what the loser states, and `{tool}` the tool."""

    winner: Place = NOWHERE
    loser: Place = NOWHERE
    artifacts: frozenset[Artifact] = frozenset()
    compare: str = "version"
    is_refused: bool = False
    help: str = ""


@dataclass(frozen=True)
class Knowledge:
    """All rows in force. `gone` maps hosts that no longer serve to the reason; `platforms` maps
    platform spellings to one name."""

    tools: tuple[Tool, ...] = ()
    companions: tuple[Companion, ...] = ()
    locksteps: tuple[Lockstep, ...] = ()
    tables: tuple[Table, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()
    platforms: dict[str, str] = field(default_factory=dict)
    groups: tuple[Groups, ...] = ()
    members: tuple[Member, ...] = ()
    derived: tuple[Derived, ...] = ()
    own: tuple[OwnVersion, ...] = ()
    shadows: tuple[Shadow, ...] = ()

    @cached_property
    def _tool_by_artifact(self) -> Mapping[Artifact, Tool]:
        return {folded(artifact): tool for tool in self.tools for artifact in tool.artifacts}

    @cached_property
    def tied(self) -> frozenset[Artifact]:
        """Artifacts that a rule ties to another one of their own tool: never its twins."""
        followers = {
            folded(row.follower)
            for row in self.companions
            if self.tool_of(row.follower) is not None
            and self.tool_of(row.follower) == self.tool_of(row.leader)
        }
        members = {folded(artifact) for row in self.locksteps for artifact, _ in row.members}
        return frozenset(followers | members)

    def tool_of(self, artifact: Artifact) -> Tool | None:
        """The tool whose row lists an artifact."""
        return self._tool_by_artifact.get(folded(artifact))

    def twins(self, artifact: Artifact) -> frozenset[Artifact]:
        """The artifacts that are the same thing at the same version: those of its tool that no row
        ties to it, where it is the one that leads its tool; else itself alone."""
        artifact = folded(artifact)
        tool = self.tool_of(artifact)
        if tool is None or tool.leads is None or folded(tool.leads) != artifact:
            return frozenset({artifact})
        return frozenset(map(folded, tool.artifacts)) - self.tied | {artifact}

    def platform(self, spelling: str) -> str | None:
        """The one name of a platform, however it is spelled; `None` where no pack knows it."""
        return self.platforms.get(spelling) or self.platforms.get(platform_key(spelling))

    def rows(self) -> tuple[Row, ...]:
        """Every row with an id, as loaded."""
        return (*self.tools, *self.grounded, *self.groups)

    @property
    def grounded(self) -> tuple[Row, ...]:
        """The rows that a finding can name, whose severity a configuration may set."""
        tying = (*self.companions, *self.locksteps, *self.tables)
        return (*tying, *self.members, *self.derived, *self.own, *self.shadows)

    def regraded(self, severities: Mapping[str, Severity]) -> Knowledge:
        """The same rows, with the severities that a configuration gives to some ids."""

        def regrade(rows: tuple[RowKind, ...]) -> tuple[RowKind, ...]:
            return tuple(replace(row, severity=severities.get(row.id, row.severity)) for row in rows)

        return replace(
            self,
            companions=regrade(self.companions),
            locksteps=regrade(self.locksteps),
            tables=regrade(self.tables),
            members=regrade(self.members),
            derived=regrade(self.derived),
            own=regrade(self.own),
            shadows=regrade(self.shadows),
        )


def _bound(
    first: Artifact, second: Artifact, known: Iterable[Artifact]
) -> Iterator[tuple[Artifact, Artifact]]:
    """Two templates with one name in them, for each known artifact that the second one fits."""
    before, _, after = second.name.partition("{name}")
    shape = re.compile(re.escape(before) + "([^/]+)" + re.escape(after))
    for artifact in sorted(set(known)):
        match = shape.fullmatch(artifact.name) if artifact.ecosystem == second.ecosystem else None
        if match:
            yield Artifact(first.ecosystem, first.name.replace("{name}", match[1])), artifact


def folded(artifact: Artifact) -> Artifact:
    """One spelling of an artifact's name: indexes and people do not tell `-` from `_`."""
    return Artifact(artifact.ecosystem, artifact.name.lower().replace("_", "-"))


def platform_key(spelling: str) -> str:
    """A platform's spelling without what differs only in taste: case and separators."""
    return re.sub(r"[\s_./]+", "-", spelling.strip().lower())
