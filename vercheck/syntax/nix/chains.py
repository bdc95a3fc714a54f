"""Bounds the length of words, and the search for ends of comments, before a file is parsed.

Apart from the tree, because the lexer of the grammar takes quadratic time on a word that it must look
through again for each part of it (`a.a.a…`, `--…`), and on comments that never end (`/* /* /*…`). Nobody
writes either by the thousand; it is blanked out, so that every byte of the rest keeps its place.
"""

from __future__ import annotations

import re

from vercheck.model import Span

MAX_PARTS = 500
"""Signs within a word that is still read."""

MAX_SEARCH = 20_000_000
"""Bytes that are looked through for the ends of comments."""

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


def without_open_comments(content: bytes) -> bytes:
    """The content with signs that mean nothing in place of the beginnings of comments that nothing ends.

    Only where they are so many that to search an end for each takes longer than the file is worth. Within a
    text these signs begin no comment, and what it says is read from the file itself.
    """
    start = content.rfind(b"*/") + 2 if b"*/" in content else 0
    first = content.find(b"/*", start)
    if first < 0 or content.count(b"/*", first) * (len(content) - first) <= MAX_SEARCH:
        return content
    return content[:first] + content[first:].replace(b"/*", b"\1\1")
