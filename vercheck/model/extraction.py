"""What an extractor says about one file. An extraction never looks at another file: what lies
elsewhere is a reference that the graph follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from itertools import chain
from operator import attrgetter

from vercheck.model.pin import Artifact, Digest, Pin
from vercheck.model.source import Address, Location


@dataclass(frozen=True, slots=True)
class Constant:
    """A string at a trail that is not itself a pin but may stand behind one (a URL template, a
    digest, a prefix). `text` is `None` and `target` set where it only passes another address on."""

    trail: str
    text: str | None
    location: Location
    target: Address | None = None


@dataclass(frozen=True, slots=True)
class Accessor:
    """A function whose result is an entry of a table: `get_tool_version(name)` → `TOOL_VERSIONS[name]`.

    `table` is the trail of the table; `parameter` the index of the argument that is the key.
    """

    name: str
    table: Address
    parameter: int


@dataclass(frozen=True, slots=True)
class Member:
    """One part of a statement: `name` is `version`, `url`, `strip_prefix`, `tag`, `rev`, `commit`,
    `file`, `digest` …; `text` the evaluated characters, with `\\0` where a part is not known in this
    file; `location` where the value stands. `target` is the address that the *whole* value comes
    from where it is a plain reference; `derived` holds the stretches `(start, end)` of `text` that
    come from elsewhere (a constant, an argument) and so cannot disagree with it.
    """

    name: str
    text: str
    location: Location
    target: Address | None = None
    derived: tuple[tuple[int, int, Address | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A declaration whose parts must tell one story (an `http_archive`, a `fetchFromGitHub`)."""

    kind: str
    name: str
    location: Location
    trail: str
    members: tuple[Member, ...]
    artifact: Artifact | None = None

    def all(self, name: str) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.name == name)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file of a release: platform, digest as written and as read (`None`: no valid digest), and
    the URL, file name or ending that is written for it, with its place."""

    platform: str
    digest: Digest | None
    raw: str
    location: Location
    url: str = ""
    url_location: Location | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """One version of a registry: the pin that names it (role `provides`) and its files."""

    pin: Pin
    assets: tuple[Asset, ...]


@dataclass(frozen=True, slots=True)
class Registry:
    """A table of versions with their files: a checksum JSON, a dict in a `.bzl`.

    `names` as in `Pin`. `platforms` are those that the registry itself says it supports.
    `latest` is the `latest_version` pin. `kind` is `json` or `starlark`.
    """

    artifact: Artifact
    kind: str
    location: Location
    trail: str
    releases: tuple[Release, ...]
    latest: Pin | None = None
    platforms: tuple[str, ...] = ()
    repository: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Allowed:
    """A list of versions of one tool, inside a matrix row. `hints` as in `Matrix`, where `tool` is no name
    (`cli`)."""

    tool: str
    versions: tuple[tuple[str, Location], ...]
    location: Location
    hints: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """`when` is the anchor's version (`None` in a plain allow-list)."""

    when: str | None
    location: Location
    allows: tuple[Allowed, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """An in-repository compatibility table. `anchors` are names that the rows' keys may be versions
    of, best first; empty where nothing in the file tells, then the graph looks at which tool has
    those versions. `closed` says that a version which is not listed is refused (an allow-list, a
    `values = […]`), not merely unknown. `tried` says that the rows are combinations that somebody
    tried, kept as a record: what is not among them is neither refused nor missing. `hints` are words
    that stand around the table, nearest first: of a group in which one alone is a tool, that is the one."""

    trail: str
    location: Location
    rows: tuple[MatrixRow, ...]
    anchors: tuple[str, ...] = ()
    closed: bool = False
    tried: bool = False
    hints: tuple[tuple[str, ...], ...] = ()

    @property
    def name(self) -> str:
        """What it is called: its trail, or the file that it is the whole of."""
        return self.trail or self.location.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class PlatformEntry:
    """One platform of a list: the name as written, and where it (or what it ends) stands."""

    text: str
    location: Location


@dataclass(frozen=True, slots=True)
class PlatformList:
    """Platforms that a project builds for, or offers something for, in one place. `name` is what the
    list is called there (a constant, an argument, a key; behind a dot the column of its rows)."""

    name: str
    trail: str
    location: Location
    entries: tuple[PlatformEntry, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, docstring or embedded text that names a version or states a contract.

    `text` is one line of it; `block` the line at which the comment begins that it is a part of (0: not
    known). `governs` are the lines that a comment with a contract is about: the first one, the last of
    the statement that begins there, and the last before a blank line or another comment. A comment behind
    code is about that line's statement. Zeros: nothing follows, or it does not matter.
    """

    text: str
    location: Location
    kind: str = "comment"
    block: int = 0
    governs: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Note:
    """Something about the file itself: `check` is the house check that reports it
    (`parse-error`, `not-understood`, `unreadable-file`, `invalid-registry`)."""

    check: str
    message: str
    location: Location


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one file says."""

    pins: tuple[Pin, ...] = ()
    statements: tuple[Statement, ...] = ()
    registries: tuple[Registry, ...] = ()
    matrices: tuple[Matrix, ...] = ()
    remarks: tuple[Remark, ...] = ()
    constants: tuple[Constant, ...] = ()
    accessors: tuple[Accessor, ...] = ()
    notes: tuple[Note, ...] = ()
    platform_lists: tuple[PlatformList, ...] = ()

    @classmethod
    def join(cls, parts: Iterable[Extraction]) -> Extraction:
        """Everything that several readings of one file, or of several files, say."""
        parts = [part for part in parts if any(_all_kinds(part))]  # mostly, hardly one says anything
        if len(parts) == 1:
            return parts[0]
        return cls(*(tuple(chain.from_iterable(map(said, parts))) for said in _KINDS)) if parts else cls()


_KINDS = tuple(attrgetter(field.name) for field in fields(Extraction))
_all_kinds = attrgetter(*(field.name for field in fields(Extraction)))
