"""go.sum: the digest of every module that a build took.

Lines whose version ends in `/go.mod` are left out: they say only that a module's requirements were looked
at, mostly to find that another version is taken. A line is looked at once, so size is no matter.
"""

from __future__ import annotations

import re

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Exact, Extraction, Note, Role, Source, Span
from vercheck.shapes.digests import read_digest
from vercheck.shapes.pins import pin_at
from vercheck.versions import parse

MAX_NOTES = 20

_LINE = re.compile(rb"(?P<module>[^\s]++) (?P<version>v[^\s/]++)(?P<only>/go\.mod)? (?P<digest>\S++)\s*+")


def extract(source: Source) -> Extraction:
    pins = []
    notes: list[Note] = []
    offset = 0
    for line in source.content.splitlines(keepends=True):
        start, offset = offset, offset + len(line)
        found = _LINE.fullmatch(line)
        if found is None:
            if line.strip() and len(notes) < MAX_NOTES:
                message = "expected a module, a version and a digest on this line"
                notes.append(Note("parse-error", message, source.locate(Span(start, start))))
            continue
        if found["only"] is not None:
            continue
        module = found["module"].decode("utf-8", "replace")
        version = found["version"].decode("utf-8", "replace")
        digest = read_digest(found["digest"].decode("utf-8", "replace"))
        pins.append(
            pin_at(
                source,
                Span(start + found.start("version"), start + found.end("version")),
                Artifact("go", module),
                Exact(parse(version, "go")),
                role=Role.RESOLVES,
                trail=f"{module}@{version}",
                digests=(digest,) if digest is not None else (),
            )
        )
    return Extraction(pins=tuple(pins), notes=tuple(notes))


EXTRACTOR = Extractor(patterns=("go.sum", "go.work.sum"), extract=extract, lockfile=True)
