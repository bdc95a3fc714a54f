"""The lines around a place, with what is marked in them: what a page shows of a file.

Separate from the excerpts of reports, which are one line cut to a terminal's width.
"""

from __future__ import annotations

from dataclasses import dataclass

from vercheck.model import Location, Source
from vercheck.printable import printable, without_credentials

_AROUND = 2
_WIDTH = 240
"""Characters of a line that are kept: one of a minified file can be a megabyte."""
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Passage:
    """`before` and `after` are whole lines, `first` the number of the first of them; the line between is
    `start`, `marked` and `end`."""

    first: int
    before: tuple[str, ...]
    start: str
    marked: str
    end: str
    after: tuple[str, ...]


def passage(source: Source | None, place: Location) -> Passage | None:
    """`None` where the file is not known, or the place is about all of it."""
    if source is None or not place.span.end or not 1 <= place.line <= len(source.line_starts):
        return None
    first = max(1, place.line - _AROUND)
    last = min(len(source.line_starts), place.line + _AROUND)
    line = _text(source, place.line)
    begin = place.column - 1
    stop = place.end_column - 1 if place.end_line == place.line else len(line)
    start, marked, end = line[:begin], line[begin:stop], line[stop:].rstrip()
    after = tuple(_whole(source, number) for number in range(place.line + 1, last + 1))
    return Passage(
        first,
        tuple(_whole(source, number) for number in range(first, place.line)),
        _shown(start if len(start) <= _WIDTH // 2 else _CUT + start[-_WIDTH // 2 :]),
        _shown(_head(marked)),
        _shown(_head(end)),
        after[:-1] if after and not after[-1] and last == len(source.line_starts) else after,
    )


def line_of(source: Source | None, line: int) -> str:
    """One line without the space around it, for a list of places; empty where it is not known."""
    if source is None or not 1 <= line <= len(source.line_starts):
        return ""
    return _shown(_head(_text(source, line).strip()))


def _whole(source: Source, line: int) -> str:
    return _shown(_head(_text(source, line).rstrip()))


def _text(source: Source, line: int) -> str:
    text = without_credentials(source.line_text(line))
    return text.removeprefix("\ufeff") if line == 1 else text


def _head(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + _CUT


def _shown(text: str) -> str:
    return printable(text.replace("\t", "    "))
