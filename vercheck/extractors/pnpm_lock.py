"""pnpm-lock.yaml: what each package of a workspace resolved to, and every package that is installed.

The table of packages is by far the longest part, and pnpm writes it in one fixed form, so it is read by
one pattern per entry; the rest is read as the YAML that it is. A file whose table strays from the form (a
merge conflict, a very long key) is read as YAML from end to end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vercheck.extractors import Extractor
from vercheck.extractors._node.harvest import Harvest, join, version_value, whole
from vercheck.extractors._node.keys import TRANSITIVE, split_key, split_resolution
from vercheck.model import Artifact, Extraction, Role, Source, Span
from vercheck.shapes.digests import read_digest
from vercheck.syntax.data import Datum, Mapping, Piece, Text
from vercheck.syntax.yaml import read_yaml

_TABLES = ("dependencies", "devDependencies", "optionalDependencies")
_HEAD = re.compile(rb"^packages:(?:[ ]\{\})?\r?\n", re.MULTILINE)
_ENTRY = re.compile(
    rb"(?:\r?\n)*+"
    rb"[ ]{2}(?:'(?P<quoted>[^'\r\n]++)'|(?P<plain>[A-Za-z0-9/](?:[^:'\"#\r\n]++|:(?![ \r\n]))*+)):[ ]*+\r?\n"
    rb"(?P<body>(?:[ ]{4}[^\r\n]*+(?:\r?\n|\Z)|\r?\n(?=[ ]{4}))++)"
)
_REST = re.compile(rb"(?:\r?\n)*+(?:\Z|snapshots:[ ]*\r?\n)")
_OTHER = re.compile(rb"^(?![ \r\n]|[\w-]+:|\Z)", re.MULTILINE)
_RESOLUTION = re.compile(rb"^[ ]{4}resolution: \{([^{}\r\n]*)\}[ ]*\r?$", re.MULTILINE)
_INTEGRITY = re.compile(rb"(?:^|, )integrity: ([\w+/=-]++)")


@dataclass(frozen=True, slots=True)
class Package:
    """One entry of the table: its key as written, and its digest."""

    key: Text
    integrity: str


def extract(source: Source) -> Extraction:
    found = read_quickly(source.content)
    if found is None:
        yaml = read_yaml(source)
        packages = [package for root in yaml.documents for package in _packages(root)]
    else:
        start, packages = found
        yaml = read_yaml(replace(source, content=source.content[:start]))
    harvest = Harvest(source, list(yaml.notes))
    for root in yaml.documents:
        if isinstance(root, Mapping):
            _importers(harvest, root)
    for package in packages:
        _package(harvest, package)
    return harvest.extraction()


def read_quickly(content: bytes) -> tuple[int, list[Package]] | None:
    """Where the table of packages starts, and its entries, if it is in pnpm's own form up to its end;
    else `None`."""
    head = _HEAD.search(content)
    if head is None or b"\n---" in content:
        return None
    packages = []
    position = head.end()
    while not (rest := _REST.match(content, position)):
        entry = _ENTRY.match(content, position)
        resolution = _RESOLUTION.search(entry["body"]) if entry is not None else None
        if entry is None or resolution is None:
            return None
        group = "quoted" if entry["quoted"] is not None else "plain"
        integrity = _INTEGRITY.search(resolution[1])
        span = Span(*entry.span(group))
        key = Text((Piece(entry[group].decode("utf-8", "replace"), span),), span)
        packages.append(Package(key, integrity[1].decode() if integrity is not None else ""))
        position = entry.end()
    if _OTHER.search(content, rest.end()):
        return None
    return head.start(), packages


def _packages(root: Datum) -> Iterator[Package]:
    """The entries of the table, in any YAML."""
    table = root.get("packages") if isinstance(root, Mapping) else None
    for _, entry in table.items() if isinstance(table, Mapping) else ():
        resolution = entry.value.get("resolution") if isinstance(entry.value, Mapping) else None
        text = whole(resolution.get("integrity")) if isinstance(resolution, Mapping) else None
        yield Package(entry.key, (text.value or "") if text is not None else "")


def _package(harvest: Harvest, package: Package) -> None:
    written = package.key.value or ""
    found = split_key(written)
    if found is None:
        return
    name, start, end = found
    digest = read_digest(package.integrity) if package.integrity else None
    harvest.pin(
        package.key,
        Artifact("npm", name),
        version_value(written[start:end]),
        Role.RESOLVES,
        join("packages", written),
        stretch=(start, end),
        track=TRANSITIVE,
        digests=(digest,) if digest is not None else (),
    )


def _importers(harvest: Harvest, root: Mapping) -> None:
    """What each package of the workspace gets; a lock of a single package has the tables outermost."""
    importers = root.get("importers")
    if not isinstance(importers, Mapping):
        _importer(harvest, root, ".", ())
        return
    for folder, entry in importers.items():
        if isinstance(entry.value, Mapping):
            _importer(harvest, entry.value, folder, ("importers", folder))


def _importer(harvest: Harvest, importer: Mapping, folder: str, path: tuple[str, ...]) -> None:
    for name in _TABLES:
        table = importer.get(name)
        for key, entry in table.items() if isinstance(table, Mapping) else ():
            value = entry.value.get("version") if isinstance(entry.value, Mapping) else entry.value
            text = whole(value)
            if text is None:
                continue
            written = text.value or ""
            # What is linked or packed elsewhere knows equality only, but it is there.
            real, start, end = split_resolution(key, written) or (key, 0, len(written))
            harvest.pin(
                text,
                Artifact("npm", real),
                version_value(written[start:end]),
                Role.RESOLVES,
                join(*path, name, key),
                stretch=(start, end),
                note=f"importer {folder}",
            )


EXTRACTOR = Extractor(patterns=("pnpm-lock.yaml", "pnpm-lock.*.yaml"), extract=extract, lockfile=True)
