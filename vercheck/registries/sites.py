"""A registry together with the text it stands in: the record around it, its table and its entries.

The model of a registry knows versions and digests; whoever writes one has to know every byte of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cmp_to_key
from typing import TypeGuard

from vercheck.model import Asset, Exact, Registry, Release, Source, Span, Version
from vercheck.registries.error import RegistryError
from vercheck.shapes.digests import is_placeholder, looks_like_digest
from vercheck.syntax.data import Datum, Entry, Mapping, Sequence, Text
from vercheck.syntax.json import parse_json
from vercheck.syntax.starlark import Evaluator, Module, parse_starlark
from vercheck.versions import IncomparableError, compare, equal

MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Site:
    """`table` holds the versions; `record` is the object around it where it says what it is about.
    `comments` are those of the whole file, where its language has some; `holders` the object around each
    text of the table, by where the text starts."""

    source: Source
    registry: Registry
    table: Mapping | Sequence
    record: Mapping | None
    comments: tuple[Span, ...] = ()
    holders: dict[int, Mapping] = field(default_factory=dict, compare=False, repr=False)

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def tool(self) -> str:
        """The tool as vercheck calls it."""
        return self.registry.artifact.name

    @property
    def called(self) -> str:
        """The tool as the registry itself calls it."""
        return self.text("tool_name") or self.text("component_name") or self.tool

    def release(self, version: Version) -> Release | None:
        return next((item for item in self.registry.releases if equal(version_of(item), version)), None)

    def text(self, name: str) -> str:
        """A text of the record around the table, `""` where it has none of that name."""
        found = self.record.text(name) if self.record is not None else None
        return (found.value or "") if found is not None else ""


def site_of(source: Source, registry: Registry) -> Site:
    """The place of a registry.

    Raises:
        RegistryError: the file is in no language that can be written here.
    """
    span = registry.location.span
    module = parse_starlark(source) if registry.kind == "starlark" else None
    for root in _roots(source, module):
        for datum, parent in _walk(root):
            if isinstance(datum, Mapping | Sequence) and datum.span == span:
                comments = module.comments if module is not None else ()
                record = parent if _is_record(parent) else None
                return Site(source, registry, datum, record, comments, _holders(datum))
    raise RegistryError(f"{source.path}: the table of versions is not written out as one plain literal")


def version_of(release: Release) -> Version:
    value = release.pin.value
    if isinstance(value, Exact):
        return value.version
    return Version(release.pin.raw, "opaque")


def newest(site: Site) -> Release:
    """The release that a new one is modelled on: the newest whose files all have a digest.

    Raises:
        RegistryError: there is none.
    """
    whole = [
        release for release in site.registry.releases if release.assets and all(map(_is_good, release.assets))
    ]
    if not whole:
        raise RegistryError(
            f"{site.path}: no version of `{site.tool}` has files with digests to learn from",
            "write the first entry by hand",
        )
    ordered = in_order(whole)
    if ordered is not None:
        return ordered[-1]
    latest = site.registry.latest
    named = [release for release in whole if latest is not None and release.pin.raw == latest.raw]
    return (named or whole)[0]


def in_order(releases: list[Release]) -> list[Release] | None:
    """From the oldest to the newest; `None` where two cannot be compared."""
    try:
        return sorted(releases, key=cmp_to_key(_compared))
    except IncomparableError:
        return None


def _compared(first: Release, second: Release) -> int:
    return compare(version_of(first), version_of(second))


def places(site: Site, release: Release) -> tuple[tuple[Mapping | Sequence, int], ...]:
    """Every container that has an entry for a release, with the entry's index: one, unless platforms
    stand around versions."""
    text = release.pin.raw
    found: list[tuple[Mapping | Sequence, int]] = []
    waiting: list[tuple[Datum, int]] = [(site.table, 0)]
    while waiting:
        datum, depth = waiting.pop()
        children = list(_children(datum)) if depth < MAX_DEPTH else []
        hit = next((index for index, child in enumerate(children) if _is_of(child, text)), None)
        if hit is not None and isinstance(datum, Mapping | Sequence):
            found.append((datum, hit))
            continue
        values = [child.value if isinstance(child, Entry) else child for child in children]
        waiting += ((value, depth + 1) for value in values)
    return tuple(sorted(found, key=lambda place: place[0].span))


def record_of(site: Site, asset: Asset) -> Mapping | None:
    """The object that a file's digest stands in, where it says more about the file; `None` where the digest
    is all that is said."""
    holder = site.holders.get(asset.location.span.start)
    if holder is None or holder is site.table:
        return None
    return holder if any(_tells(entry.value) for entry in holder.entries) else None


def _holders(table: Datum) -> dict[int, Mapping]:
    return {
        datum.span.start: parent
        for datum, parent in _walk(table)
        if isinstance(datum, Text) and isinstance(parent, Mapping)
    }


def _tells(value: Datum) -> bool:
    return isinstance(value, Text) and not looks_like_digest(value.value or "")


def fields(record: Mapping | None) -> dict[str, str]:
    """The texts of an object that are written out, by name."""
    if record is None:
        return {}
    return {
        key: entry.value.value or ""
        for key, entry in record.items()
        if isinstance(entry.value, Text) and entry.value.is_literal
    }


def texts(datum: Datum) -> Iterator[Text]:
    """Every text below a datum, keys too."""
    for found, _ in _walk(datum):
        if isinstance(found, Text):
            yield found
        elif isinstance(found, Mapping):
            yield from (entry.key for entry in found.entries)


def mappings(datum: Datum) -> Iterator[Mapping]:
    return (found for found, _ in _walk(datum) if isinstance(found, Mapping))


def _is_record(datum: Datum | None) -> TypeGuard[Mapping]:
    """Whether the object around a table is about the same thing: it has more to say than tables."""
    return isinstance(datum, Mapping) and any(isinstance(entry.value, Text) for entry in datum.entries)


def _is_good(asset: Asset) -> bool:
    return asset.digest is not None and not is_placeholder(asset.raw)


def _is_of(child: Datum | Entry, version: str) -> bool:
    if isinstance(child, Entry):
        return child.key.value == version
    return isinstance(child, Mapping) and any(
        isinstance(entry.value, Text) and entry.value.value == version for entry in child.entries
    )


def _children(datum: Datum) -> tuple[Entry, ...] | tuple[Datum, ...]:
    if isinstance(datum, Mapping):
        return datum.entries
    return datum.items if isinstance(datum, Sequence) else ()


def _roots(source: Source, module: Module | None) -> Iterator[Datum]:
    if module is None:
        value, _ = parse_json(source)
        if value is not None:
            yield value
        return
    evaluator = Evaluator(module)
    for assignment in module.assignments:
        if assignment.value.type in ("dictionary", "list"):
            yield evaluator.value(assignment.value, assignment.function)


def _walk(root: Datum) -> Iterator[tuple[Datum, Datum | None]]:
    """Every datum below a root with the one around it, in the order of the file."""
    waiting: list[tuple[Datum, Datum | None, int]] = [(root, None, 0)]
    while waiting:
        datum, parent, depth = waiting.pop()
        yield datum, parent
        if depth < MAX_DEPTH:
            values = [child.value if isinstance(child, Entry) else child for child in _children(datum)]
            waiting += ((value, datum, depth + 1) for value in reversed(values))
