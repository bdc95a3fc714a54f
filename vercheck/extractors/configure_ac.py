"""configure.ac: the version that `AC_INIT` gives a project, and the Autoconf that it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Extraction, Pin, Role, Source
from vercheck.shapes.own_version import group, own_version
from vercheck.shapes.pins import minimum, pin_at

_ARGUMENT = (
    rb"\s{0,80}\[?[ \t]{0,20}(?P<%s>[^\[\](),\s](?:[^\[\](),\n]{0,98}[^\[\](),\s])?)"
    rb"[ \t]{0,20}\]?\s{0,80}"
)
_INIT = re.compile(
    rb"^[ \t]*AC_INIT[ \t]*\(" + _ARGUMENT % b"name" + rb"," + _ARGUMENT % b"version" + rb"[,)]", re.MULTILINE
)
_PREREQ = re.compile(rb"^[ \t]*AC_PREREQ[ \t]*\(" + _ARGUMENT % b"version" + rb"\)", re.MULTILINE)


def extract(source: Source) -> Extraction:
    return Extraction(pins=tuple(_pins(source)))


def _pins(source: Source) -> Iterator[Pin]:
    named, needed = _INIT.search(source.content), _PREREQ.search(source.content)
    if named is not None:
        name = named["name"].decode("utf-8", "replace").strip()
        yield from own_version(source, group(named, "version"), "autoconf", name, "AC_INIT")
    span = group(needed, "version") if needed is not None else None
    value = minimum(source.text(span)) if span is not None else None
    if span is not None and value is not None:
        tool = Artifact("bin", "autoconf")
        yield pin_at(
            source, span, tool, value, role=Role.REQUIRES, trail="AC_PREREQ", note="the oldest Autoconf"
        )


EXTRACTOR = Extractor(patterns=("configure.ac", "configure.in"), extract=extract)
