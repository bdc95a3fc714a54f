"""Lines of a file as an insertion needs them: where they begin and end, how they are indented and ended."""

from __future__ import annotations

import re

from vercheck.model import Edit, Source, Span

_BOM = b"\xef\xbb\xbf"
_COMMENT = re.compile(rb"[ \t]*#")


def replaced(source: Source, span: Span, text: str) -> Edit:
    """The edit that puts a text in the place of some bytes."""
    return Edit(source.locate(span), source.text(span), text)


def inserted(source: Source, offset: int, text: str) -> Edit:
    return replaced(source, Span(offset, offset), text)


def newline(source: Source) -> str:
    """The line ending of a file."""
    return "\r\n" if b"\r\n" in source.content else "\n"


def line_start(source: Source, offset: int) -> int:
    return source.content.rfind(b"\n", 0, offset) + 1


def line_end(source: Source, offset: int) -> int:
    """The end of the line that holds a byte, before its line ending."""
    end = source.content.find(b"\n", offset)
    if end == -1:
        return len(source.content)
    return end - (source.content[end - 1 : end] == b"\r")


def opens_line(source: Source, offset: int) -> bool:
    """Whether nothing stands before a byte on its line."""
    return not _before(source, offset).strip(b" \t")


def indent(source: Source, offset: int) -> str:
    """The blanks with which the line of a byte begins."""
    line = _before(source, offset)
    return line[: len(line) - len(line.lstrip(b" \t"))].decode()


def with_comments(source: Source, offset: int) -> int:
    """Where the lines begin that belong to what stands at `offset`: its own, and the comments right above.
    Comments with which the file begins are the file's."""
    own = start = line_start(source, offset)
    while start > 0 and _COMMENT.match(source.content, above := line_start(source, start - 1)):
        start = above
    first = len(_BOM) if source.content.startswith(_BOM) else 0
    return max(own if start == 0 else start, first)


def _before(source: Source, offset: int) -> bytes:
    return source.content[line_start(source, offset) : offset].removeprefix(_BOM)
