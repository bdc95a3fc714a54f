"""composer.lock: what Composer resolved."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Exact, Extraction, Pin, Role, Source
from vercheck.shapes.scalars import Sheet, entries, get, items, scalar, written
from vercheck.syntax.data import Datum
from vercheck.syntax.json import parse_json
from vercheck.versions import looks_like_version, parse


def extract(source: Source) -> Extraction:
    root, notes = parse_json(source)
    return Extraction(pins=tuple(_locked(Sheet(source), root)), notes=notes)


def _locked(sheet: Sheet, root: Datum | None) -> Iterator[Pin]:
    """`packages` and `packages-dev`; a branch (`dev-main`) is no version."""
    for table, given in entries(root):
        if table not in ("packages", "packages-dev"):
            continue
        for package in items(given):
            name, version = written(get(package, "name")), scalar(get(package, "version"))
            text = written(version) or ""
            if name and version is not None and looks_like_version(text):
                pin = sheet.pin(
                    version, Artifact("composer", name), f"{table}.{name}",
                    value=Exact(parse(text)), role=Role.RESOLVES,
                )  # fmt: skip
                yield from (pin,) if pin else ()


EXTRACTOR = Extractor(patterns=("composer.lock",), extract=extract, lockfile=True)
