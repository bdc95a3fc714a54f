"""The line that a place points to, cut to a width, with where its mark goes."""

from __future__ import annotations

from dataclasses import dataclass

from vercheck.model import Location, Source
from vercheck.printable import columns, printable, without_credentials

_TAB = "    "
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """`start` and `length` are terminal columns within `text`."""

    text: str
    start: int
    length: int


def excerpt(source: Source | None, place: Location, width: int) -> Excerpt | None:
    """The first line of a place; `None` where there is no such line, or nothing on it to see."""
    if source is None or not 1 <= place.line <= len(source.line_starts) or not place.span.end:
        return None
    line = without_credentials(source.line_text(place.line))
    if place.line == 1:
        line = line.removeprefix("\ufeff")
    first = place.column - 1
    last = place.end_column - 1 if place.end_line == place.line else len(line.rstrip())
    before, marked, after = (_shown(part) for part in (line[:first], line[first:last], line[last:]))
    if not (before + marked + after).strip():
        return None
    return _cut(before, marked, after.rstrip(), max(width, 20))


def _cut(before: str, marked: str, after: str, width: int) -> Excerpt:
    """Keep what is marked, and as much around it as fits."""
    if columns(marked) > width - 2:
        marked, after = _fitting(marked, width - 3) + _CUT, ""
    room = width - columns(marked)
    if columns(before) > room * 2 // 3:
        before = _CUT + _fitting(before[::-1], max(room * 2 // 3 - 1, 0))[::-1]
    room -= columns(before)
    if columns(after) > room:
        after = _fitting(after, max(room - 1, 0)) + _CUT
    return Excerpt(before + marked + after, columns(before), max(columns(marked), 1))


def _fitting(text: str, width: int) -> str:
    taken = 0
    for index, character in enumerate(text[: width + 1]):
        taken += columns(character)
        if taken > width:
            return text[:index]
    return text[:width]


def _shown(text: str) -> str:
    return printable(text.replace("\t", _TAB))
