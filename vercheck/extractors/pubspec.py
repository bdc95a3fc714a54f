"""pubspec.yaml: a Dart package's own version, what it depends on, and the SDK that it needs."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Extraction, Floating, Note, Pin, Role, Source
from vercheck.shapes.names import artifact_named
from vercheck.shapes.own_version import is_template, named_after_folder, own_version
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.scalars import Sheet, entries, get, scalar, written
from vercheck.syntax.data import Datum
from vercheck.syntax.yaml import read_yaml

_TABLES = ("dependencies", "dev_dependencies", "dependency_overrides")


def extract(source: Source) -> Extraction:
    read = read_yaml(source)
    sheet = Sheet(source)
    document = read.documents[0] if read.documents else None
    version = scalar(get(document, "version"))
    name = written(get(document, "name")) or named_after_folder(source)
    own = own_version(source, version.span, "pub", name, "version") if version is not None else ()
    found = [*own, *_environment(sheet, document), *_dependencies(sheet, document)]
    notes = (item for item in found if isinstance(item, Note))
    return Extraction(
        pins=tuple(item for item in found if isinstance(item, Pin)),
        remarks=remarks_of(source, read.comments),
        notes=() if is_template(source) else (*read.notes, *notes),
    )


def _environment(sheet: Sheet, document: Datum | None) -> Iterator[Pin]:
    for key, value in entries(get(document, "environment")):
        text = scalar(value)
        if text is not None:
            tool = artifact_named("dart" if key == "sdk" else key)
            pin = sheet.pin(text, tool, f"environment.{key}", ranges="npm", role=Role.REQUIRES)
            yield from (pin,) if pin is not None else ()


def _dependencies(sheet: Sheet, document: Datum | None) -> Iterator[Pin | Note]:
    """`name: ^1.2.3`, or a table with a `version`; what has none comes from a folder or a repository."""
    for table in _TABLES:
        for name, value in entries(get(document, table)):
            text = scalar(value) or scalar(get(value, "version"))
            if text is None:
                continue
            said = (written(text) or "").strip()
            floating = Floating(said) if said == "any" else None
            pin = sheet.pin(text, Artifact("pub", name), f"{table}.{name}", ranges="npm", value=floating)
            yield pin or sheet.puzzle(text, f"`{said[:60]}` is not a version that vercheck can read")


EXTRACTOR = Extractor(patterns=("pubspec.yaml", "pubspec.yml"), extract=extract)
