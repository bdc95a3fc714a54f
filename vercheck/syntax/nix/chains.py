"""Bounds the length of words before a file is parsed.

Apart from the tree, because the lexer of the grammar takes quadratic time on a word that it must look
through again for each part of it (`a.a.a…`, `--…`). Nobody writes one of thousands of parts; it is blanked
out, so that every byte of the rest keeps its place.
"""

from __future__ import annotations

import re

from vercheck.model import Span

MAX_PARTS = 500
"""Signs within a word that is still read."""

_SIGNS = b".-+"
_WORD = re.compile(rb"(?<![\w.+-])[\w.+-]{%d,}+" % MAX_PARTS)


def too_long(content: bytes) -> tuple[Span, ...]:
    """The words of more than `MAX_PARTS` parts."""
    if _signs(content, Span(0, len(content))) <= MAX_PARTS:
        return ()
    words = (Span(*word.span()) for word in _WORD.finditer(content))
    return tuple(word for word in words if _signs(content, word) > MAX_PARTS)


def without(content: bytes, words: tuple[Span, ...]) -> bytes:
    """The content with spaces in place of the words."""
    kept: list[bytes] = []
    position = 0
    for word in words:
        kept += (content[position : word.start], b" " * (word.end - word.start))
        position = word.end
    return b"".join((*kept, content[position:]))


def _signs(content: bytes, span: Span) -> int:
    return sum(content.count(sign, span.start, span.end) for sign in _SIGNS)
