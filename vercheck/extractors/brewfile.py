"""Brewfile: formulae of Homebrew that are asked for at a version."""

from __future__ import annotations

import re

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Extraction, Source, Span
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.script import Script
from vercheck.shapes.shell_words import Word
from vercheck.syntax.passage import Passage

_FORMULA = re.compile(
    r"[ \t]{0,80}(?P<kind>brew|cask)[ \t(]{1,20}[\"'](?:[\w.-]{1,100}/[\w.-]{1,100}/)?"
    r"(?P<name>[a-z0-9][a-z0-9+._-]{0,100})@(?P<version>\d[\w.]{0,40})[\"']"
)


def extract(source: Source) -> Extraction:
    """Only formulae with a version in their name; Homebrew pins nothing else."""
    passage = Passage.of_source(source)
    script = Script(source, passage)
    pins = []
    spans = []
    position, offset = 0, 0
    for line, written in zip(
        passage.text.splitlines(keepends=True), source.content.splitlines(keepends=True), strict=False
    ):
        found = _FORMULA.match(line)
        if found is not None:
            start, end = found.span("version")
            word = Word(found["version"], position + start, position + end)
            name = found["name"]
            pins.append(script.pin(word, Artifact("brew", name), f"{found['kind']}({name})", names=(name,)))
        mark = written.find(b"#")
        if mark != -1:
            spans.append(Span(offset + mark, offset + len(written)))
        position, offset = position + len(line), offset + len(written)
    return Extraction(pins=tuple(pin for pin in pins if pin is not None), remarks=remarks_of(source, spans))


EXTRACTOR = Extractor(
    patterns=("Brewfile", ".Brewfile", "Brewfile.*"), extract=extract, unless=("*.lock.json",)
)
