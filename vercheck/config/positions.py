"""Where a key stands in a TOML file. `tomllib` gives values without places; this finds the line of a
header or a key, which is all that a message about the configuration needs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vercheck.model import Location, Source, Span

_NAME = r"""(?:[\w-]++|"[^"]*+"|'[^']*+')"""
_NAMES = rf"({_NAME}(?:\s*+\.\s*+{_NAME})*+)"
_HEADER = re.compile(rf"\s*+(\[\[?+)\s*+{_NAMES}\s*+\]\]?+\s*+(?:#.*)?$")
_KEY = re.compile(rf"\s*+{_NAMES}\s*+=")
_PART = re.compile(r"""[\w-]+|"([^"]*)"|'([^']*)'""")

Trail = tuple[str | int, ...]


class Positions:
    """The trails of one file, each with its line and column."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._places: dict[Trail, Span] = {}
        self._read()

    def locate(self, trail: Sequence[str | int]) -> Location:
        """The place of a trail, or of the nearest part of it that has one."""
        for length in range(len(trail), 0, -1):
            span = self._places.get(tuple(trail[:length]))
            if span is not None:
                return self._source.locate(span)
        return self._source.locate(Span(0, 0))

    def _read(self) -> None:
        table: Trail = ()
        counts: dict[Trail, int] = {}
        inside: str | None = None
        for line, start in enumerate(self._source.line_starts, 1):
            text = self._source.line_text(line)
            if inside is None:
                table = self._read_line(text, start, table, counts)
            inside = _open_quote(text, inside)

    def _read_line(self, text: str, start: int, table: Trail, counts: dict[Trail, int]) -> Trail:
        if key := _KEY.match(text):
            self._record((*table, *_parts(key[1])), text, start, key.start(1), key.end(1))
            return table
        header = _HEADER.match(text) if text.lstrip().startswith("[") else None
        if header is None or not _parts(header[2]):
            return table
        table = self._numbered(_parts(header[2]), counts)
        if header[1] == "[[":
            counts[table] = counts.get(table, -1) + 1
            table = (*table, counts[table])
        self._record(table, text, start, header.start(2), header.end(2))
        return table

    def _numbered(self, parts: Sequence[str], counts: dict[Trail, int]) -> Trail:
        """The trail of a header, with the index of the last `[[…]]` that it lies in."""
        trail: Trail = ()
        for part in parts[:-1]:
            trail = (*trail, part)
            if trail in counts:
                trail = (*trail, counts[trail])
        return (*trail, parts[-1])

    def _record(self, trail: Trail, text: str, start: int, begin: int, end: int) -> None:
        begin, end = len(text[:begin].encode()), len(text[:end].encode())
        span = Span(start + begin, start + end)
        for length in range(1, len(trail) + 1):
            self._places.setdefault(trail[:length], span)


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part[1] or part[2] or part[0].strip("\"'") for part in _PART.finditer(dotted))


def _open_quote(text: str, inside: str | None) -> str | None:
    """The multi-line quote that is open after a line, if any."""
    position = 0
    while True:
        if inside is not None:
            end = text.find(inside, position)
            if end == -1:
                return inside
            position, inside = end + 3, None
        found = [(text.find(quote, position), quote) for quote in ('"""', "'''")]
        found = [(at, quote) for at, quote in found if at != -1]
        if not found:
            return None
        at, inside = min(found)
        position = at + 3
