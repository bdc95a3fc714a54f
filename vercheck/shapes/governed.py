"""Which lines a comment is about: those of the statement it stands over or behind, or of the block it heads.

Layout alone tells it, in any language: what is indented deeper belongs to the line above it, and a
blank line or another comment ends a block. Separate from the reading of comments, as it looks at code.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.model import Source, Span

Governed = tuple[int, int, int]
"""The first line, the last of the statement, the last of the block; zeros where nothing follows."""

MAX_LINES = 80
MAX_INDENT = 400
"""Bytes that are looked at in front of a comment; a line that is longer there holds code."""

_CLOSING = (b")", b"]", b"}", b"end")
_COMMENTS = (b"#", b"//", b"/*", b"--")


def opens_line(source: Source, span: Span) -> bool:
    """Whether nothing stands in front of a comment on its line."""
    before = source.content[max(0, span.start - MAX_INDENT) : span.start]
    line = before.rpartition(b"\n")[2]
    return not line.strip(b" \t#/*;-\"'\xef\xbb\xbf") and (len(line) < MAX_INDENT or b"\n" in before)


def governed_lines(source: Source, first: Span, last: Span) -> Governed:
    """What a comment from `first` to `last` is about."""
    if opens_line(source, first):
        # Some grammars count the end of the line as a part of the comment.
        ends_line = last.end > first.start and source.content[last.end - 1 : last.end] == b"\n"
        start = source.content.find(b"\n", last.end - ends_line) + 1
        if not start:
            return (0, 0, 0)
        number = source.locate(Span(start, start)).line
        return _reach(number, list(_lines(source.content, start)))
    start = max(0, first.start - MAX_INDENT)
    start = source.content.rfind(b"\n", start, first.start) + 1 or start
    number = source.locate(Span(first.start, first.start)).line
    reach = _reach(number, list(_lines(source.content, start)))
    return (reach[0], reach[1], reach[1])


def _lines(content: bytes, start: int) -> Iterator[bytes]:
    """Lines from `start` on, up to a blank one."""
    for _ in range(MAX_LINES):
        end = content.find(b"\n", start)
        line = content[start : end if end != -1 else len(content)][:MAX_INDENT]
        if not line.strip():
            return
        yield line
        if end == -1:
            return
        start = end + 1


def _reach(number: int, lines: list[bytes]) -> Governed:
    if not lines or lines[0].lstrip().startswith(_CLOSING):
        return (0, 0, 0)
    indent = _indent(lines[0])
    statement = _statement(lines, indent)
    block = statement
    for index in range(statement + 1, len(lines)):
        is_over = _indent(lines[index]) < indent or lines[index].lstrip().startswith(_COMMENTS)
        if is_over:
            break
        block = index
    return (number, number + statement, number + block)


def _statement(lines: list[bytes], indent: int) -> int:
    for index, line in enumerate(lines[1:], start=1):
        if _indent(line) > indent:
            continue
        return index if _indent(line) == indent and line.lstrip().startswith(_CLOSING) else index - 1
    return len(lines) - 1


def _indent(line: bytes) -> int:
    return len(line) - len(line.lstrip())
