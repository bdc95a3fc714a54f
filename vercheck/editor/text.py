"""Places of a text in the units that an editor counts: lines from 0, and in a line UTF-16 unless another
encoding was agreed on. Bytes come from a `Source`, which has the lines."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from lsprotocol.types import Position, PositionEncodingKind, Range

from vercheck.model import Source, Span

_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Text:
    """`is_open` says that the editor gave these bytes itself; of a file on disk it hides a byte order
    mark."""

    source: Source
    encoding: str
    is_open: bool = False

    def range(self, span: Span) -> Range:
        return Range(self.position(span.start), self.position(span.end))

    def position(self, offset: int) -> Position:
        """The position of a byte."""
        starts = self.source.line_starts
        line = bisect_right(starts, offset) - 1
        return Position(line, self._units(self.source.content[min(self._begin(line), offset) : offset]))

    def offset(self, position: Position) -> int:
        """The byte at a position; the end of the line, or of the text, where it lies behind that."""
        starts = self.source.line_starts
        if position.line >= len(starts):
            return len(self.source.content)
        begin = self._begin(position.line)
        end = starts[position.line + 1] if position.line + 1 < len(starts) else len(self.source.content)
        line = self.source.content[begin:end].rstrip(b"\r\n")
        if line.isascii():
            return begin + min(position.character, len(line))
        passed = units = 0
        for character in line.decode("utf-8", "surrogateescape"):
            if units >= position.character:
                break
            encoded = character.encode("utf-8", "surrogateescape")
            units += self._units(encoded)
            passed += len(encoded)
        return begin + passed

    def line(self, number: int) -> Span:
        """The bytes of a line (from 0), with its ending."""
        starts = self.source.line_starts
        end = starts[number + 1] if number + 1 < len(starts) else len(self.source.content)
        return Span(starts[number], end) if number < len(starts) else Span(end, end)

    def _begin(self, line: int) -> int:
        hides_mark = line == 0 and not self.is_open and self.source.content.startswith(_MARK)
        return len(_MARK) if hides_mark else self.source.line_starts[line]

    def _units(self, content: bytes) -> int:
        if self.encoding == PositionEncodingKind.Utf8 or content.isascii():
            return len(content)
        text = content.decode("utf-8", "surrogateescape")
        if self.encoding == PositionEncodingKind.Utf32:
            return len(text)
        return len(text) + sum(character > "\uffff" for character in text)
