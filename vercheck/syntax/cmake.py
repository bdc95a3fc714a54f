"""CMake lists: bytes → commands with their arguments, each at its exact place.

The language is commands and nothing else: a name and arguments in brackets. Tolerant: what is no command is
passed over, and one that is not closed ends with the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_ARGUMENTS = 5000

_HEAD = re.compile(r"#\[(?P<level>=*)\[|#[^\n]*|(?P<name>[A-Za-z_]\w{0,200})[ \t]{0,80}\(|[^#A-Za-z_]+|\w+|.")
_TOKEN = re.compile(
    r"#\[(?P<skipped>=*)\[|(?P<comment>#[^\n]*)|\[(?P<level>=*)\[|\"(?P<quoted>(?:\\.|[^\"\\])*+)\"?"
    r"|(?P<open>\()|(?P<close>\))|(?P<plain>(?:\\.|\$\{[^}\s]{0,100}\}|[^\s()#\"\\])+)|\s+|.",
    re.DOTALL,
)
_MARK = re.compile(r"[\"#]")


@dataclass(frozen=True, slots=True)
class Argument:
    """Characters `[start, end)` of the text, without quotes around them."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Command:
    """`name` is in lower case, as CMake does not tell cases apart; `start` is where it stands."""

    name: str
    arguments: tuple[Argument, ...]
    start: int
    end: int


def commands(text: str) -> Iterator[Command]:
    """The commands of a list, in order."""
    position = 0
    while (found := _HEAD.match(text, position)) is not None:
        position = found.end()
        if found["level"] is not None:
            position = _bracket_end(text, position, found["level"])[1]
        elif found["name"] is not None:
            arguments, position = _arguments(text, position)
            yield Command(found["name"].lower(), tuple(arguments), found.start(), position)


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Where the comments of single lines stand."""
    position = 0
    for line in text.splitlines(keepends=True):
        is_quoted = False
        for mark in _MARK.finditer(line):
            if mark.group() == "#" and not is_quoted:
                yield position + mark.start(), position + len(line)
                break
            is_quoted ^= mark.group() == '"'
        position += len(line)


def _arguments(text: str, position: int) -> tuple[list[Argument], int]:
    """The arguments up to the closing bracket, and the position behind it."""
    found: list[Argument] = []
    depth = 1
    while depth and (token := _TOKEN.match(text, position)) is not None:
        position = token.end()
        if token["skipped"] is not None:
            position = _bracket_end(text, position, token["skipped"])[1]
        elif token["level"] is not None:
            start = position
            end, position = _bracket_end(text, position, token["level"])
            found.append(Argument(text[start:end], start, end))
        elif token["open"] is not None:
            depth += 1
        elif token["close"] is not None:
            depth -= 1
        elif token["quoted"] is not None:
            found.append(Argument(token["quoted"], *token.span("quoted")))
        elif token["plain"] is not None:
            found.append(Argument(token["plain"], *token.span("plain")))
    return found[:MAX_ARGUMENTS], position


def _bracket_end(text: str, position: int, level: str) -> tuple[int, int]:
    """Where the text of a bracket ends, and where the bracket does."""
    mark = f"]{level}]"
    end = text.find(mark, position)
    return (end, end + len(mark)) if end != -1 else (len(text), len(text))
