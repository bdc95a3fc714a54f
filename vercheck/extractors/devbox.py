"""devbox.json and devbox.lock: the packages of a Devbox environment, as asked for and as resolved."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Extraction, Pin, Role, Source
from vercheck.shapes.names import artifact_named
from vercheck.shapes.scalars import Sheet, entries, get, items, scalar, written
from vercheck.syntax.data import Datum, Mapping, Text
from vercheck.syntax.json import parse_json


def extract(source: Source) -> Extraction:
    root, notes = parse_json(source)
    sheet = Sheet(source)
    reader = _locked if source.name == "devbox.lock" else _asked
    return Extraction(pins=tuple(reader(sheet, get(root, "packages"))), notes=notes)


def _asked(sheet: Sheet, packages: Datum | None) -> Iterator[Pin]:
    """`["go@1.22"]`, or `{"go": "1.22", "x": {"version": "1.2"}}`."""
    for item in items(packages):
        text = written(item) or ""
        name, at, version = text.rpartition("@")
        if at and name and isinstance(item, Text) and ":" not in name:
            stretch = (len(name) + 1, len(name) + 1 + len(version))
            pin = sheet.pin(item, artifact_named(name), f"packages[{name}]", stretch=stretch)
            yield from (pin,) if pin else ()
    for name, given in entries(packages):
        place = scalar(given.get("version") if isinstance(given, Mapping) else given)
        if place is not None and ":" not in name:
            pin = sheet.pin(place, artifact_named(name), f"packages[{name}]")
            yield from (pin,) if pin else ()


def _locked(sheet: Sheet, packages: Datum | None) -> Iterator[Pin]:
    for key, entry in entries(packages):
        name, at, _ = key.rpartition("@")
        version = scalar(get(entry, "version"))
        if at and name and version is not None:
            pin = sheet.pin(version, artifact_named(name), f"packages[{key}]", role=Role.RESOLVES)
            yield from (pin,) if pin else ()


EXTRACTOR = Extractor(patterns=("devbox.json", "devbox.lock"), extract=extract)
