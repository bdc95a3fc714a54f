"""What is known to belong together: the rows of the packs, as values. `vercheck.packs` loads them."""

from __future__ import annotations

from dataclasses import dataclass, field

from vercheck.model import Artifact, Severity


@dataclass(frozen=True, slots=True)
class Row:
    """What every row of a pack has. `id` is `pack/name`."""

    id: str
    reason: str
    evidence: tuple[str, ...]
    severity: Severity


@dataclass(frozen=True, slots=True)
class Tool(Row):
    """Artifacts that are one tool. `leads` is the artifact whose version the others follow.
    `names` are further spellings of the name (`nodejs`, `node`)."""

    name: str = ""
    artifacts: tuple[Artifact, ...] = ()
    names: tuple[str, ...] = ()
    leads: Artifact | None = None


@dataclass(frozen=True, slots=True)
class Companion(Row):
    """Two artifacts whose versions are tied: `relation` is `exact`, `same-minor`, `same-major`,
    `at-least` (`follower` at least `leader`), `equal-at-precision`. `leader` is who is right.
    `when` limits the row to leader versions in a requirement."""

    leader: Artifact = Artifact("", "")
    follower: Artifact = Artifact("", "")
    relation: str = "exact"
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Lockstep(Row):
    """Artifacts released together, each at its own offset: `wasm-tools` 1.N.p is `wasmparser`
    0.N.p. `members` maps an artifact to the major version that it has at each release."""

    members: tuple[tuple[Artifact, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Table(Row):
    """Rows `(anchor requirement, subject requirement)`: an anchor version in the first needs the
    subject in the second. `known_through` is the last anchor version that the table knows."""

    anchor: Artifact = Artifact("", "")
    subject: Artifact = Artifact("", "")
    rows: tuple[tuple[str, str], ...] = ()
    known_through: str = ""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All rows in force. `gone` maps hosts that no longer serve to the reason; `platforms` maps
    platform spellings to one name."""

    tools: tuple[Tool, ...] = ()
    companions: tuple[Companion, ...] = ()
    locksteps: tuple[Lockstep, ...] = ()
    tables: tuple[Table, ...] = ()
    gone: tuple[tuple[str, str], ...] = ()
    platforms: dict[str, str] = field(default_factory=dict)
