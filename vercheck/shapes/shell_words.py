"""Shell text to commands of words, each with its characters' place.

Not a shell: quotes end with their line at the latest, so that an apostrophe in a here-document spoils
one line and not the rest of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_LINE = 20_000

# Every alternative begins with another character, so that each character is looked at once.
_TOKEN = re.compile(
    r"(?P<blank>[ \t\r\f\v]+|\\\r?\n|`\r?\n)"
    r"|(?P<word>(?:\\.|\"(?:\\.|[^\"\\\n])*\"?|'[^'\n]*'?|\$\{\{[^}\n]*\}{0,2}|\$\{[^}\n]*\}?|\$\([^()\n]*\)"
    r"|[^\s\"'\\;|&()`<>])+)"
    r"|(?P<stop>[\n;|&()`]+)"
    r"|(?P<other>.)"
)


@dataclass(frozen=True, slots=True)
class Word:
    """Characters `[start, end)` of the script, without quotes around them."""

    text: str
    start: int
    end: int

    def cut(self, start: int, end: int | None = None) -> Word:
        """A part of the word, by characters of `text`, again without quotes around it."""
        stop = len(self.text) if end is None else end
        return unquoted(self.text[start:stop], self.start + start)


@dataclass(frozen=True, slots=True)
class Command:
    """A simple command: `words`, and `start`, `end` of the whole of it in the script."""

    words: tuple[Word, ...]
    start: int
    end: int


def unquoted(text: str, start: int) -> Word:
    if len(text) >= 2 and text[0] in "\"'" and text[-1] == text[0]:
        return Word(text[1:-1], start + 1, start + len(text) - 1)
    return Word(text, start, start + len(text))


def commands(script: str, start: int = 0, end: int | None = None) -> Iterator[Command]:
    """The commands of a script, in order. Comments are left out; what stands inside `$(…)` is a
    command of its own where it is not within quotes."""
    stop = len(script) if end is None else end
    words: list[Word] = []
    position = start
    while position < stop:
        found = _TOKEN.match(script, position, stop)
        if found is None:
            break
        position = found.end()
        kind = found.lastgroup
        if kind == "word":
            word = found[0]
            if word.startswith("#"):
                position = _line_end(script, position, stop)
            elif len(word) <= MAX_LINE:
                words.append(unquoted(word, found.start()))
        elif kind == "stop" and words:
            yield Command(tuple(words), words[0].start, words[-1].end)
            words = []
    if words:
        yield Command(tuple(words), words[0].start, words[-1].end)


def comments(script: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Where the comments stand."""
    stop = len(script) if end is None else end
    position = start
    while position < stop:
        found = _TOKEN.match(script, position, stop)
        if found is None:
            break
        position = found.end()
        if found.lastgroup == "word" and found[0].startswith("#"):
            position = _line_end(script, position, stop)
            yield found.start(), position


def _line_end(script: str, position: int, stop: int) -> int:
    end = script.find("\n", position, stop)
    return stop if end == -1 else end


def option(given: tuple[Word, ...], *names: str) -> Word | None:
    """The value of an option, `--name value` or `--name=value`."""
    for index, word in enumerate(given):
        if word.text in names and index + 1 < len(given):
            return given[index + 1]
        head, sign, _ = word.text.partition("=")
        if sign and head in names:
            return word.cut(len(head) + 1)
    return None


def arguments(given: tuple[Word, ...], valued: list[str]) -> Iterator[Word]:
    """The words that are neither an option nor the value of one that is in `valued`."""
    skips = False
    for word in given:
        if skips:
            skips = False
        elif word.text.startswith("-") and len(word.text) > 1:
            skips = word.text in valued
        elif word.text not in ("\\",):
            yield word
