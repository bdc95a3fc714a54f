"""Reads TOML that vercheck itself is told by: configurations and packs, which a repository brings along.

Apart from those who ask, because all of them take it from whoever wrote it: what no hand writes is refused
before it costs anything, and in words.
"""

from __future__ import annotations

import re
from typing import Any

MAX_DEPTH = 64
"""Names in one dotted key; what they cost grows with their square."""

MAX_INTEGER = 2**63
"""What an integer of TOML stays below, so that it can be told in words, too."""

_DEEP = re.compile(
    rf"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{MAX_DEPTH}}}""", re.ASCII
)
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


class OwnTomlError(ValueError):
    """It is not TOML, or more of it than is read; `line` is where, from 1, if that is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        self.line = line
        super().__init__(message)


def parse(text: str) -> dict[str, Any]:
    """Raises OwnTomlError."""
    import tomllib  # most repositories bring none along

    text = text.removeprefix("\ufeff")  # which some editors write

    for number, row in enumerate(text.split("\n"), 1):
        if row.count(".") >= MAX_DEPTH and _DEEP.search(row):
            raise OwnTomlError(f"a key has more than {MAX_DEPTH} names", number)
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1] or text.count("\n") + 1) if place else None
        raise OwnTomlError(f"not TOML: {_PLACE.sub('', str(error)).lower()}", line) from None
    except RecursionError:
        raise OwnTomlError("nested too deeply") from None
    except ValueError as error:  # of a number, a date or a time
        raise OwnTomlError(f"a value is none: {error}") from None
    if _has_huge_integer(document):
        raise OwnTomlError("an integer has more than 64 bits")
    return document


def _has_huge_integer(document: dict[str, Any]) -> bool:
    waiting: list[Any] = [document]
    while waiting:
        match waiting.pop():
            case dict() as table:
                waiting.extend(table.values())
            case list() as array:
                waiting.extend(array)
            case int() as number if not -MAX_INTEGER <= number < MAX_INTEGER:
                return True
            case _:
                pass
    return False
