"""A pin: one occurrence of a version, with its value, its role and its exact place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vercheck.model.source import Address, Location
from vercheck.model.version import Requirement, Version


@dataclass(frozen=True, slots=True, order=True)
class Artifact:
    """What is pinned. `cargo:wit-bindgen` is not `bin:wit-bindgen`: equality across ecosystems
    is declared by a pack, never assumed."""

    ecosystem: str
    name: str

    def __str__(self) -> str:
        return f"{self.ecosystem}:{self.name}"

    @classmethod
    def parse(cls, text: str) -> Artifact:
        ecosystem, _, name = text.partition(":")
        return cls(ecosystem, name)


class Role(StrEnum):
    """What an occurrence does: a syntactic fact, not a policy."""

    SELECTS = "selects"
    REQUIRES = "requires"
    PROVIDES = "provides"
    RESOLVES = "resolves"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class Exact:
    """This version and no other."""

    version: Version


@dataclass(frozen=True, slots=True)
class Range:
    """Any version that the requirement admits."""

    requirement: Requirement


@dataclass(frozen=True, slots=True)
class Reference:
    """The value stands at another address; a fix edits the literal there."""

    target: Address


@dataclass(frozen=True, slots=True)
class Floating:
    """Whatever is newest: `latest`, `stable`, a branch."""

    text: str


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest in one spelling: `algorithm` as in SRI (`sha256`), `hex` in lower case."""

    algorithm: str
    hex: str


@dataclass(frozen=True, slots=True)
class Opaque:
    """A value that knows equality only: a commit, a date, a build name."""

    text: str


Value = Exact | Range | Reference | Floating | Digest | Opaque


@dataclass(frozen=True, slots=True)
class Pin:
    """One occurrence of a version.

    `raw` equals the source's text at `location` (the version alone, without quotes). `trail` is the
    logical path inside the file. `track` names the table, bundle or profile that a pin belongs to
    where a file holds several (`""`: the file's main track). `names` are further names that the
    pinned thing may go by, best first: an extractor sees one file, so the graph decides which of
    `artifact.name` and `names` the rest of the repository knows. `is_default` marks a default that
    an explicit choice elsewhere overrides. `is_declared` says that somebody pointed at this very place
    (a comment, the configuration), so that it counts whatever its folder is called. `note` says what
    the place is, for people. `variant` is what else the tag of an image says (`alpine`, a platform): two
    variants of one version are two images; of an action it is the part that is used, or what its
    release is called.
    """

    artifact: Artifact
    value: Value
    role: Role
    location: Location
    raw: str
    trail: str
    track: str = ""
    names: tuple[str, ...] = ()
    is_default: bool = False
    note: str = ""
    digests: tuple[Digest, ...] = ()
    is_declared: bool = False
    variant: str = ""

    @property
    def said(self) -> str:
        """The version as people write it: `3.11` where a name holds `311`, `1.21` where it holds `1_21`."""
        if not isinstance(self.value, Exact) or "." in self.raw:
            return self.raw
        version = self.value.version
        numbers = ".".join(str(number) for number in version.release)
        return numbers if len(version.release) > 1 and not version.pre else self.raw

    @property
    def address(self) -> Address:
        return Address(self.location.path, self.trail)
