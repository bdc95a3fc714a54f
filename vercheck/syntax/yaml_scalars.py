"""The characters of YAML scalars, piece by piece with their places: folding, escapes, block scalars.

Separate from the tree, because a scalar's text is a matter of lines and not of nodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Sequence as Many

from vercheck.model import Source, Span
from vercheck.syntax.data import Piece
from vercheck.syntax.passage import decode

_HEADER = re.compile(rb"([|>])([-+0-9]*)[^\r\n]*(?:\r\n|\r|\n|$)")
_ESCAPES = {
    "n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def folded(source: Source, span: Span) -> Iterator[Piece]:
    """A flow scalar over several lines: surrounding space goes, a line break reads as a space."""
    offset = span.start
    for index, line in enumerate(source.content[span.start : span.end].splitlines(keepends=True)):
        body = line.strip() if index else line.rstrip()
        start = offset + line.index(body)
        if index:
            yield Piece(" ", Span(start, start))
        yield Piece(decode(body), Span(start, start + len(body)))
        offset += len(line)


def quoted(source: Source, span: Span, escapes: Many[Span]) -> Iterator[Piece]:
    """A quoted scalar; `span` includes the quotes."""
    end = max(span.start + 1, span.end - 1)
    position = span.start + 1
    if position == end:
        yield Piece("", Span(position, end))
    for place in escapes:
        yield from _within(source, Span(position, place.start))
        yield Piece(_unescaped(source.text(place)), place)
        position = place.end
    yield from _within(source, Span(position, end))


def _within(source: Source, span: Span) -> Iterator[Piece]:
    """Between quotes, space at the end of a single line counts."""
    content = source.content[span.start : span.end]
    if b"\n" in content or b"\r" in content:
        yield from folded(source, span)
    elif content:
        yield Piece(decode(content), span)


def block(source: Source, span: Span) -> Iterator[Piece]:
    """A block scalar, one piece for each line and one for what joins it to the next."""
    content = source.content[span.start : span.end]
    header = _HEADER.match(content)
    if header is None:
        yield Piece("", span)
        return
    lines = content[header.end() :].splitlines(keepends=True)
    digits = re.sub(rb"\D", b"", header.group(2))
    first = next((line for line in lines if line.strip()), b"")
    indent = len(first) - len(first.lstrip(b" "))
    if digits and digits != b"0":  # the header counts from the parent's indentation: never more than this
        indent = min(indent, int(digits[:2]) + _indentation(source, span.start))
    folds = header.group(1) == b">"
    offset = span.start + header.end()
    for index, line in enumerate(lines):
        cut = min(indent, len(line) - len(line.lstrip(b" ")))
        body = line[cut:].rstrip(b"\r\n")
        start = offset + cut
        yield Piece(decode(body), Span(start, start + len(body)))
        following = lines[index + 1] if index + 1 < len(lines) else b""
        joins = folds and _is_flush(line, indent) and _is_flush(following, indent)
        yield Piece(" " if joins else "\n", Span(start + len(body), start + len(body)))
        offset += len(line)


def _indentation(source: Source, offset: int) -> int:
    start = source.content.rfind(b"\n", 0, offset) + 1
    line = source.content[start:offset]
    return len(line) - len(line.lstrip(b" "))


def _is_flush(line: bytes, indent: int) -> bool:
    """Whether a line of a folded scalar flows into its neighbour: neither blank nor indented further."""
    return bool(line.strip()) and line[indent : indent + 1] not in (b" ", b"\t")


def _unescaped(text: str) -> str:
    if text == "''":
        return "'"
    mark = text[1:2]
    if mark in ("x", "u", "U"):
        try:
            return chr(int(text[2:], 16))
        except (ValueError, OverflowError):
            return "\ufffd"
    return _ESCAPES.get(mark, "" if mark in ("\n", "\r") else mark)
