"""Finds the tables in a value, whatever file it comes from, and has each read by who knows its shape.

What one reader has recognised is not looked at again, so that the inside of a registry is never taken
for a table of versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from vercheck.model import Extraction, Source, Span
from vercheck.shapes.matrices import read_matrix, read_pairs
from vercheck.shapes.place import Place
from vercheck.shapes.registries import declared_registry, registry_pins, structural_registry
from vercheck.shapes.series import read_series
from vercheck.shapes.specs import read_specs
from vercheck.shapes.version_tables import read_bundles, read_profiles, read_version_table
from vercheck.syntax.data import Datum, Mapping, Sequence

_Part = tuple[Datum, Place]


def read_tables(
    datum: Datum, source: Source, hints: tuple[str, ...] = (), trail: str = "", anchors: tuple[str, ...] = ()
) -> Extraction:
    """Registries, version tables, matrices and specs anywhere inside a value.

    `hints` are the names around the value, best first: the symbol that it is assigned to, or the stem
    of its file; `trail` is empty for a whole document. `anchors` are tools that the comments name as
    the one whose versions are a matrix's keys.
    """
    found: list[Extraction] = []
    waiting: list[_Part] = [(datum, Place.start(source, hints, trail, anchors))]
    while waiting:
        part, place = waiting.pop()
        if not isinstance(part, Mapping | Sequence):
            continue
        extraction, rest = _read(part, place)
        if extraction is not None:
            found.append(extraction)
        waiting.extend(reversed(list(rest)))
    return _written_in(datum.span, Extraction.join(found))


def _written_in(span: Span, extraction: Extraction) -> Extraction:
    """What stands within a span: a table that is only referred to is read where it is written."""
    return replace(
        extraction,
        pins=tuple(pin for pin in extraction.pins if span.covers(pin.location.span)),
        registries=tuple(item for item in extraction.registries if span.covers(item.location.span)),
        matrices=tuple(item for item in extraction.matrices if span.covers(item.location.span)),
        statements=tuple(item for item in extraction.statements if span.covers(item.location.span)),
    )


def _read(datum: Mapping | Sequence, place: Place) -> tuple[Extraction | None, Iterator[_Part]]:
    """What a value is, and the parts of it that are still to be looked at."""
    if isinstance(datum, Mapping):
        bundles = read_bundles(datum, place)
        if bundles is not None:
            extraction, read = bundles
            return extraction, _inside(datum, place, read)
        matrices, read = read_pairs(datum, place)
        if matrices:
            return Extraction(matrices=matrices), _inside(datum, place, read)
    whole = _read_whole(datum, place)
    return whole, iter(()) if whole is not None else _inside(datum, place, frozenset())


def _read_whole(datum: Mapping | Sequence, place: Place) -> Extraction | None:
    """The most telling shape wins: digests before compatibility, that before plain versions."""
    registry = declared_registry(datum, place) or structural_registry(datum, place)
    if registry is not None:
        return Extraction(pins=registry_pins(registry), registries=(registry,))
    series = read_series(datum, place)
    if series is not None:
        return Extraction(statements=(series,))
    matrix = read_matrix(datum, place)
    if matrix is not None:
        return Extraction(matrices=(matrix,))
    if place.is_record:
        return None  # a lock of some package manager: its names are no tools of this repository
    return read_specs(datum, place) or read_profiles(datum, place) or read_version_table(datum, place)


def _inside(datum: Mapping | Sequence, place: Place, read: frozenset[str]) -> Iterator[_Part]:
    if isinstance(datum, Sequence):
        for index, item in enumerate(datum.items):
            yield item, place.element(index)
        return
    for key, entry in datum.items():
        if key not in read and isinstance(entry.value, Mapping | Sequence):
            yield entry.value, place.entry(key)
