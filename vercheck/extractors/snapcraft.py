"""snapcraft.yaml: the version that a snap gives itself."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.model import Extraction, Source
from vercheck.shapes.own_version import is_template, named_after_folder, own_version
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.scalars import get, scalar, written
from vercheck.syntax.yaml import read_yaml


def extract(source: Source) -> Extraction:
    read = read_yaml(source)
    document = read.documents[0] if read.documents else None
    version = scalar(get(document, "version"))
    name = written(get(document, "name")) or named_after_folder(source)
    pins = own_version(source, version.span, "snap", name, "version") if version is not None else ()
    notes = () if is_template(source) else read.notes
    return Extraction(pins=tuple(pins), remarks=remarks_of(source, read.comments), notes=notes)


EXTRACTOR = Extractor(patterns=("snapcraft.yaml", "snapcraft.yml", ".snapcraft.yaml"), extract=extract)
