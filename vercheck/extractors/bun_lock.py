"""bun.lock: what Bun installs for a workspace, as text; the older `bun.lockb` is binary and is not read.

A key of `packages` is the path of names that a copy is installed under: `react` for everyone,
`web/react` for the package `web` alone.
"""

from __future__ import annotations

import re

from vercheck.extractors import Extractor
from vercheck.extractors._node.harvest import Harvest, integrity, is_whole_version, join, version_value, whole
from vercheck.extractors._node.keys import TRANSITIVE
from vercheck.model import Artifact, Digest, Extraction, Role, Source
from vercheck.syntax.data import Datum, Mapping, Sequence
from vercheck.syntax.json import parse_json

_RESOLVED = re.compile(r"((?:@[^/@]+/)?[^/@]+)@(.+)", re.DOTALL)
_ELSEWHERE = ("workspace:", "file:", "link:", "root:")
"""What a package of this repository is resolved to: its version is its manifest's."""


def extract(source: Source) -> Extraction:
    root, notes = parse_json(source, ("workspaces", "packages"))
    harvest = Harvest(source, list(notes))
    if not isinstance(root, Mapping):
        return harvest.extraction()
    folders: dict[str, str] = {}
    workspaces, packages = root.get("workspaces"), root.get("packages")
    for folder, entry in workspaces.items() if isinstance(workspaces, Mapping) else ():
        if isinstance(entry.value, Mapping):
            _workspace(harvest, folder, entry.value, folders)
    for key, entry in packages.items() if isinstance(packages, Mapping) else ():
        _package(harvest, key, entry.value, folders)
    return harvest.extraction()


def _workspace(harvest: Harvest, folder: str, entry: Mapping, folders: dict[str, str]) -> None:
    name, version = whole(entry.get("name")), whole(entry.get("version"))
    called = (name.value if name is not None else None) or folder.rpartition("/")[2]
    if folder and called:
        folders[called] = folder
    if version is not None and is_whole_version(version.value or ""):
        note = "workspace member" if folder else "own version"
        value = version_value(version.value or "")
        trail = join("workspaces", folder)
        harvest.pin(version, Artifact("npm", called), value, Role.RESOLVES, trail, note=note)


def _package(harvest: Harvest, key: str, entry: Datum, folders: dict[str, str]) -> None:
    parts = entry.items if isinstance(entry, Sequence) else ()
    first = whole(parts[0]) if parts else None
    found = _RESOLVED.fullmatch(first.value or "") if first is not None else None
    if first is None or found is None:
        harvest.puzzle(entry.span, f"expected what `{key[:80]}` is resolved to, such as `name@1.2.3`")
        return
    if found[2].startswith(_ELSEWHERE):
        return
    above = _above(key)
    place = folders.get(above)
    note = f"in {place or above}" if above else ""
    harvest.pin(
        first,
        Artifact("npm", found[1]),
        version_value(found[2]),
        Role.RESOLVES,
        join("packages", key),
        stretch=found.span(2),
        note=note,
        track=TRANSITIVE if above and place is None else "",
        digests=_digests(parts[1:]),
    )


def _above(key: str) -> str:
    """What a copy is installed below: `web` of `web/react`, `@a/web` of `@a/web/@b/c`."""
    head, _, last = key.rpartition("/")
    if head.rpartition("/")[2].startswith("@"):
        return head.rpartition("/")[0]
    return head if last else ""


def _digests(parts: tuple[Datum, ...]) -> tuple[Digest, ...]:
    return next((found for part in reversed(parts) if (found := integrity(part))), ())


EXTRACTOR = Extractor(patterns=("bun.lock",), extract=extract, lockfile=True)
