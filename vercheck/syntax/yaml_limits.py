"""How deep, how long and how odd a YAML file may be that is parsed: told from its bytes, before it is.

Apart from what is read, because a grammar that is given such a file writes past the end of a buffer, or takes
hundreds of bytes of memory for each byte of the file.
"""

from __future__ import annotations

import re

MAX_DEPTH = 100
"""Levels of blocks; the grammar's scanner keeps them in a buffer of a fixed size, and writes past its end at
about 250."""

MAX_BRACKETS = 1_000
"""Brackets that are open at one time, those of scripts too."""

MAX_LINES = 500_000
"""The longest lock files have a fifth of that."""

MAX_STEPS = 6_000_000
"""Steps of the grammar, which keeps about a hundred bytes for each; a lock file takes one for two bytes."""

_LEADING = re.compile(rb"(?:[-?:][ \t]+|[&!][^\s]*[ \t]+)")
_BRACKETS = re.compile(rb"[\[\]{}]")


def excess(content: bytes) -> tuple[int, str] | None:
    """The byte from which on a file is more than is read, and why; `None` where all of it may be."""
    if content.count(b"\n") > MAX_LINES:
        return 0, f"more than {MAX_LINES:,} lines, not read"
    deep = _too_deep(content)
    if deep is not None:
        return deep, f"nested deeper than {MAX_DEPTH} levels, not read"
    bracket = _too_many_brackets(content)
    if bracket is not None:
        return bracket, f"more than {MAX_BRACKETS:,} open brackets, not read"
    return None


def _too_deep(content: bytes) -> int | None:
    """The offset at which blocks nest too deeply. Each column on the way to a value opens two blocks at most
    (a mapping, and a list at the same column)."""
    open_columns: list[int] = []
    offset = 0
    for line in content.splitlines(keepends=True):
        body = line.lstrip(b" \t")
        if body.strip():
            column = len(line) - len(body)
            while open_columns and open_columns[-1] >= column:
                open_columns.pop()
            open_columns.append(column)
            position = column
            while (marker := _LEADING.match(line, position)) is not None:
                position = marker.end()
                open_columns.append(position)
                if len(open_columns) > MAX_DEPTH:
                    break
            if len(open_columns) > MAX_DEPTH:
                return offset
        offset += len(line)
    return None


def _too_many_brackets(content: bytes) -> int | None:
    """The offset of the first bracket that is one too many."""
    if content.count(b"[") + content.count(b"{") <= MAX_BRACKETS:
        return None
    depth = 0
    for bracket in _BRACKETS.finditer(content):
        depth = depth + 1 if bracket[0] in b"[{" else max(0, depth - 1)
        if depth > MAX_BRACKETS:
            return bracket.start()
    return None
