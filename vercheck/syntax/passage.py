"""A text and where each of its characters stands in its file.

A shell script inside a YAML block scalar is read as one text, but its lines stand apart in the file,
behind an indentation; what is found at a character must be shown, and changed, at a byte.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from vercheck.model import Source, Span
from vercheck.syntax.data import Piece, Text

HOLE = "\0"
MAX_LINE = 20_000
"""Characters of a line that people may have written; a longer one is a hole."""


@dataclass(frozen=True)
class Passage:
    """`stretches` are pieces of the text in order, each with the bytes it is written at."""

    stretches: tuple[tuple[str, Span], ...]
    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, stretches: Iterable[tuple[str, Span]]) -> Passage:
        kept = tuple(
            (text, span) if len(text) <= MAX_LINE else (HOLE, Span(span.start, span.start))
            for text, span in stretches
        )
        starts = tuple(accumulate((len(text) for text, _ in kept), initial=0))
        return cls(kept, "".join(text for text, _ in kept), starts[:-1])

    @classmethod
    def of_text(cls, text: Text) -> Passage:
        """The characters of a string; what is not written in this file is a hole."""
        return cls.of(
            (piece.text, piece.span)
            if piece.text is not None
            else (HOLE, Span(piece.span.start, piece.span.start))
            for piece in text.pieces
        )

    @classmethod
    def of_source(cls, source: Source, span: Span | None = None) -> Passage:
        """A whole file, or a part of it that begins at the start of a line."""
        span = span or Span(0, len(source.content))
        stretches = []
        offset = span.start
        for line in source.content[span.start : span.end].splitlines(keepends=True):
            stretches.append((decode(line), Span(offset, offset + len(line))))
            offset += len(line)
        return cls.of(stretches)

    def span(self, start: int, end: int) -> Span | None:
        """The bytes of characters `[start, end)`; `None` where they are not written as they read (an
        escape, two lines folded into one)."""
        index = bisect_right(self.starts, start) - 1
        if index < 0 or end <= start:
            return None
        text, span = self.stretches[index]
        low, high = start - self.starts[index], end - self.starts[index]
        if high > len(text):
            return None
        if len(text) == span.end - span.start and text.isascii():
            return Span(span.start + low, span.start + high)
        if len(text.encode()) != span.end - span.start:
            return None
        before = len(text[:low].encode())
        return Span(span.start + before, span.start + before + len(text[low:high].encode()))


def within(written: str, span: Span, start: int, end: int) -> Span | None:
    """The bytes of characters `[start, end)` of a text that reads as it stands at a span; `None` where it
    does not (an escape, or bytes that are no UTF-8 and read as others)."""
    if len(written.encode()) != span.end - span.start:
        return None
    first = span.start + len(written[:start].encode())
    return Span(first, first + len(written[start:end].encode()))


def decode(line: bytes) -> str:
    """The characters of a line; where it is not UTF-8 each foreign byte reads as one `?`, so that
    places stay exact."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return "".join(chr(byte) if byte < 128 else "?" for byte in line)


def whole(text: str, span: Span) -> Text:
    """A string that is written as it reads."""
    return Text((Piece(text, span),), span)
