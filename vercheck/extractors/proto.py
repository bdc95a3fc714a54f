"""Protocol Buffers: the edition that a file is written in, which decides what compiler reads it."""

from __future__ import annotations

import re

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Exact, Extraction, Role, Source, Span
from vercheck.shapes.pins import pin_at
from vercheck.versions import parse

EDITION = Artifact("protobuf", "edition")

_ASIDE = re.compile(rb"\s+|//[^\n]*|/\*.*?(?:\*/|\Z)", re.DOTALL)
_EDITION = re.compile(rb"edition\s{0,20}=\s{0,20}[\"'](\d{4})[\"']\s{0,20};")


def extract(source: Source) -> Extraction:
    """The edition is the first statement, behind nothing but comments."""
    start = len(b"\xef\xbb\xbf") if source.content.startswith(b"\xef\xbb\xbf") else 0
    while (aside := _ASIDE.match(source.content, start)) is not None:
        start = aside.end()
    found = _EDITION.match(source.content, start)
    if found is None:
        return Extraction()
    value = Exact(parse(found[1].decode("ascii")))
    span = Span(*found.span(1))
    return Extraction(pins=(pin_at(source, span, EDITION, value, role=Role.REQUIRES, trail="edition"),))


EXTRACTOR = Extractor(patterns=("*.proto",), extract=extract)
