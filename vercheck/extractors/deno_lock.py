"""deno.lock: every package and every remote module that a Deno project resolved to.

The tables of packages moved over time: below `npm` in the second format, below `packages` in the third,
outermost since the fourth. Remote modules are one entry for each file, so a release is told once.
"""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.extractors._node.addresses import in_address
from vercheck.extractors._node.harvest import Harvest, integrity, join, version_value
from vercheck.extractors._node.keys import split_key
from vercheck.model import Artifact, Exact, Extraction, Role, Source
from vercheck.syntax.data import Datum, Mapping
from vercheck.syntax.json import parse_json


def extract(source: Source) -> Extraction:
    root, notes = parse_json(source)
    harvest = Harvest(source, list(notes))
    if not isinstance(root, Mapping):
        return harvest.extraction()
    third = root.get("packages")
    _indexes(harvest, root, ())
    if isinstance(third, Mapping):
        _indexes(harvest, third, ("packages",))
    remote = root.get("remote")
    _remote(harvest, remote if remote is not None or third is not None else root)
    return harvest.extraction()


def _indexes(harvest: Harvest, owner: Mapping, path: tuple[str, ...]) -> None:
    for index in ("jsr", "npm"):
        table = owner.get(index)
        second = table.get("packages") if isinstance(table, Mapping) else None
        if isinstance(second, Mapping):
            _packages(harvest, second, index, (*path, index, "packages"))
        else:
            _packages(harvest, table, index, (*path, index))


def _packages(harvest: Harvest, table: Datum | None, index: str, path: tuple[str, ...]) -> None:
    for key, entry in table.items() if isinstance(table, Mapping) else ():
        found = split_key(key)
        if found is None:
            continue
        name, start, end = found
        digest = entry.value.get("integrity") if isinstance(entry.value, Mapping) else None
        harvest.pin(
            entry.key,
            Artifact(index, name),
            version_value(key[start:end]),
            Role.RESOLVES,
            join(*path, key),
            stretch=(start, end),
            digests=integrity(digest),
        )


def _remote(harvest: Harvest, table: Datum | None) -> None:
    """Modules by address. A release is told at its first file, without the digest of that file."""
    told: set[tuple[Artifact, str]] = set()
    for key, entry in table.items() if isinstance(table, Mapping) else ():
        found = in_address(key)
        if found is None or not isinstance(found.value, Exact):
            continue
        version = key[found.start : found.end]
        if (found.artifact, version) not in told:
            told.add((found.artifact, version))
            harvest.pin(
                entry.key,
                found.artifact,
                found.value,
                Role.RESOLVES,
                join("remote", key),
                stretch=(found.start, found.end),
            )


EXTRACTOR = Extractor(patterns=("deno.lock",), extract=extract, lockfile=True)
