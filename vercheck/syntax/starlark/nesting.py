"""Bounds the nesting of brackets, and heaps of stars and of joined lines, before a file is parsed.

Separate from parsing, because the parser itself takes quadratic time on what is nested thousands of
levels deep and on lines that thousands of backslashes join, and a query does on thousands of stars.
Nobody writes such a thing; it is blanked out, so that every byte of the rest keeps its place.
"""

from __future__ import annotations

import re

from vercheck.model import Span

MAX_NESTING = 200
MAX_STARS = 1000
MAX_JOINED = 1000
"""Lines that backslashes join, outside of strings."""

_OPENING = b"([{"
_TOKEN = re.compile(
    rb"'''(?:[^'\\]|\\.|'(?!''))*+(?:''')?"
    rb'|"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?'
    rb"|'(?:[^'\\\n]|\\.)*+'?"
    rb'|"(?:[^"\\\n]|\\.)*+"?'
    rb"|#[^\n]*+"
    rb"|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<statement>^[A-Za-z_])|(?P<stars>(?:\*\s*+)++)"
    rb"|(?P<joined>\\(?=\r?\n))",
    re.DOTALL | re.MULTILINE,
)
_VISIBLE = re.compile(rb"[^\r\n]")


def too_deep(content: bytes) -> tuple[Span, ...]:
    """The stretches that lie deeper than `MAX_NESTING` brackets. A stretch ends with the bracket that
    opened it, or at the next line that begins a statement. More than `MAX_STARS` stars are one, too."""
    brackets = sum(content.count(bracket) for bracket in _OPENING)
    if brackets <= MAX_NESTING and content.count(b"*") <= MAX_STARS and content.count(b"\\") <= MAX_JOINED:
        return ()
    stretches: list[Span] = []
    depth = 0
    start: int | None = None
    joined: list[Span] = []
    for token in _TOKEN.finditer(content):
        if token.lastgroup == "open":
            depth += 1
            if depth == MAX_NESTING + 1:
                start = token.start()
        elif token.lastgroup == "close":
            depth = max(0, depth - 1)
            if start is not None and depth == MAX_NESTING:
                stretches.append(Span(start, token.end()))
                start = None
        elif token.lastgroup == "statement" and start is not None:
            stretches.append(Span(start, token.start()))
            start, depth = None, 0
        elif token.lastgroup == "stars" and start is None and is_heap(content, Span(*token.span())):
            stretches.append(Span(*token.span()))
        elif token.lastgroup == "joined" and start is None:
            joined.append(Span(*token.span()))
    if start is not None:
        stretches.append(Span(start, len(content)))
    if len(joined) > MAX_JOINED:
        return tuple(sorted((*stretches, *joined)))
    return tuple(stretches)


def is_heap(content: bytes, stretch: Span) -> bool:
    """Whether a stretch is there for its stars, or its backslashes."""
    first = content[stretch.start : stretch.start + 1]
    return first == b"\\" or (first == b"*" and content.count(b"*", stretch.start, stretch.end) > MAX_STARS)


def without(content: bytes, stretches: tuple[Span, ...]) -> bytes:
    """The content with spaces in place of the stretches; lines stay where they are."""
    kept: list[bytes] = []
    position = 0
    for stretch in stretches:
        kept.append(content[position : stretch.start])
        kept.append(_VISIBLE.sub(b" ", content[stretch.start : stretch.end]))
        position = stretch.end
    return b"".join((*kept, content[position:]))
