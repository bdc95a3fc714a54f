"""Pipfile.lock: what Pipenv resolved, with digests."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._python.trail import join
from vercheck.model import Artifact, Exact, Extraction, Pin, Role, Source
from vercheck.shapes.digests import read_digest
from vercheck.shapes.installs import pypi_name
from vercheck.shapes.scalars import Sheet, entries, get, items, scalar, written
from vercheck.syntax.data import Datum
from vercheck.syntax.json import parse_json
from vercheck.versions import parse


def extract(source: Source) -> Extraction:
    root, notes = parse_json(source)
    return Extraction(pins=tuple(_locked(Sheet(source), root)), notes=notes)


def _locked(sheet: Sheet, root: Datum | None) -> Iterator[Pin]:
    for table, given in entries(root):
        if table == "_meta":
            continue
        for name, entry in entries(given):
            version = scalar(get(entry, "version"))
            text = written(version) or ""
            if version is None or not text.startswith("=="):
                continue
            digests = [read_digest(written(item) or "") for item in items(get(entry, "hashes"))]
            pin = sheet.pin(
                version,
                Artifact("pypi", pypi_name(name)),
                join(table, name),
                stretch=(text.rindex("=") + 1, len(text)),
                value=Exact(parse(text.lstrip("="), "pep440")),
                role=Role.RESOLVES,
                track="" if table == "default" else table,
                digests=tuple(digest for digest in digests if digest is not None),
            )
            yield from (pin,) if pin else ()


EXTRACTOR = Extractor(patterns=("Pipfile.lock",), extract=extract, lockfile=True)
