"""One file as read once, and places in it.

`Source` owns the line table; nobody else computes lines or columns.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Bytes `[start, end)` of a file."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A span in a file, with lines (from 1) and columns (from 1, in Unicode characters).

    Made by `Source.locate`, so that a location can be shown without reading the file again.
    """

    path: str
    span: Span
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A logical place that survives edits: a path and a trail such as `TOOL_VERSIONS[tinygo]`.

    Inside an extraction `path` may still be a Bazel label as written (`//toolchains:versions.bzl`,
    `:versions.bzl`, `@repo//…`) or a relative file path; the graph resolves it.
    """

    path: str
    trail: str

    def __str__(self) -> str:
        return f"{self.path}#{self.trail}"


_MARK = 1024
_NOT_CONTINUING = bytes(range(0x80)) + bytes(range(0xC0, 0x100))


@dataclass(frozen=True)
class Source:
    """One file: its path (relative to the root, with `/`) and its bytes."""

    path: str
    content: bytes

    @property
    def name(self) -> str:
        """The last component of the path."""
        return self.path.rpartition("/")[2]

    @property
    def folder(self) -> str:
        """The path of the containing folder, `""` at the root."""
        return self.path.rpartition("/")[0]

    @cached_property
    def line_starts(self) -> Sequence[int]:
        """Byte offsets at which lines begin; a line ends with `\\n`, `\\r\\n` or a lone `\\r`."""
        starts = array("q", accumulate(map(len, self.content.splitlines(keepends=True)), initial=0))
        ends_a_line = self.content.endswith((b"\n", b"\r"))
        return starts if ends_a_line or len(starts) == 1 else starts[:-1]

    def text(self, span: Span) -> str:
        """The characters of a span; undecodable bytes become U+FFFD."""
        return self.content[span.start : span.end].decode("utf-8", "replace")

    def locate(self, span: Span) -> Location:
        line, column = self._position(span.start)
        end_line, end_column = self._position(span.end)
        return Location(self.path, span, line, column, end_line, end_column)

    def line_text(self, line: int) -> str:
        """The line with this number (from 1), without its line ending; empty beyond the last."""
        span = self.line_span(line)
        return self.content[span.start : span.end].decode("utf-8", "replace").rstrip("\r\n")

    def line_span(self, line: int) -> Span:
        """The bytes of a line (from 1) with its line ending; none beyond the last."""
        starts, size = self.line_starts, len(self.content)
        start = starts[line - 1] if line <= len(starts) else size
        return Span(start, starts[line] if line < len(starts) else size)

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.line_starts, offset)
        start = self.line_starts[line - 1]
        if start == 0 and self.content[:3] == b"\xef\xbb\xbf":
            start, offset = 3, max(3, offset)  # a byte order mark is no character of the first line
        return line, self._characters(offset) - self._characters(start) + 1

    def _characters(self, offset: int) -> int:
        """Characters before a byte: bytes that do not continue one. Counted from the last mark, so
        that a file that is one long line costs no more than one of many."""
        if self._is_ascii:
            return offset
        marks = self._marks
        last = min(offset // _MARK, len(marks) - 1)
        return marks[last] + _starts(self.content[last * _MARK : offset])

    @cached_property
    def _is_ascii(self) -> bool:
        return self.content.isascii()

    @cached_property
    def _marks(self) -> tuple[int, ...]:
        """How many characters begin before each multiple of `_MARK` bytes."""
        counts = [0]
        for start in range(0, len(self.content), _MARK):
            counts.append(counts[-1] + _starts(self.content[start : start + _MARK]))
        return tuple(counts)


def _starts(content: bytes) -> int:
    return len(content) - len(content.translate(None, _NOT_CONTINUING))
