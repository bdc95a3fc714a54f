"""tauri.conf.json: the version that an application of Tauri is bundled as."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.model import Extraction, Source
from vercheck.shapes.own_version import is_template, named_after_folder, own_version
from vercheck.shapes.scalars import get, written
from vercheck.syntax.data import Text
from vercheck.syntax.json import parse_json

_PLACES = (("version",), ("package", "version"))
"""Today's, and that of Tauri 1. Where there is none, the version of the crate is taken."""


def extract(source: Source) -> Extraction:
    root, notes = parse_json(source)
    name = (
        written(get(root, "productName"))
        or written(get(root, "package", "productName"))
        or named_after_folder(source)
    )
    pins = [
        pin
        for path in _PLACES
        if isinstance(version := get(root, *path), Text)
        for pin in own_version(source, version.span, "tauri", name, ".".join(path))
    ]
    return Extraction(pins=tuple(pins), notes=() if is_template(source) else notes)


EXTRACTOR = Extractor(patterns=("tauri.conf.json", "tauri.*.conf.json"), extract=extract)
