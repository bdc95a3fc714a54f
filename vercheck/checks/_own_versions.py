"""Manifests and constants of one project that state different versions of it.

They are one project's where they carry one name (`-` for `_`, without a scope) for different packagers, or
where one lies in the other's folder and is built from the same source: a crate and its Python package, a
file `VERSION`, the constant that the program shows. Members of a workspace are released on their own, and
a private package is not released at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks._own_statements import DERIVED, Own, own_versions
from vercheck.graph import Facts
from vercheck.graph.knowledge import OwnVersion
from vercheck.model import Diagnostic, Label, Role, Severity
from vercheck.shapes.own_version import CARRIED
from vercheck.versions import equal_at_precision

_ANYBODY = frozenset({
    "app", "cli", "core", "api", "docs", "doc", "website", "site", "web", "www", "frontend", "backend",
    "server", "client", "project", "root", "workspace", "monorepo", "python", "node", "js", "ts",
    "rust", "lib", "common", "shared", "types", "sdk", "desktop", "mobile", "plugin", "main", "package",
    "test", "tests", "ui", "tools", "hello-world", "example",
})  # fmt: skip
"""Names that say nothing about whose package it is."""
_FOR_TESTS = re.compile(
    r"(?:^|/)(?:tests?|testing|mocks?|fakes?|dummy|samples?|playground)[-_.][^/]*/", re.IGNORECASE
)
_BUILT_TOGETHER = (
    frozenset({"cargo", "pypi"}),
    frozenset({"cargo", "tauri"}),
)
_ALONE = frozenset({"helm"})
"""A chart is numbered by itself."""
_REPACKAGES = "nix"
"""Expressions that build what another manifest describes: a tree may have several of one name."""
_SCAFFOLD = "1.16.0"
"""What `helm create` writes for the program that a new chart is about."""
_NEW = "1.0.0"
"""What `npm init` writes for any package."""
_APART = 2
"""Minor releases that somebody may have forgotten."""
_NEAR = frozenset({"", "src", "lib", "snap"})


def own_drift(facts: Facts) -> Iterator[Diagnostic]:
    private = {s.location.path for s in facts.graph.statements if s.kind == "npm-private"}
    every = [
        own
        for own in own_versions(facts.graph)
        if own.ecosystem not in _ALONE and not _FOR_TESTS.search(own.pin.location.path)
    ]
    public = [own for own in every if own.pin.location.path not in private]
    manifests = [own for own in public if own.ecosystem not in (*DERIVED, _REPACKAGES)]
    carried = [own for own in own_versions(facts.graph, CARRIED) if own.text != _SCAFFOLD]
    packages = [*(own for own in public if own.ecosystem == _REPACKAGES), *carried]
    pairs = {
        "name": _namesakes(manifests),
        "folder": _neighbours(manifests),
        "text": _derived(every, public),
        "package": _repackaged(packages, manifests),
    }
    rows = {row.place: row for row in facts.knowledge.own}
    seen: set[object] = set()
    for row, own, leader in ((rows.get(place), *pair) for place in pairs for pair in pairs[place]):
        if row is not None and not row.severity:
            continue
        if own.is_under_way or leader.is_under_way or equal_at_precision(own.version, leader.version):
            continue
        if any(one.ecosystem == "npm" and one.text == _NEW for one in (own, leader)) and _are_far(
            own, leader
        ):
            continue  # nobody gave it a version
        if own.place not in seen and own.place != leader.place:
            seen |= {own.place, leader.place}
            yield _finding(row, own, leader)


def _namesakes(manifests: list[Own]) -> Iterator[tuple[Own, Own]]:
    """Manifests of one name for different packagers, each with the one nearest to the root."""
    by_name: dict[str, list[Own]] = defaultdict(list)
    for own in manifests:
        by_name[own.name].append(own)
    for name, group in sorted(by_name.items()):
        if len({own.ecosystem for own in group}) != len(group) or name in _ANYBODY:
            continue  # a name that one index has twice is no name of one project
        leader, *others = sorted(group, key=_nearest)
        yield from ((own, leader) for own in others if _are_of_one_series(own, leader))


def _are_of_one_series(own: Own, leader: Own) -> bool:
    """Whether two numbers can be of one project: side by side, or no more than a few releases apart. Else
    each was counted by itself, as where one thing is written in two languages."""
    return own.folder == leader.folder or not _are_far(own, leader)


def _are_far(own: Own, leader: Own) -> bool:
    one, other = (*own.version.release, 0)[:2], (*leader.version.release, 0)[:2]
    return one[0] != other[0] or abs(one[1] - other[1]) > _APART


def _neighbours(manifests: list[Own]) -> Iterator[tuple[Own, Own]]:
    """Manifests in one folder that one build reads."""
    by_folder: dict[str, list[Own]] = defaultdict(list)
    for own in manifests:
        by_folder[own.folder].append(own)
    for _, group in sorted(by_folder.items()):
        for pair in _BUILT_TOGETHER:
            found = [own for own in group if own.ecosystem in pair]
            if len(found) == 2 and {own.ecosystem for own in found} == pair:
                yield found[1], found[0]


def _derived(every: list[Own], public: list[Own]) -> Iterator[tuple[Own, Own]]:
    """A constant or a file `VERSION`, with the manifests of the nearest folder around it that has any."""
    folders: dict[str, list[Own]] = defaultdict(list)
    for own in every:
        if own.ecosystem not in DERIVED:
            folders[own.folder].append(own)
    for own in public:
        if own.ecosystem not in DERIVED:
            continue
        folder = own.folder
        while folder and folder not in folders:
            folder = folder.rpartition("/")[0]
        inside = own.folder[len(folder) :].strip("/")
        around = [one for one in folders.get(folder, ()) if _is_about(own, one, inside)]
        is_said = any(equal_at_precision(own.version, one.version) for one in around)
        published = [one for one in around if one in public]
        if published and not is_said and (published == around or own.ecosystem == "project"):
            yield own, min(published, key=_nearest)


def _repackaged(packages: list[Own], manifests: list[Own]) -> Iterator[tuple[Own, Own]]:
    """An expression that builds the repository, or a chart around its program, with the manifest of the
    same name; a name that says nothing counts within one folder."""
    by_name: dict[str, list[Own]] = defaultdict(list)
    for manifest in manifests:
        by_name[manifest.name].append(manifest)
    for own in packages:
        named = [
            one for one in by_name.get(own.name, ()) if one.folder == own.folder or own.name not in _ANYBODY
        ]
        is_said = any(equal_at_precision(own.version, one.version) for one in named)
        leader = min(named, key=_nearest, default=None)
        if leader is not None and not is_said and _are_of_one_series(own, leader):
            yield own, leader


def _is_about(own: Own, manifest: Own, inside: str) -> bool:
    """Whether a place is about the package of a manifest: by its name, or because it is nothing else's."""
    if own.ecosystem == "project":
        return not inside
    stem = own.pin.location.path.rpartition("/")[2].partition(".")[0].strip("_").lower()
    return own.name == manifest.name or (stem == "version" and inside in _NEAR)


def _nearest(own: Own) -> tuple[int, str]:
    return own.place.path.count("/"), own.place.path


def _finding(row: OwnVersion | None, own: Own, leader: Own) -> Diagnostic:
    name, place = leader.pin.artifact.name, f"{leader.place.path}:{leader.place.line}"
    return Diagnostic(
        message=f"`{name}` states its own version as `{own.text}` here, but as `{leader.text}` in {place}",
        location=own.place,
        tool=name,
        artifact=own.pin.artifact,
        version=own.pin.raw,
        expected=leader.text,
        related=(Label(leader.place, "own version", leader.text, leader.pin.artifact, Role.PROVIDES),),
        help="give both the version of the release, or let one be read from the other",
        rule=row.id if row is not None else None,
        severity=row.severity if row is not None else Severity.WARNING,
    )
