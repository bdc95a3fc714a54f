""".golangci.yml: the Go that the linters assume, and the golangci-lint that the file is written for."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Exact, Extraction, Pin, Role, Source
from vercheck.shapes.names import artifact_named
from vercheck.shapes.pins import minimum
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.scalars import Sheet, get, scalar, written
from vercheck.syntax.data import Datum
from vercheck.syntax.toml import notes_of, parse_toml
from vercheck.syntax.yaml import read_yaml
from vercheck.versions import parse

_GO = artifact_named("go")
_FORMAT = Artifact("golangci", "config-format")


def extract(source: Source) -> Extraction:
    if source.name.endswith(".toml"):
        document = parse_toml(source.content)
        comments, notes = document.comments, notes_of(source, document)
        documents: tuple[Datum, ...] = (document.root,)
    else:
        read = read_yaml(source)
        documents, comments, notes = read.documents[:1], read.comments, read.notes
    sheet = Sheet(source)
    pins: list[Pin | None] = []
    for root in documents:
        go, series = scalar(get(root, "run", "go")), scalar(get(root, "version"))
        value = minimum(written(go) or "") if go is not None else None
        if go is not None and value is not None:
            pins.append(sheet.pin(go, _GO, "run.go", value=value, role=Role.REQUIRES, note="for the linters"))
        # The format, not a release: `"2"` is what every golangci-lint of the second series reads.
        text = (written(series) or "").partition(".")[0]
        if series is not None and text.isdigit() and len(text) < 4:
            pins.append(sheet.pin(series, _FORMAT, "version", value=Exact(parse(text)), role=Role.REQUIRES))
    return Extraction(
        pins=tuple(pin for pin in pins if pin is not None),
        remarks=remarks_of(source, comments),
        notes=notes,
    )


EXTRACTOR = Extractor(
    patterns=(".golangci.yml", ".golangci.yaml", ".golangci.toml", ".golangci.json"), extract=extract
)
