"""aqua-checksums.json: the digest of every file that aqua downloads."""

from __future__ import annotations

import re

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Extraction, Pin, Role, Source
from vercheck.shapes.digests import read_digest
from vercheck.shapes.scalars import Sheet, get, items, scalar, written
from vercheck.shapes.urls import version_in_tag
from vercheck.syntax.json import parse_json

_ID = re.compile(r"github_(?:release|archive|content)/github\.com/([^/]+/[^/]+)/([^/]+(?:/v?\d[^/]*)?)")


def extract(source: Source) -> Extraction:
    """One pin for each file of a GitHub release; its address is the entry's id."""
    value, notes = parse_json(source)
    sheet = Sheet(source)
    pins: list[Pin] = []
    for index, entry in enumerate(items(get(value, "checksums"))):
        id_ = scalar(get(entry, "id"))
        found = _ID.match(written(id_) or "")
        stretch = version_in_tag(found.group(2)) if found is not None else None
        if id_ is None or found is None or stretch is None:
            continue
        first = found.start(2)
        digest = read_digest(
            (written(get(entry, "checksum")) or "").lower(), written(get(entry, "algorithm"))
        )
        pin = sheet.pin(
            id_,
            Artifact("github", found.group(1)),
            f"checksums[{index}]",
            stretch=(first + stretch[0], first + stretch[1]),
            role=Role.RESOLVES,
            digests=(digest,) if digest is not None else (),
        )
        if pin is not None:
            pins.append(pin)
    return Extraction(pins=tuple(pins), notes=notes)


EXTRACTOR = Extractor(
    patterns=("aqua-checksums.json", ".aqua-checksums.json"), extract=extract, lockfile=True
)
