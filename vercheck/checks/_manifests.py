"""Cargo manifests of one build that ask for one crate in ways that no version can satisfy together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from vercheck.graph import Facts, PinGraph, Standing
from vercheck.graph.relations import admitted
from vercheck.model import Diagnostic, Label, Pin, Range, Requirement, Role, Severity
from vercheck.versions import intersects

TAKEN = "one of several, which a dependency takes"
"""The note of a lock's entry that is built whatever the workspace's own packages ask for."""
_BOTH = "; both are built, and their types do not mix"
_SHARED = ("workspace.dependencies.", "workspace.dependencies[")


def manifest_drift(facts: Facts) -> Iterator[Diagnostic]:
    """A member that repeats a workspace dependency at another version, a mirror of the workspace's
    list that fell behind, members that name different pre-releases, and members of one lock file that no
    version can satisfy together."""
    graph = facts.graph
    by_crate: dict[tuple[str, str], list[tuple[Pin, Requirement]]] = defaultdict(list)
    for pin in graph.pins:
        if pin.artifact.ecosystem != "cargo" or pin.role is not Role.REQUIRES or pin.track:
            continue
        if not isinstance(pin.value, Range) or graph.standing(pin.location.path) is not Standing.PRODUCT:
            continue
        by_crate[pin.artifact.name, graph.root(pin.location.path)].append((pin, pin.value.requirement))
    for (crate, _), found in sorted(by_crate.items()):
        groups = list(_conflicts(graph, found))
        for group in groups:
            if _are_built_anyway(graph, crate, group):
                yield _finding(crate, group, Severity.WARNING, _BOTH)
            else:
                yield _finding(crate, group)
        for apart in _built_twice(graph, found) if not groups else ():
            yield _finding(crate, apart, Severity.WARNING, _BOTH)


def _are_built_anyway(graph: PinGraph, crate: str, pins: list[Pin]) -> bool:
    """Whether the lock file of some manifests has what each of all but the last asks for, and some dependency
    from outside takes it, too: a member may have to stay at what it is built on, and costs nothing more."""
    folder = _lock_folder(graph, pins[-1].location.path)
    lock = f"{folder}/Cargo.lock".lstrip("/")
    taken = [
        graph.version(pin)
        for pin in graph.pins_of(graph.tool(pins[-1]), Role.RESOLVES)
        if pin.location.path == lock and pin.artifact.name == crate and pin.note == TAKEN
    ]
    wishes = [graph.requirement(pin) for pin in pins[:-1]]
    return folder is not None and all(
        wish is not None and any(one is not None and admitted(wish, one) is True for one in taken)
        for wish in wishes
    )


def _built_twice(graph: PinGraph, found: list[tuple[Pin, Requirement]]) -> Iterator[list[Pin]]:
    """Members that share a lock file, of which some ask for releases that exclude what most ask for."""
    by_lock: dict[str, list[tuple[Pin, Requirement]]] = defaultdict(list)
    for pin, requirement in found:
        folder = _lock_folder(graph, pin.location.path)
        if folder is not None and not _is_renamed(pin):
            by_lock[folder].append((pin, requirement))
    for members in by_lock.values():
        most = max(members, key=lambda item: sum(intersects(item[1], other) for _, other in members))
        apart = [pin for pin, requirement in members if not intersects(requirement, most[1])]
        if apart and len({pin.location.path for pin, _ in members}) > 1:
            yield [*apart, most[0]]


def _lock_folder(graph: PinGraph, path: str) -> str | None:
    """The folder of the lock file that a manifest's dependencies are resolved in."""
    folder = path.rpartition("/")[0]
    while f"{folder}/Cargo.lock".lstrip("/") not in graph.paths:
        if not folder:
            return None
        folder = folder.rpartition("/")[0]
    return folder


def _conflicts(graph: PinGraph, found: list[tuple[Pin, Requirement]]) -> Iterator[list[Pin]]:
    shared = [(pin, req) for pin, req in found if pin.trail.startswith(_SHARED)]
    for leader, requirement in shared:
        against = [
            pin
            for pin, other in found
            if pin is not leader
            and not _is_renamed(pin)
            and (_is_member(graph, pin, leader) or _is_mirror(graph, pin))
            and not intersects(requirement, other)
        ]
        if against:
            yield [*against, leader]
    marked = [(pin, req) for pin, req in found if "-" in req.text]
    if not shared and any(
        a.text != b.text and _base(a) == _base(b) for (_, a), (_, b) in combinations(marked, 2)
    ):
        yield [pin for pin, _ in marked]


def _is_member(graph: PinGraph, pin: Pin, leader: Pin) -> bool:
    """Whether a manifest lies below the workspace's, and below no lock of its own: that is another one."""
    path, above = pin.location.path, leader.location.path
    folder = above.rpartition("/")[0]
    is_below = path.startswith(f"{folder}/" if folder else "")
    return is_below and _lock_folder(graph, path) == _lock_folder(graph, above)


def _is_renamed(pin: Pin) -> bool:
    """Whether a member takes the crate under a name of its own, as one does to have two versions of it."""
    return pin.trail.rpartition(".")[2] != pin.artifact.name


def _is_mirror(graph: PinGraph, pin: Pin) -> bool:
    """Whether a build file is generated from this manifest (reindeer), which copies the workspace's list."""
    return f"{pin.location.path.rpartition('/')[0]}/BUCK" in graph.paths


def _base(requirement: Requirement) -> str:
    return requirement.text.lstrip("^=~ ").partition("-")[0]


def _finding(crate: str, pins: list[Pin], severity: Severity | None = None, why: str = "") -> Diagnostic:
    first, last = pins[0], pins[-1]
    other = next((pin for pin in reversed(pins) if pin.raw != first.raw), last)
    return Diagnostic(
        message=(
            f"`{crate}` is `{first.raw}` here but `{other.raw}` in "
            f"{other.location.path}:{other.location.line}{why}"
        ),
        location=first.location,
        tool=crate,
        artifact=first.artifact,
        version=first.raw,
        related=tuple(Label.of(pin, pin.note) for pin in pins if pin is not first),
        help="give both the same version, or inherit it with `workspace = true`",
        severity=severity or (Severity.WARNING if "-" in first.raw else Severity.ERROR),
    )
