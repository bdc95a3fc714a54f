"""Info.plist: the version that a bundle for Apple's systems shows."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.model import Extraction, Source, Span
from vercheck.shapes.own_version import named_after_folder, own_version
from vercheck.syntax.elements import elements

_VERSION = "CFBundleShortVersionString"
"""`CFBundleVersion` counts builds."""


def extract(source: Source) -> Extraction:
    values = _values(source)
    version = values.get(_VERSION)
    if version is None:
        return Extraction()
    named = values.get("CFBundleName") or values.get("CFBundleIdentifier")
    name = source.text(named) if named is not None else named_after_folder(source)
    return Extraction(pins=tuple(own_version(source, version, "apple", name, _VERSION)))


def _values(source: Source) -> dict[str, Span]:
    """The strings of the outermost dictionary, by key."""
    values: dict[str, Span] = {}
    key = ""
    for element in elements(source):
        if element.around != ("plist", "dict"):
            continue
        if element.name == "string" and element.text is not None and key:
            values.setdefault(key, element.text)
        key = source.text(element.text) if element.name == "key" and element.text is not None else ""
    return values


EXTRACTOR = Extractor(patterns=("Info.plist", "*-Info.plist"), extract=extract)
