"""package-lock.json and npm-shrinkwrap.json: what npm installs, folder by folder.

Since the second format `packages` has one entry for each folder (`node_modules/a/node_modules/b`); the
first has nested `dependencies`, which the second repeats for old readers.
"""

from __future__ import annotations

import re

from vercheck.extractors import Extractor
from vercheck.extractors._node.harvest import Harvest, integrity, join, version_value, whole
from vercheck.extractors._node.keys import TRANSITIVE
from vercheck.model import Artifact, Extraction, Role, Source
from vercheck.syntax.data import Mapping, Scalar, Text
from vercheck.syntax.json import parse_json

_INSTALLED = "node_modules/"
_PACKAGES = re.compile(rb'"packages"\s*:')
_ALIAS = re.compile(r"npm:((?:@[^/@]+/)?[^/@]+)@(.+)")


def extract(source: Source) -> Extraction:
    only = ("name", "packages") if _PACKAGES.search(source.content) else ()
    root, notes = parse_json(source, only)
    if isinstance(root, Mapping) and only and not isinstance(root.get("packages"), Mapping):
        root, notes = parse_json(source)  # a package of that name, in the first format
    harvest = Harvest(source, list(notes))
    if not isinstance(root, Mapping):
        return harvest.extraction()
    packages, dependencies = root.get("packages"), root.get("dependencies")
    if isinstance(packages, Mapping):
        own = whole(root.get("name"))
        for folder, entry in packages.items():
            if isinstance(entry.value, Mapping):
                _folder(harvest, folder, entry.value, (own.value or "") if own is not None else "")
            else:
                harvest.puzzle(entry.value.span, f"expected an object for `{folder[:80]}`")
        return harvest.extraction()
    _own(harvest, root)
    if isinstance(dependencies, Mapping):
        _nested(harvest, dependencies)
    return harvest.extraction()


def _folder(harvest: Harvest, folder: str, entry: Mapping, own: str) -> None:
    link, version = entry.get("link"), whole(entry.get("version"))
    if version is None or (isinstance(link, Scalar) and link.text == "true"):
        return
    above, mark, name = folder.rpartition(_INSTALLED)
    named = whole(entry.get("name"))
    real = (named.value if named is not None else None) or (name if mark else own if not folder else "")
    if not mark:
        artifact = Artifact("npm", real or folder.rpartition("/")[2])
        note, track = "workspace member" if folder else "own version", ""
    else:
        artifact, track = Artifact("npm", real), TRANSITIVE if _INSTALLED in above else ""
        note = f"in {above.rstrip('/')}" if above else ""
    value = version_value(version.value or "")
    trail = join("packages", folder)
    digests = integrity(entry.get("integrity"))
    harvest.pin(version, artifact, value, Role.RESOLVES, trail, note=note, track=track, digests=digests)


def _own(harvest: Harvest, root: Mapping) -> None:
    name, version = whole(root.get("name")), whole(root.get("version"))
    if name is not None and version is not None:
        value = version_value(version.value or "")
        artifact = Artifact("npm", name.value or "")
        harvest.pin(version, artifact, value, Role.RESOLVES, "version", note="own version")


def _nested(harvest: Harvest, dependencies: Mapping) -> None:
    waiting: list[tuple[tuple[str, ...], Mapping, str]] = [(("dependencies",), dependencies, "")]
    while waiting:
        path, table, above = waiting.pop()
        for name, entry in table.items():
            if not isinstance(entry.value, Mapping):
                harvest.puzzle(entry.value.span, f"expected an object for `{name[:80]}`")
                continue
            version = whole(entry.value.get("version"))
            if version is not None:
                _package(harvest, version, name, join(*path, name), above, entry.value)
            inner = entry.value.get("dependencies")
            if isinstance(inner, Mapping):
                below = f"{above}/{_INSTALLED}{name}".lstrip("/")
                waiting.append(((*path, name, "dependencies"), inner, below))


def _package(harvest: Harvest, version: Text, name: str, trail: str, above: str, entry: Mapping) -> None:
    """An entry of the first format, where `version` may also be an alias, or the address of a folder, an
    archive or a repository, which knows equality only."""
    written = version.value or ""
    alias = _ALIAS.fullmatch(written)
    stretch = alias.span(2) if alias is not None else (0, len(written))
    text = written[slice(*stretch)]
    harvest.pin(
        version,
        Artifact("npm", alias[1] if alias is not None else name),
        version_value(text),
        Role.RESOLVES,
        trail,
        stretch=stretch,
        note=f"in {above}" if above else "",
        track=TRANSITIVE if above else "",
        digests=integrity(entry.get("integrity")),
    )


EXTRACTOR = Extractor(patterns=("package-lock.json", "npm-shrinkwrap.json"), extract=extract, lockfile=True)
