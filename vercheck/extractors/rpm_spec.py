"""An RPM specification: the version of what it packages."""

from __future__ import annotations

import re

from vercheck.extractors import Extractor
from vercheck.model import Extraction, Source
from vercheck.shapes.own_version import group, own_version

_NAME = re.compile(rb"^Name:[ \t]*(?P<name>[^\s%#]{1,100})", re.MULTILINE | re.IGNORECASE)
_VERSION = re.compile(rb"^Version:[ \t]*(?P<version>[^\s%#]{1,100})[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)


def extract(source: Source) -> Extraction:
    name, version = _NAME.search(source.content), _VERSION.search(source.content)
    if version is None:
        return Extraction()
    called = name["name"].decode("utf-8", "replace") if name else source.name.removesuffix(".spec")
    return Extraction(pins=tuple(own_version(source, group(version, "version"), "rpm", called, "Version")))


def _holds(source: Source) -> bool:
    """Other programs have files of this ending, too."""
    return bool(extract(source).pins)


EXTRACTOR = Extractor(patterns=("*.spec", "*.spec.in"), extract=extract, holds=_holds)
