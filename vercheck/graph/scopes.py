"""Which configuration a pin belongs to: its build root and track, and what kind of place it is."""

from __future__ import annotations

import fnmatch
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from vercheck.model import Pin, Role
from vercheck.shapes.names import words

ROOT_MARKERS = frozenset({"MODULE.bazel", "WORKSPACE", "WORKSPACE.bazel", ".bazelversion"})

_SYMBOL = re.compile(r"(?:\w+\.)?[A-Za-z_]\w*")
_VENDORED = re.compile(r"(^|/)(third[_-]party|vendor|vendored|node_modules|external|\.cargo/registry)(/|$)")
_VENDORING = re.compile(r"(^|/)(tools|scripts)/vendor/[^/]+$")
"""Directly in such a folder is the program that vendors; what it brings lies deeper."""
_EXAMPLE = re.compile(
    r"(^|/)((?:[\w-]*[_-])?examples?|samples?|demos?|tutorials?|e2e|templates?|[\w-]*bench(?:marks?)?)(/|$)"
    r"|\.(example|sample)$",
    re.IGNORECASE,
)
_END_TO_END = re.compile(r"/e2e(?=/)")
_FIXTURE = re.compile(
    r"(^|/)(fixtures?|testcases|goldens?|snapshots?|__(?:snapshots|fixtures)__|msrv"
    r"|test[ _-]?(?:data|cases|projects?|crates?|packages?|grammars?|resources?|vectors?))(/|$)",
    re.IGNORECASE,
)
_TEST = re.compile(
    r"(^|/)([\w-]*[_-]tests?|tests?|__tests?__|spec|it)(/|$)|_tests?\.\w+$|(^|/)test_[^/]*$"
    r"|(^|/)src/(?:[a-z]\w{0,40})?(?-i:Test)(?:(?-i:[A-Z])\w{0,60})?/",  # a source set of Gradle
    re.IGNORECASE,
)
_DOCS = re.compile(
    r"(^|/)(docs?|documentation|website|docs-site|site)(/|$)|\.(md|rst|adoc)$"
    r"|(^|/)(?<!requirements/)(?![^/]*(?:requirements|constraints)|cmakelists)[^/]*\.txt$",
    re.IGNORECASE,
)


class Standing(StrEnum):
    """What kind of place a file is in; only `PRODUCT` places must agree without being asked to."""

    PRODUCT = "product"
    TEST = "test"
    DOCS = "docs"
    EXAMPLE = "example"
    FIXTURE = "fixture"
    VENDORED = "vendored"
    RELEASED = "released"


@dataclass(frozen=True, slots=True, order=True)
class Scope:
    """`root` is the folder of the nearest build root (`""`: the repository's), `track` the table,
    bundle or profile (`""`: the main one)."""

    root: str
    track: str = ""

    def __str__(self) -> str:
        return f"{self.root or '.'}{'@' + self.track if self.track else ''}"


class Roots:
    """Which build root each file belongs to: the nearest folder with a root marker, or the part of
    the tree that the configuration names."""

    def __init__(self, paths: Iterable[str], named: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> None:
        self._named = named
        self._folders: dict[str, str] = {"": ""}
        for path in paths:
            folder, _, name = path.rpartition("/")
            if name in ROOT_MARKERS:
                self._folders[folder] = folder

    def of(self, path: str) -> str:
        """The folder of the build root (`""`: the repository's own), or a named scope."""
        for name, patterns in self._named:
            if any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns):
                return name
        return self.folder(path)

    def folder(self, path: str) -> str:
        """The folder of the build root, whatever the configuration calls that part of the tree."""
        visited = []
        folder = path.rpartition("/")[0]
        while folder not in self._folders:
            visited.append(folder)
            folder = folder.rpartition("/")[0]
        for passed in visited:
            self._folders[passed] = self._folders[folder]
        return self._folders[folder]


def table_tracks(pins: Iterable[Pin]) -> dict[tuple[str, str], str]:
    """`(path, table symbol)` → track, for tables of one file that hold the same keys: `P3_TOOL_VERSIONS`
    beside `TOOL_VERSIONS` is the track `p3`; of two equals (`STABLE_…`, `NIGHTLY_…`) each is one."""
    keys: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for pin in pins:
        symbol, bracket, rest = pin.trail.partition("[")
        if bracket and pin.role is Role.SELECTS and not pin.track and _SYMBOL.fullmatch(symbol):
            keys[pin.location.path][symbol].add(rest)
    tracks: dict[tuple[str, str], str] = {}
    for path, tables in keys.items():
        for symbol, own in tables.items():
            mine = set(words(symbol.rpartition(".")[2]))
            rivals = [
                set(words(other.rpartition(".")[2]))
                for other, held in tables.items()
                if other != symbol and other.rpartition(".")[0] == symbol.rpartition(".")[0] and own & held
            ]
            if rivals and not any(mine < rival for rival in rivals):
                shared = set[str].intersection(*rivals)
                tracks[path, symbol] = "-".join(word for word in words(symbol) if word not in shared)
    return tracks


class Standings:
    """What kind of place each file of a tree is in, by its path and by what stands beside it."""

    def __init__(self, paths: frozenset[str], roots: Roots) -> None:
        self._paths = paths
        self._roots = roots

    def of(self, path: str) -> Standing:
        """A hand-written manifest in a vendor folder, from which a build file beside it is generated
        (reindeer), is the product's own. What a registry of Bazel modules holds is a release of each, kept
        as it was published."""
        kind = standing(path)
        if kind is Standing.VENDORED:
            folder = path.rpartition("/")[0]
            return Standing.PRODUCT if {f"{folder}/Cargo.toml", f"{folder}/BUCK"} <= self._paths else kind
        return Standing.RELEASED if self._is_released(self._roots.folder(path)) else kind

    def _is_released(self, folder: str) -> bool:
        while folder:
            if {f"{folder}/MODULE.bazel", f"{folder}/source.json"} <= self._paths:
                return True
            folder = folder.rpartition("/")[0]
        return False


@cache
def is_of_tests(path: str) -> bool:
    """Whether a file is the product's own for what tests are run with: in a folder of tests, the end-to-end
    ones among them, and in nothing that is only shown or tried out there."""
    kind = standing(path)
    if kind is Standing.EXAMPLE:
        rest = _END_TO_END.sub("/", f"/{path}")
        return rest != f"/{path}" and standing(rest.removeprefix("/")) in (Standing.PRODUCT, Standing.TEST)
    return kind is Standing.TEST


@cache
def standing(path: str) -> Standing:
    for pattern, kind in (
        (_VENDORED, Standing.VENDORED),
        (_FIXTURE, Standing.FIXTURE),
        (_EXAMPLE, Standing.EXAMPLE),
        (_TEST, Standing.TEST),
        (_DOCS, Standing.DOCS),
    ):
        if pattern.search(path) and not (kind is Standing.VENDORED and _VENDORING.search(path)):
            return kind
    return Standing.PRODUCT
