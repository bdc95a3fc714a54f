"""kustomization.yaml: the tags that images get, and what is taken from other repositories."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._manifests import image_record
from vercheck.extractors.kubernetes import environment
from vercheck.model import Artifact, Extraction, Pin, Source
from vercheck.shapes.scalars import Sheet, get, items, scalar, written
from vercheck.shapes.urls import repository
from vercheck.syntax.data import Datum, Mapping, Text
from vercheck.syntax.yaml import read_yaml

_REF = re.compile(r"[?&]ref=([^&\s]+)")
_LISTS = ("resources", "bases", "components")


def extract(source: Source) -> Extraction:
    read = read_yaml(source)
    sheet = Sheet(source, environment(source.path))
    pins = [pin for document in read.documents for pin in _document(sheet, document)]
    return Extraction(pins=tuple(pins), notes=read.notes)  # comments are what the scaffolding left


def _document(sheet: Sheet, document: Datum) -> Iterator[Pin]:
    for image in items(get(document, "images")):
        if isinstance(image, Mapping):
            name = "newName" if image.get("newName") is not None else "name"
            yield from image_record(sheet, image, name, "newTag", f"images[{written(image.get('name'))}]")
    for chart in items(get(document, "helmCharts")):
        named, version = written(get(chart, "name")), scalar(get(chart, "version"))
        if named and version is not None:
            pin = sheet.pin(version, Artifact("helm", named), f"helmCharts[{named}]", ranges="npm")
            yield from (pin,) if pin else ()
    for key in _LISTS:
        for item in items(get(document, key)):
            yield from _remote(sheet, item, key)


def _remote(sheet: Sheet, item: Datum, key: str) -> Iterator[Pin]:
    """`https://github.com/o/r//config?ref=v1.2.3`."""
    text = written(item) or ""
    ref = _REF.search(text)
    remote = repository(text) if ref is not None else None
    if ref is not None and remote is not None and isinstance(item, Text):
        pin = sheet.pin(item, remote, f"{key}[{remote.name}]", stretch=ref.span(1))
        yield from (pin,) if pin else ()


EXTRACTOR = Extractor(patterns=("kustomization.yaml", "kustomization.yml", "Kustomization"), extract=extract)
