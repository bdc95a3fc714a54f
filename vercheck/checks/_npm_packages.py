"""The npm packages of a repository: what each asks for, and which of the others it is built on.

Shared by the questions about drift between packages and about their lock files.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from vercheck.graph import Facts, PinGraph, Standing
from vercheck.graph.relations import Side, admitted, as_range
from vercheck.model import Constant, Location, Pin, Reference, Requirement, Role

TABLES = ("dependencies", "devDependencies", "optionalDependencies", "peerDependencies")
MANIFEST = "package.json"

_LAST_KEY = re.compile(r"(?:^|\.)(?:'([^']*)'|([^.']*))$")
_FOREIGN = frozenset({Standing.FIXTURE, Standing.VENDORED})


def called(pin: Pin) -> str:
    """The last key of a dependency's trail: what it is imported by, whichever package it really is."""
    found = _LAST_KEY.search(pin.trail)
    return found[1] or found[2] if found is not None else pin.artifact.name


@dataclass(frozen=True, slots=True)
class Wish:
    """One dependency of a package: the pin in its manifest, and what it asks for. `place` and `raw` are
    those of the literal, which a catalog may hold."""

    pin: Pin
    table: str
    side: Side
    place: Location
    raw: str

    @property
    def requirement(self) -> Requirement:
        return as_range(self.side)

    @property
    def is_peer(self) -> bool:
        return self.table == "peerDependencies"

    @property
    def is_optional(self) -> bool:
        return self.table == "optionalDependencies" or "optional" in self.pin.note.split(", ")

    @property
    def called(self) -> str:
        """The name by which the package asks for it: an alias, where it has one."""
        return called(self.pin)

    @property
    def is_packed(self) -> bool:
        """From a repository or an archive, whose tag need not be the package's own version."""
        return "://" in self.pin.note or self.pin.note.startswith("git ")


@dataclass(slots=True)
class Package:
    """One manifest. `built_on` holds the manifests of the packages here that it depends on."""

    path: str
    own: Pin | None = None
    wishes: dict[str, list[Wish]] = field(default_factory=lambda: defaultdict(list))
    built_on: set[str] = field(default_factory=set)

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]


class Packages:
    """All packages of a repository that are its own."""

    def __init__(self, facts: Facts) -> None:
        self.graph = facts.graph
        self.names = _names(facts.graph)
        """Name → manifests: two packages of one repository may share a name."""
        self._by_path: dict[str, Package] = {}
        dependencies = []
        for pin in self.graph.pins:
            if not _is_manifest(pin.location.path) or self.graph.standing(pin.location.path) in _FOREIGN:
                continue
            if pin.trail == "version" and pin.role is Role.PROVIDES:
                self._package(pin.location.path).own = pin
            elif pin.trail.partition(".")[0] in TABLES:
                dependencies.append(pin)
        for pin in dependencies:
            self._add(pin)

    def __iter__(self) -> Iterator[Package]:
        return (self._by_path[path] for path in sorted(self._by_path))

    def at(self, path: str) -> Package | None:
        return self._by_path.get(path)

    def users_of(self, path: str) -> list[Package]:
        """The packages that are built on the one at a path."""
        return [package for package in self if path in package.built_on]

    def _package(self, path: str) -> Package:
        return self._by_path.setdefault(path, Package(path))

    def _add(self, pin: Pin) -> None:
        package = self._package(pin.location.path)
        path = self._local(pin)
        if path is not None and path != package.path:
            package.built_on.add(path)
        wish = _wish(self.graph, pin)
        if wish is not None:
            package.wishes[pin.artifact.name].append(wish)

    def _local(self, pin: Pin) -> str | None:
        """The manifest of this repository that a dependency means: it says so (`workspace:`, a folder), or
        it names a package that is here, in a range that the one here is in."""
        owners = self.names.get(pin.artifact.name, ())
        if isinstance(pin.value, Reference):
            if pin.value.target.path in self.graph.paths:
                return pin.value.target.path
            is_named = pin.value.target.path == f"npm:{pin.artifact.name}"
            return owners[0] if is_named and len(owners) == 1 else None
        if len(owners) != 1:
            return None
        own = self.at(owners[0])
        version = self.graph.version(own.own) if own is not None and own.own is not None else None
        wish = _wish(self.graph, pin)
        if wish is None or version is None or pin.note == "of this workspace":
            return owners[0]
        return owners[0] if admitted(wish.requirement, version) is not False else None


def _names(graph: PinGraph) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for statement in graph.statements:
        path = statement.location.path
        if statement.kind == "npm-package" and graph.standing(path) not in _FOREIGN:
            found[statement.name].append(path)
    return {name: tuple(sorted(paths)) for name, paths in found.items()}


def _is_manifest(path: str) -> bool:
    return path.rpartition("/")[2] == MANIFEST


def _wish(graph: PinGraph, pin: Pin) -> Wish | None:
    """What a dependency asks for; `None` for one that takes whatever there is."""
    side = graph.version(pin) or graph.requirement(pin)
    literal = graph.literal_behind(pin)
    if side is None or literal is None or (not isinstance(side, Requirement) and side.is_opaque):
        return None
    if isinstance(literal, Pin) and literal.role is Role.PROVIDES:
        return None  # the own version of a package that is here
    raw = (literal.text or "") if isinstance(literal, Constant) else literal.raw
    return Wish(pin, pin.trail.partition(".")[0], side, literal.location, raw)
