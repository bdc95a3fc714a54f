"""Whether what npm, pnpm, Yarn and Bun locked is what the manifests ask for.

Each lock tells in its own way what a package gets: npm by the folder that it is installed in, pnpm by
the package that asks (`importers`), Yarn by the name alone, Bun by the names above it. A manifest is held
against the locks in the nearest folder that has one, and only where that lock knows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from vercheck.checks._gathered import gathered
from vercheck.checks._npm_packages import Package, Packages, Wish, called
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.graph.relations import admitted
from vercheck.model import Diagnostic, Exact, Label, Pin, Role, Severity
from vercheck.versions import equal

_INSTALL = {
    "package-lock.json": "npm install",
    "npm-shrinkwrap.json": "npm install",
    "pnpm-lock.yaml": "pnpm install",
    "yarn.lock": "yarn install",
    "bun.lock": "bun install",
}
_OVERRIDES = ("overrides.", "resolutions.", "pnpm.overrides.")


@dataclass(slots=True)
class _Lock:
    """`entries` holds what is locked by who gets it (a folder; `""` at the lock's own) and name."""

    path: str
    entries: dict[tuple[str, str], list[Pin]] = field(default_factory=lambda: defaultdict(list))
    own: dict[str, Pin] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def kind(self) -> str:
        return self.path.rpartition("/")[2]

    def add(self, pin: Pin) -> None:
        word, _, place = pin.note.partition(" ")
        if pin.note == "own version":
            self.own[""] = pin
        elif pin.note == "workspace member":
            self.own[pin.trail.partition(".")[2].strip("'")] = pin
        elif word == "importer":
            self.entries["" if place == "." else place, called(pin)].append(pin)
        elif self.kind != "pnpm-lock.yaml":
            self.entries[place if word == "in" else "", pin.artifact.name].append(pin)

    def knows(self, folder: str, members: tuple[str, ...]) -> bool:
        """Whether the package in a folder below is locked here."""
        if not folder or folder in self.own:
            return True
        if self.kind in ("yarn.lock", "bun.lock"):
            return any(_is_member(folder, pattern) for pattern in members)
        return any(place == folder for place, _ in self.entries)

    def locked(self, folder: str, name: str) -> list[Pin]:
        """What the package in a folder gets: the copy next to it, or the nearest one above."""
        if self.kind == "pnpm-lock.yaml":
            return self.entries.get((folder, name), [])
        while folder and (folder, name) not in self.entries:
            folder = folder.rpartition("/")[0]
        return self.entries.get((folder, name), [])


def npm_drift(facts: Facts) -> Iterator[Diagnostic]:
    """Packages whose lock has them at another version, or their dependencies at one they refuse."""
    graph = facts.graph
    locks: dict[str, list[_Lock]] = defaultdict(list)
    for lock in _locks(graph):
        locks[lock.folder].append(lock)
    if not locks:
        return
    packages, members, replaced = Packages(facts), _members(graph), _replaced(graph)
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for package in packages:
        top = _nearest(package.folder, locks)
        below = package.folder[len(top) :].lstrip("/") if top is not None else ""
        for lock in locks[top] if top is not None else ():
            if lock.knows(below, members.get(lock.folder, ())):
                local = set(packages.names) | replaced[lock.folder]
                found[lock.path].extend(_package(graph, package, lock, below, local))
    for path in sorted(found):
        yield from gathered(found[path])


def _package(
    graph: PinGraph, package: Package, lock: _Lock, folder: str, excluded: set[str]
) -> Iterator[Diagnostic]:
    severity = Severity.WARNING if graph.standing(package.path) in (Standing.EXAMPLE, Standing.TEST) else None
    own, locked = package.own, lock.own.get(folder)
    if own is not None and locked is not None and not _is_same(own, locked):
        message = f"`{own.artifact.name}` is `{own.raw}` here but `{locked.raw}` in {_place(locked)}"
        yield _finding(message, own, own.raw, lock, [locked], Severity.WARNING)
    for name in sorted(set(package.wishes) - excluded):
        for wish in package.wishes[name]:
            if not wish.is_peer and not wish.is_packed:
                key = wish.called if lock.kind == "pnpm-lock.yaml" else name
                yield from _wish(wish, lock, lock.locked(folder, key), severity)


def _wish(wish: Wish, lock: _Lock, found: list[Pin], severity: Severity | None) -> Iterator[Diagnostic]:
    name = wish.pin.artifact.name
    if not found:
        if not wish.is_optional:
            message = f"`{name}` is required at `{wish.raw}` here but is not in {lock.path}"
            yield _finding(message, wish.pin, wish.raw, lock, [], severity)
        return
    exact = [pin.value.version for pin in found if isinstance(pin.value, Exact)]
    if len(exact) < len(found) or any(admitted(wish.requirement, one) is not False for one in exact):
        return
    versions = " and ".join(f"`{pin.raw}`" for pin in found)
    message = f"`{name}` must be `{wish.raw}` here but is {versions} in {_place(found[0])}"
    yield _finding(message, wish.pin, wish.raw, lock, found, severity)


def _finding(
    message: str, pin: Pin, version: str, lock: _Lock, found: list[Pin], severity: Severity | None
) -> Diagnostic:
    where = f" in {lock.folder}" if lock.folder else ""
    return Diagnostic(
        message=message,
        location=pin.location,
        tool=pin.artifact.name,
        artifact=pin.artifact,
        version=version,
        related=tuple(Label.of(entry, "the lock file's entry") for entry in found),
        help=f"run `{_INSTALL[lock.kind]}`{where} and commit the lock file",
        severity=severity,
    )


def _locks(graph: PinGraph) -> list[_Lock]:
    found: dict[str, _Lock] = {}
    for pin in graph.pins:
        path = pin.location.path
        if pin.role is Role.RESOLVES and path.rpartition("/")[2] in _INSTALL:
            found.setdefault(path, _Lock(path)).add(pin)
    return [found[path] for path in sorted(found)]


def _nearest(folder: str, locks: dict[str, list[_Lock]]) -> str | None:
    while folder not in locks:
        if not folder:
            return None
        folder = folder.rpartition("/")[0]
    return folder


def _members(graph: PinGraph) -> dict[str, tuple[str, ...]]:
    """Folder of a workspace → the globs of its packages' folders."""
    return {
        statement.location.path.rpartition("/")[0]: tuple(member.text for member in statement.members)
        for statement in graph.statements
        if statement.kind == "npm-workspace"
    }


def _is_member(folder: str, pattern: str) -> bool:
    """Whether a glob such as `packages/*` names a folder; `**` stands for any number of folders."""
    parts, wanted = folder.split("/"), pattern.strip("./").split("/")
    if "**" in wanted:
        return fnmatchcase(folder, pattern.strip("./"))
    return len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted))


def _replaced(graph: PinGraph) -> dict[str, set[str]]:
    """Folder → packages whose version is overridden there, whatever a dependency asks for."""
    found: dict[str, set[str]] = defaultdict(set)
    for pin in graph.pins:
        if pin.artifact.ecosystem == "npm" and pin.trail.startswith(_OVERRIDES):
            found[pin.location.path.rpartition("/")[0]] |= {pin.artifact.name, called(pin)}
    return found


def _is_same(own: Pin, locked: Pin) -> bool:
    if isinstance(own.value, Exact) and isinstance(locked.value, Exact):
        return equal(own.value.version, locked.value.version)
    return own.raw == locked.raw


def _place(pin: Pin) -> str:
    return f"{pin.location.path}:{pin.location.line}"
