"""Which Python projects a lock file belongs to, and what it has that they did not ask for.

uv locks a whole workspace in one file at its root; Poetry and PDM write theirs beside the manifest. Each
reads its own tables and the standard ones, so each lock is held against those alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from vercheck.checks._gathered import gathered
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.graph.relations import Side, as_range
from vercheck.model import Diagnostic, Label, Pin, Role, Severity
from vercheck.versions import IncomparableError, admits, equal

LOCAL = "workspace member"
"""The note of a lock's entry for a package that stands in a folder of the repository."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A program that locks: the tables that it reads, and what writes the file anew. `is_whole` says that
    the lock has every requirement; PDM's may leave groups out."""

    tables: tuple[str, ...]
    update: str
    is_whole: bool = True


_STANDARD = ("project.dependencies.", "project.optional-dependencies.")
_KINDS = {
    "uv.lock": _Kind((*_STANDARD, "dependency-groups.", "tool.uv.dev-dependencies."), "uv lock"),
    "poetry.lock": _Kind(
        (
            *_STANDARD,
            "tool.poetry.dependencies.",
            "tool.poetry.dev-dependencies.",
            "tool.poetry.group.",
        ),
        "poetry lock",
    ),
    "pdm.lock": _Kind((*_STANDARD, "tool.pdm.dev-dependencies."), "pdm lock", is_whole=False),
}
_OVERRIDES = "tool.uv.override-dependencies."
_FOREIGN = frozenset({Standing.FIXTURE, Standing.VENDORED})

Locked = dict[str, list[Pin]]


@dataclass(slots=True)
class _Project:
    """A manifest: its own version, what it requires, and which requirements it replaces for the lock."""

    own: Pin | None = None
    requires: list[Pin] = field(default_factory=list)
    overridden: set[str] = field(default_factory=set)


def python_drift(facts: Facts) -> Iterator[Diagnostic]:
    graph = facts.graph
    projects: dict[str, _Project] = defaultdict(_Project)
    locks: dict[str, Locked] = defaultdict(lambda: defaultdict(list))
    for pin in graph.pins:
        path = pin.location.path
        if pin.artifact.ecosystem != "pypi" or graph.standing(path) in _FOREIGN:
            continue
        if pin.role is Role.RESOLVES and _name(path) in _KINDS:
            locks[path][pin.artifact.name].append(pin)
        elif _name(path) == "pyproject.toml":
            _note(projects[path], pin)
    for path, project in sorted(projects.items()):
        for name, kind in _KINDS.items():
            lock = _lock_of(path, name, project, locks)
            if lock is not None:
                severity = (
                    Severity.WARNING if graph.standing(path) in (Standing.EXAMPLE, Standing.TEST) else None
                )
                yield from gathered(_drift(facts, project, kind, lock, locks[lock], severity))


def _note(project: _Project, pin: Pin) -> None:
    if pin.role is Role.PROVIDES:
        project.own = project.own or pin
    elif pin.trail.startswith(_OVERRIDES):
        project.overridden.add(pin.artifact.name)
    else:
        project.requires.append(pin)


def _lock_of(path: str, name: str, project: _Project, locks: dict[str, Locked]) -> str | None:
    """The lock of a project: the one beside it, or uv's nearest one above, if that lists the project."""
    folder = path.rpartition("/")[0]
    beside = f"{folder}/{name}" if folder else name
    if beside in locks:
        return beside
    while folder and name == "uv.lock" and project.own is not None:
        folder = folder.rpartition("/")[0]
        above = f"{folder}/{name}" if folder else name
        if above in locks:
            entries = locks[above].get(project.own.artifact.name, ())
            return above if any(pin.note == LOCAL for pin in entries) else None
    return None


def _drift(
    facts: Facts, project: _Project, kind: _Kind, path: str, locked: Locked, severity: Severity | None
) -> Iterator[Diagnostic]:
    own = project.own
    if own is not None:
        entries = [pin for pin in locked.get(own.artifact.name, ()) if pin.note == LOCAL]
        version = facts.graph.version(own)
        versions = [facts.graph.version(pin) for pin in entries]
        if version is not None and entries and not any(one and equal(one, version) for one in versions):
            said = f"is `{own.raw}` here but `{entries[0].raw}` in {_place(entries[0])}"
            yield _finding(facts.graph, own, said, entries, kind, severity)
    for pin in project.requires:
        side = facts.graph.version(pin) or facts.graph.requirement(pin)
        if side is None or not pin.trail.startswith(kind.tables) or pin.artifact.name in project.overridden:
            continue
        entries = locked.get(pin.artifact.name, [])
        if entries:
            if not any(_satisfies(facts.graph, entry, side) for entry in entries):
                found = " and ".join(f"`{entry.raw}`" for entry in entries)
                said = f"must be `{pin.raw}` here but is {found} in {_place(entries[0])}"
                yield _finding(facts.graph, pin, said, entries, kind, severity)
        elif kind.is_whole and not pin.track and pin.artifact != (own.artifact if own else None):
            said = f"is required at `{pin.raw}` here but is not in {path}"
            yield _finding(facts.graph, pin, said, entries, kind, severity)


def _satisfies(graph: PinGraph, entry: Pin, side: Side) -> bool:
    """Whether a locked package is what was asked for. One that comes from a folder, a repository or an
    archive was asked for by its place."""
    version = graph.version(entry)
    if entry.note or version is None or version.is_opaque:
        return True
    try:
        return admits(as_range(side), version)
    except IncomparableError:
        return True


def _finding(
    graph: PinGraph, pin: Pin, said: str, entries: list[Pin], kind: _Kind, severity: Severity | None
) -> Diagnostic:
    return Diagnostic(
        message=f"`{pin.artifact.name}` {said}",
        location=pin.location,
        tool=graph.tool(pin),
        artifact=pin.artifact,
        version=pin.raw,
        related=tuple(Label.of(entry, "the lock file's entry") for entry in entries),
        help=f"run `{kind.update}` beside it and commit the lock file",
        severity=severity,
    )


def _place(pin: Pin) -> str:
    return f"{pin.location.path}:{pin.location.line}"


def _name(path: str) -> str:
    return path.rpartition("/")[2]
