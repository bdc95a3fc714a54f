"""VERSION, version.txt: a file in which a project keeps its own version, and nothing else."""

from __future__ import annotations

import re

from vercheck.extractors import Extractor
from vercheck.model import Extraction, Source
from vercheck.shapes.own_version import group, named_after_folder, own_version

_ONLY = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*)?\r?\n){0,20}[ \t]*(?P<version>[^\s#]{1,60})\s*")
_LONGEST = 4_000


def extract(source: Source) -> Extraction:
    found = _ONLY.fullmatch(source.content) if len(source.content) <= _LONGEST else None
    if found is None:
        return Extraction()
    name = named_after_folder(source)
    return Extraction(pins=tuple(own_version(source, group(found, "version"), "project", name, "version")))


def _holds(source: Source) -> bool:
    """Many a file is called so, and is about something else."""
    return bool(extract(source).pins)


EXTRACTOR = Extractor(
    patterns=("VERSION", "VERSION.txt", "version.txt", "Version.txt", ".version"),
    extract=extract,
    holds=_holds,
)
