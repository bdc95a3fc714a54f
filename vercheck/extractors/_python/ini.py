"""INI files as Python's configparser reads them, with the place of every line.

A value may go on over indented lines; what they mean (one requirement each, most often) is for the
reader of the option.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.model import Note, Source, Span
from vercheck.syntax.passage import Passage

MAX_NOTES = 5

_SECTION = re.compile(r"\[([^\]\n]+)\]\s*+(?:[#;].*)?$")
_OPTION = re.compile(r"([^\s=:#;\[][^=:\n]*?)\s*+[=:]\s*+")
_COMMENT = re.compile(r"\s*+[#;]")
_INLINE = re.compile(r"\s#")


@dataclass(frozen=True, slots=True)
class Option:
    """`lines` are the stretches of the passage that hold the value, without blanks and comments."""

    section: str
    key: str
    lines: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Ini:
    """One file. `passage` is all of its text; the stretches of options are places in it."""

    passage: Passage
    options: tuple[Option, ...]
    comments: tuple[Span, ...]
    notes: tuple[Note, ...]

    def text(self, stretch: tuple[int, int]) -> str:
        return self.passage.text[stretch[0] : stretch[1]]

    def of(self, section: str, key: str) -> Option | None:
        return next((one for one in self.options if (one.section, one.key) == (section, key)), None)


def read_ini(source: Source) -> Ini:
    passage = Passage.of_source(source)
    found: list[tuple[str, str, list[tuple[int, int]]]] = []
    comments: list[Span] = []
    notes: list[Note] = []
    section = ""
    is_open = False
    for start, end in _lines(passage.text):
        line = passage.text[start:end]
        if _COMMENT.match(line):
            comments.append(passage.span(start, end) or Span(0, 0))
        elif header := _SECTION.match(line):
            section, is_open = header[1].strip(), False
        elif line[0].isspace() and is_open:
            _add(found[-1][2], passage.text, start, end)
        elif option := _OPTION.match(line):
            found.append((section, option[1].strip().lower(), []))
            _add(found[-1][2], passage.text, start + option.end(), end)
            is_open = True
        elif len(notes) < MAX_NOTES:
            place = source.locate(passage.span(start, end) or Span(0, 0))
            notes.append(Note("parse-error", "expected `[section]` or `key = value`", place))
    options = tuple(Option(name, key, tuple(lines)) for name, key, lines in found)
    return Ini(passage, options, tuple(comments), tuple(notes))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Lines that hold something, without their ends."""
    start = 1 if text.startswith("\ufeff") else 0
    while start < len(text):
        stop = text.find("\n", start)
        stop = len(text) if stop == -1 else stop
        if text[start:stop].strip():
            yield start, stop - (text[stop - 1] == "\r")
        start = stop + 1


def _add(lines: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add a line of a value, without the blanks and the comment around it."""
    comment = _INLINE.search(text, start, end)
    end = comment.start() if comment is not None else end
    body = text[start:end]
    start += len(body) - len(body.lstrip())
    end -= len(body) - len(body.rstrip())
    if start < end:
        lines.append((start, end))
