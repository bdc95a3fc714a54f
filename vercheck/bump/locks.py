"""The lock files that a move leaves behind: whose manifest is edited, or which resolve another version than
the one that their manifest admits already.

Vercheck never writes a lock: its own tool does, by the command that is told here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from shlex import quote

from vercheck.bump.commands import KINDS, Kind, Package, Stale
from vercheck.fix.retarget import target_of
from vercheck.fix.site import Site
from vercheck.fix.sites import Sites
from vercheck.graph.knowledge import folded
from vercheck.model import Exact, Location, Range, Role, Source
from vercheck.versions import IncomparableError, admits, equal, parse

BUILD_FILES = ("BUILD.bazel", "BUILD")


@dataclass(frozen=True, slots=True)
class Refresh:
    """A lock that is to be written anew, and the command for a shell at the root of the tree."""

    path: str
    command: str


def refreshes(
    sites: Sites, version: str, edited: Collection[Location], read: Callable[[str], Source | None]
) -> tuple[Refresh, ...]:
    """Every lock to refresh once the tool is at the version; `edited` are the places that change for it."""
    files = sites.facts.files or sites.graph.paths
    behind: dict[tuple[str, Kind], list[Package]] = defaultdict(list)
    for site in sites.moving(version):
        for kind in KINDS:
            for lock in _locks(kind, site.location.path, files):
                package = _package(sites, site, lock, version)
                is_edited = site.location in edited
                if is_edited or _resolves_another(package):
                    behind[lock, kind].append(replace(package, is_admitted=not is_edited))
    return tuple(_told(sites, behind, files, read))


def _told(
    sites: Sites,
    behind: dict[tuple[str, Kind], list[Package]],
    files: Collection[str],
    read: Callable[[str], Source | None],
) -> Iterator[Refresh]:
    for (lock, kind), packages in sorted(behind.items(), key=lambda item: item[0][0]):
        folder = lock.rpartition("/")[0]
        builds = (f"{folder}/{name}".lstrip("/") for name in BUILD_FILES)
        build = next((path for path in builds if path in files), None)
        stale = Stale(
            folder.removeprefix(sites.graph.root(lock)).lstrip("/"),
            _text(read(lock)),
            _text(read(build)) if build else "",
            tuple(dict.fromkeys(packages)),
        )
        command = kind.command(stale)
        if command:
            yield Refresh(lock, f"(cd {quote(folder)} && {command})" if folder else command)


def _text(source: Source | None) -> str:
    return source.content.decode("utf-8", "replace") if source is not None else ""


def _locks(kind: Kind, manifest: str, files: Collection[str]) -> Iterator[str]:
    """The lock of a manifest: the nearest one."""
    folder, _, name = manifest.rpartition("/")
    while name in kind.manifests:
        found = [path for lock in kind.names if (path := f"{folder}/{lock}".lstrip("/")) in files]
        if found or not folder or not kind.climbs:
            yield from found
            return
        folder = folder.rpartition("/")[0]


def _package(sites: Sites, site: Site, lock: str, version: str) -> Package:
    pin = next((pin for pin in site.pins if pin.location == site.location), site.pins[0])
    artifact = sites.graph.artifact(pin)
    locked = [
        found
        for one in sites.graph.pins_of(sites.tool, Role.RESOLVES)
        if one.location.path == lock
        and folded(sites.graph.artifact(one)) == folded(artifact)
        and (found := sites.graph.version(one)) is not None
    ]
    meant = [one for one in locked if _admitted(site, one.text)]
    chosen = meant if len(meant) == 1 else locked
    others = [one for one in locked if one not in chosen]
    return Package(
        artifact.ecosystem,
        artifact.name,
        pin.trail,
        target_of(sites, site, version),
        tuple(one.text for one in (*chosen, *others)),
    )


def _admitted(site: Site, version: str) -> bool:
    match site.value:
        case Exact(said):
            return equal(said, parse(version, said.scheme))
        case Range(requirement):
            try:
                return admits(requirement, parse(version, requirement.scheme))
            except IncomparableError:
                return False


def _resolves_another(package: Package) -> bool:
    wanted = parse(package.version)
    return bool(package.locked) and not any(equal(parse(one), wanted) for one in package.locked)
