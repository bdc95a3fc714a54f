"""The values that a configuration holds; each that can point at itself keeps its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from vercheck.graph import Hold, Policy
from vercheck.model import Address, Artifact, Location, Severity

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A value and where the configuration says it."""

    value: T
    location: Location


@dataclass(frozen=True, slots=True)
class SeverityRule:
    """The severity of a check, or of a rule by its id: everywhere, for one tool, or for paths that match
    a pattern."""

    check: str
    severity: Severity
    tool: str | None = None
    path: str | None = None

    @property
    def is_general(self) -> bool:
        """Whether it holds everywhere."""
        return self.tool is None and self.path is None


@dataclass(frozen=True, slots=True)
class DeclaredTable:
    """A version table that the built-in readers cannot guess."""

    path: str
    symbol: str
    ecosystem: str


@dataclass(frozen=True, slots=True)
class DeclaredExtract:
    """Pins in any text file: each match of `pattern` has a group `version`. Where the artifact's name
    holds `{name}`, the group `name` is put there."""

    files: tuple[str, ...]
    pattern: str
    artifact: Artifact


@dataclass(frozen=True, slots=True)
class DeclaredSync:
    """A value that is derived from the one at `origin`: the one at `target`, or what the group `version` of
    `pattern` finds in `files`."""

    origin: Address
    target: Address | None = None
    files: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """An artifact at versions that a requirement admits, as in a pack: `bin:wit-bindgen 0.46 || 0.47`."""

    artifact: Artifact
    requirement: str

    def __str__(self) -> str:
        return f"{self.artifact} {self.requirement}"


@dataclass(frozen=True, slots=True)
class DeclaredRequire:
    """A local compatibility row."""

    when: Need
    needs: tuple[Need, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration; the default is that of a repository that never heard of vercheck."""

    path: str | None = None
    authorities: tuple[Placed[tuple[str, Address]], ...] = ()
    severities: tuple[Placed[SeverityRule], ...] = ()
    scopes: tuple[Placed[tuple[str, tuple[str, ...]]], ...] = ()
    holds: tuple[Placed[Hold], ...] = ()
    tables: tuple[Placed[DeclaredTable], ...] = ()
    extracts: tuple[Placed[DeclaredExtract], ...] = ()
    requires: tuple[Placed[DeclaredRequire], ...] = ()
    syncs: tuple[Placed[DeclaredSync], ...] = ()
    exclude: tuple[Placed[str], ...] = ()
    packs: tuple[Placed[str], ...] = ()
    gone_hosts: tuple[Placed[str], ...] = ()

    @property
    def policy(self) -> Policy:
        """What checks may see of it."""
        return Policy(
            authorities=tuple(item.value for item in self.authorities),
            severities=tuple(
                (item.value.check, item.value.severity) for item in self.severities if item.value.is_general
            ),
            holds=tuple(item.value for item in self.holds),
            scopes=tuple(item.value for item in self.scopes),
            gone_hosts=tuple(item.value for item in self.gone_hosts),
        )
