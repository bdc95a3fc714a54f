"""Patches that bump a tool by their name: what they write of its version.

`0001-bump-zlib-to-1.3.1.patch` promises what stands in its added lines, and is edited like any other file.
A patch that only names the version it applies to promises nothing about its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Exact, Extraction, Pin, Role, Source, Span
from vercheck.shapes.names import normal
from vercheck.shapes.path_versions import PatchName, read_patch_name
from vercheck.shapes.pins import pin_at
from vercheck.versions import parse

WRITES = "writes:"
"""How the trail of a version begins that a patch adds."""

MAX_LINE = 1_000
_BUMPS = re.compile(r"(?:^|[-_.])(?:bump|bumps|update|updates|upgrade|upgrades)[-_.]", re.IGNORECASE)
_ADDED = re.compile(rb"^\+(?!\+\+ )[^\n]*", re.MULTILINE)
_FILE = re.compile(rb"^\+\+\+ ([^\n\t]{1,400})", re.MULTILINE)
_VERSION = re.compile(rb"(?<![\w.])v?(\d+\.\d+(?:\.\d+){0,3}(?:-(?:rc|alpha|beta)\.?\d+)?)(?![\w.]*\w)")


def extract(source: Source) -> Extraction:
    said = read_patch_name(source.name)
    if said is None or not _BUMPS.search(source.name):
        return Extraction()
    return Extraction(pins=tuple(_written(source, said)))


def _written(source: Source, said: PatchName) -> Iterator[Pin]:
    """The versions in added lines that name the tool, or that say `version` in a file of its name."""
    names = {normal(name) for name in said.names}
    files = [(found.start(), found.group(1)) for found in _FILE.finditer(source.content)]
    for line in _ADDED.finditer(source.content):
        text = line.group()
        while len(files) > 1 and files[1][0] < line.start():
            files.pop(0)
        is_own_file = bool(files) and files[0][0] < line.start() and _names(files[0][1], names)
        if len(text) > MAX_LINE or not (_names(text, names) or (is_own_file and b"ersion" in text)):
            continue
        for found in _VERSION.finditer(text):
            span = Span(line.start() + found.start(1), line.start() + found.end(1))
            version = parse(source.text(span))
            artifact = Artifact("bin", normal(said.names[0]))
            yield pin_at(
                source, span, artifact, Exact(version), role=Role.MENTIONS,
                trail=f"{WRITES}{said.version}", names=said.names[1:], note="what a patch writes",
            )  # fmt: skip


def _names(text: bytes, names: set[str]) -> bool:
    words = normal(text.decode("utf-8", "replace"))
    return any(re.search(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", words) for name in names)


def _holds(source: Source) -> bool:
    return bool(extract(source).pins)


EXTRACTOR = Extractor(patterns=("*.patch", "*.diff"), extract=extract, holds=_holds)
