"""Files of settings, one on a line: `.env`, `versions.env`, `gradle.properties`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Extraction, Source, Span
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.script import Script
from vercheck.shapes.settings import Setting, read_settings
from vercheck.shapes.shell_words import unquoted
from vercheck.syntax.passage import Passage

_LINE = re.compile(
    r"[ \t]*+(?:export[ \t]++)?(?P<name>[A-Za-z_][\w.-]{0,200})[ \t]*+[=:][ \t]*+"
    r"(?P<value>\"[^\"\n]*+\"|'[^'\n]*+'|[^\s#\"'][^\s#]*+)(?=[ \t]*+(?:[#;].*)?[\r\n]*+\Z)"
)
_PROFILE = re.compile(r"\.env\.(.+)")


def extract(source: Source) -> Extraction:
    passage = Passage.of_source(source)
    known: dict[str, str] = {}
    profile = _PROFILE.fullmatch(source.name)
    script = Script(source, passage, variables=known, track=profile.group(1) if profile else "")
    read = read_settings(script, _settings(passage.text), known)
    return Extraction.join((read, Extraction(remarks=remarks_of(source, _comments(source)))))


def _settings(text: str) -> Iterator[Setting]:
    position = 0
    for line in text.splitlines(keepends=True):
        found = _LINE.match(line)
        if found is not None:
            yield Setting(found["name"], unquoted(found["value"], position + found.start("value")))
        position += len(line)


def _comments(source: Source) -> Iterator[Span]:
    offset = 0
    for line in source.content.splitlines(keepends=True):
        if line.lstrip()[:1] in (b"#", b"!"):
            yield Span(offset, offset + len(line))
        offset += len(line)


EXTRACTOR = Extractor(
    patterns=(
        ".env", ".env.*", "*.env", "gradle.properties", "versions.properties", "*-versions.properties",
        "*_versions.properties", "version.properties",
    ),
    extract=extract,
)  # fmt: skip
