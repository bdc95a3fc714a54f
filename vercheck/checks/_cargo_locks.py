"""Which manifests a Cargo.lock belongs to, and what it has that they did not ask for.

A manifest belongs to the nearest lock above it, if that lock lists its package: a folder may hold
packages of their own, without a lock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from vercheck.checks._cargo_workspaces import Workspaces, dead_locks
from vercheck.checks._gathered import gathered
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.graph.relations import admitted
from vercheck.model import (
    Applicability,
    Artifact,
    Constant,
    Diagnostic,
    Edit,
    Fix,
    Label,
    Location,
    Pin,
    Role,
    Severity,
    Version,
)
from vercheck.versions import equal

_UPDATE = "run `cargo update --workspace` beside it and commit the lock file"
_FOREIGN = frozenset({Standing.FIXTURE, Standing.VENDORED})
_NOT_REQUIRED = ("patch.", "replace.", "workspace.dependencies.")


@dataclass(slots=True)
class _Manifest:
    """A package: its own version, and what it requires."""

    own: Pin | None = None
    requires: list[Pin] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Literal:
    """Where a version or a requirement is written, behind the reference of a member."""

    location: Location
    raw: str
    artifact: Artifact


def cargo_drift(facts: Facts) -> Iterator[Diagnostic]:
    graph = facts.graph
    manifests: dict[str, _Manifest] = defaultdict(_Manifest)
    locked: dict[str, dict[str, list[Pin]]] = defaultdict(lambda: defaultdict(list))
    for pin in graph.pins:
        path = pin.location.path
        if pin.artifact.ecosystem != "cargo" or graph.standing(path) in _FOREIGN:
            continue
        if pin.role is Role.RESOLVES and _name(path) == "Cargo.lock":
            locked[path][_folded(pin.artifact.name)].append(pin)
        elif _name(path) != "Cargo.toml":
            continue
        elif pin.role is Role.PROVIDES and pin.trail == "package.version":
            manifests[path].own = pin
        elif pin.role is Role.REQUIRES and not pin.trail.startswith(_NOT_REQUIRED):
            manifests[path].requires.append(pin)
    workspaces = Workspaces(graph.statements)
    first = {
        path: min(entry.location for own in held.values() for entry in own) for path, held in locked.items()
    }
    yield from dead_locks(facts, first, workspaces)
    of_lock: dict[str, list[_Manifest]] = defaultdict(list)
    for path in sorted(manifests):
        nearest = _nearest_lock(graph, path, workspaces)
        if nearest in locked:
            of_lock[nearest].append(manifests[path])
    for path in sorted(of_lock):
        yield from gathered(_lock(facts, path, of_lock[path], locked[path]))


def _lock(
    facts: Facts, path: str, manifests: list[_Manifest], locked: dict[str, list[Pin]]
) -> Iterator[Diagnostic]:
    severity = Severity.WARNING if facts.graph.standing(path) in (Standing.EXAMPLE, Standing.TEST) else None
    packages: dict[str, list[_Manifest]] = defaultdict(list)
    for manifest in manifests:
        own = manifest.own
        if own is not None and any(_is_local(pin) for pin in locked.get(_folded(own.artifact.name), ())):
            packages[_folded(own.artifact.name)].append(manifest)
    seen: set[Location] = set()
    for name, members in packages.items():
        yield from _own_version(facts, members, locked[name], severity)
        for member in members:
            for pin in member.requires:
                literal = _literal(facts.graph, pin)
                if literal is None or literal.location in seen:
                    continue
                seen.add(literal.location)
                yield from _requirement(facts, path, pin, literal, locked, severity)


def _own_version(
    facts: Facts, members: list[_Manifest], every: list[Pin], severity: Severity | None
) -> Iterator[Diagnostic]:
    """Packages of one name that the lock has at no version of theirs."""
    entries = [pin for pin in every if _is_local(pin)]
    said = [(member.own, facts.graph.version(member.own)) for member in members if member.own is not None]
    if any(_is_at(facts.graph, version, entries) for _, version in said):
        return  # of two packages of one name, one may have a lock elsewhere
    for own, version in said:
        literal = _literal(facts.graph, own)
        if version is None or literal is None:
            continue
        name, entry = own.artifact.name, entries[0]
        yield Diagnostic(
            message=f"`{name}` is `{literal.raw}` here but `{entry.raw}` in {_place(entry)}",
            location=literal.location,
            tool=facts.graph.tool(own),
            artifact=own.artifact,
            version=literal.raw,
            related=tuple(_label(pin) for pin in entries),
            help=_UPDATE,
            severity=severity,
            fix=_restated(every[0], version) if len(said) == len(every) == 1 else None,
        )


def _restated(entry: Pin, version: Version) -> Fix:
    """The entry of a package of the workspace is its name and version alone; where no other entry has its
    name, nothing else in the lock names the version."""
    edit = Edit(entry.location, entry.raw, version.text)
    return Fix(f"lock `{entry.artifact.name}` at its own `{version}`", (edit,), Applicability.SAFE)


def _requirement(
    facts: Facts,
    path: str,
    pin: Pin,
    literal: _Literal,
    locked: dict[str, list[Pin]],
    severity: Severity | None,
) -> Iterator[Diagnostic]:
    """A requirement that no resolved version satisfies."""
    requirement = facts.graph.requirement(pin)
    if requirement is None:
        return
    crate = literal.artifact.name
    entries = locked.get(_folded(crate), [])
    if not entries and "optional" in pin.note.split(", "):
        return
    versions = [(entry, facts.graph.version(entry)) for entry in entries]
    if any(version is None or admitted(requirement, version) is not False for _, version in versions):
        return
    found = " and ".join(f"`{entry.raw}`" for entry in entries)
    message = (
        f"`{crate}` must be `{literal.raw}` here but is {found} in {_place(entries[0])}"
        if entries
        else f"`{crate}` is required at `{literal.raw}` here but is not in {path}"
    )
    yield Diagnostic(
        message=message,
        location=literal.location,
        tool=facts.graph.tool(pin),
        artifact=literal.artifact,
        version=literal.raw,
        related=tuple(_label(entry) for entry in entries),
        help=_UPDATE,
        severity=severity,
    )


def _literal(graph: PinGraph, pin: Pin) -> _Literal | None:
    match graph.literal_behind(pin):
        case Pin() as found:
            return _Literal(found.location, found.raw, found.artifact)
        case Constant(text=str() as text, location=location):
            return _Literal(location, text, pin.artifact)
        case _:
            return None


def _is_at(graph: PinGraph, version: Version | None, entries: list[Pin]) -> bool:
    locked = (graph.version(entry) for entry in entries)
    return version is None or any(other is not None and equal(version, other) for other in locked)


def _nearest_lock(graph: PinGraph, path: str, workspaces: Workspaces) -> str | None:
    """The lock that Cargo reads for a manifest: in its folder or above it, and no member's own."""
    folder = path.rpartition("/")[0]
    while True:
        lock = f"{folder}/Cargo.lock" if folder else "Cargo.lock"
        if lock in graph.paths and workspaces.around(folder) is None:
            return lock
        if not folder:
            return None
        folder = folder.rpartition("/")[0]


def _is_local(pin: Pin) -> bool:
    """Whether a lock entry is a crate of the workspace or of a folder: it has no source."""
    return pin.note == "workspace member"


def _label(pin: Pin) -> Label:
    return Label.of(pin, "the lock file's entry")


def _place(pin: Pin) -> str:
    return f"{pin.location.path}:{pin.location.line}"


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _folded(name: str) -> str:
    return name.replace("_", "-")
