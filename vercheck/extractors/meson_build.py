"""meson.build: the project's own version, and the Meson that it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Extraction, Pin, Role, Source
from vercheck.shapes.own_version import as_range, group, own_version
from vercheck.shapes.pins import pin_at

_PROJECT = re.compile(rb"^[ \t]*project[ \t]*\(", re.MULTILINE)
_NAME = re.compile(rb"[ \t\r\n]*'(?P<name>[^'\n]{1,100})'")
_VERSION = re.compile(rb"\bversion[ \t]*:[ \t]*'(?P<version>[^'\n]{1,100})'")
_MESON = re.compile(rb"\bmeson_version[ \t]*:[ \t]*'(?P<version>[^'\n]{1,100})'")
_REACH = 4_000
"""Bytes of a project's declaration."""


def extract(source: Source) -> Extraction:
    project = _PROJECT.search(source.content)
    if project is None:
        return Extraction()
    return Extraction(pins=tuple(_pins(source, _declaration(source.content, project.end()), project.end())))


def _declaration(content: bytes, start: int) -> bytes:
    """What is between the brackets, with what is commented out left blank."""
    text = content[start : start + _REACH]
    text = re.sub(rb"(?m)^([^'#\n]*)(#[^\n]*)", lambda hit: hit[1] + b" " * len(hit[2]), text)
    depth = 1
    for mark in re.finditer(rb"'[^'\n]*'|[()]", text):
        depth += {b"(": 1, b")": -1}.get(mark[0], 0)
        if depth == 0:
            return text[: mark.start()]
    return text


def _pins(source: Source, text: bytes, offset: int) -> Iterator[Pin]:
    named, version, meson = _NAME.match(text), _VERSION.search(text), _MESON.search(text)
    if version is not None:
        name = named["name"].decode("utf-8", "replace") if named else "project"
        yield from own_version(source, group(version, "version", offset), "meson", name, "project.version")
    if meson is not None:
        span = group(meson, "version", offset)
        value = as_range(source.text(span), "generic")
        if value is not None:
            tool = Artifact("bin", "meson")
            yield pin_at(source, span, tool, value, role=Role.REQUIRES, trail="project.meson_version")


EXTRACTOR = Extractor(patterns=("meson.build",), extract=extract)
