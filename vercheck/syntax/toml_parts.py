"""Long TOML in parts: each is parsed, and repaired, by itself, so that the engine, which takes a hundred
bytes for one, holds one part at a time, and damage costs no more than its part.

A part ends where a statement does. Apart from `toml_damage`, which repairs whatever it is given.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Language, Node

from vercheck.model import Span
from vercheck.syntax.toml_damage import MAX_PARSED, TOKEN, Damage, repaired

LARGE = 500_000
"""Bytes from which on a file is read in parts."""

PART = 100_000
"""Bytes that a part has at least, where there are so many up to the next place to part."""

_MOST = 32
"""Parts of a very long file; then each is longer."""

_MAX_PARSED = MAX_PARSED // 2
"""Bytes that are parsed for the repair of all parts."""

_HEADER = re.compile(rb"\[{1,2}(?!true\b|false\b|inf\b|nan\b)[A-Za-z_][\w.\-]*\]{1,2}[ \t\r]*(?:#|\n|$)")
"""At the start of a line it is nothing but a header, even where a bracket before it is not closed."""

_START = re.compile(rb"""[\w"'\[-]""")


@dataclass(frozen=True, slots=True)
class Part:
    """What was parsed; all places are in the whole file. `lost_headers`, `comments` and `damage` as in
    `Repair`."""

    root: Node
    damage: tuple[Damage, ...]
    lost_headers: deque[int]
    comments: tuple[Span, ...]


def parsed_parts(language: Language, content: bytes) -> Iterator[Part]:
    """The parts of a file, in order: one, unless it is long. Where there is damage all over a long file, not
    all of its parts are looked into."""
    left = _MAX_PARSED if len(content) >= LARGE else MAX_PARSED
    for span in _parts(content):
        start = span.start
        piece = content[start : span.end] if span.end - start < len(content) else content
        repair = repaired(language, piece, left)
        left -= repair.cost
        yield Part(
            (start and repair.tree.root_node_with_offset(start, (0, 0))) or repair.tree.root_node,
            tuple(Damage(_moved(item.span, start), item.message) for item in repair.damage),
            deque(start + at for at in repair.lost_headers),
            tuple(_moved(comment, start) for comment in repair.comments),
        )


def _parts(content: bytes) -> Iterator[Span]:
    """Where the parts stand."""
    start = 0
    if len(content) >= LARGE:
        least = max(PART, len(content) // _MOST)
        depth = 0
        for token in TOKEN.finditer(content):
            first = content[token.start()]
            if first in b"{[":
                depth += 1
            elif first in b"}]":
                depth -= depth > 0
            elif first == 0x0A and token.end() - start >= least:
                is_over = depth == 0 and _START.match(content, token.end())
                if is_over or _HEADER.match(content, token.end()):
                    yield Span(start, token.end())
                    start, depth = token.end(), 0
    yield Span(start, len(content))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by) if by else span
