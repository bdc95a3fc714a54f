"""Texts that a program shows, and comments in its source: where they name something with a version.

`error: install wasm-tools 1.230.0` pins nothing, but somebody reads it. Only lines that name a version
behind a word are kept; what they are about is for the graph, which knows the tools.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.model import Remark, Source, Span
from vercheck.shapes.remarks import MAX_LINE, remarks_of

_NAMES = re.compile(rb"[A-Za-z][\w+.-]{1,40} (?:version )?v?\d{1,4}\.\d")
_BEHIND_A_WORD = re.compile(rb" v?\d{1,4}\.\d")
_LICENCE = re.compile(rb"licen[cs]e|copyright|https?://|spdx", re.IGNORECASE)
_COMMENT = re.compile(rb"[ \t]*(?://[/!]*|#+|\*+|/\*+|--|;+)[ \t]*(?=\S)")
_QUOTED = re.compile(rb"\"((?:[^\"\\\n]|\\.){3,300})\"|'((?:[^'\\\n]|\\.){3,300})'")
_SAYS = re.compile(
    rb"^[^#\n]*?\b(?:echo|printf|die|fail|error|warn|info|log|Write-(?:Host|Output|Error|Warning)|throw)\b"
)


def may_name_version(content: bytes, start: int, end: int) -> bool:
    """Whether what stands between two bytes may name a version: asked of every text of a file."""
    return _BEHIND_A_WORD.search(content, start, end) is not None


def names_version(text: bytes) -> bool:
    """Whether a text names something and a version of it."""
    return len(text) <= MAX_LINE and _NAMES.search(text) is not None and _LICENCE.search(text) is None


def messages_of(source: Source, *, spoken_only: bool = False) -> tuple[Remark, ...]:
    """The comments and quoted texts of a file of code that name a version; with `spoken_only` only what
    is quoted behind a word that says something (`echo`, `die`)."""
    spans: list[Span] = []
    content, looked_at = source.content, 0
    while (found := _BEHIND_A_WORD.search(content, looked_at)) is not None:
        start = content.rfind(b"\n", looked_at, found.start()) + 1 or looked_at
        end = content.find(b"\n", found.end())
        line = Span(start, len(content) if end == -1 else end)
        spans.extend(_spoken(source, line, spoken_only))
        looked_at = line.end
    return remarks_of(source, spans, "message")


def _spoken(source: Source, line: Span, spoken_only: bool) -> Iterator[Span]:
    text = source.content[line.start : line.end]
    if not names_version(text):
        return
    if not spoken_only and (mark := _COMMENT.match(text)) is not None:
        yield Span(line.start + mark.end(), line.end)
    elif not spoken_only or _SAYS.match(text):
        for found in _QUOTED.finditer(text):
            group = 1 if found.group(1) is not None else 2
            if names_version(found.group(group)):
                yield Span(line.start + found.start(group), line.start + found.end(group))
