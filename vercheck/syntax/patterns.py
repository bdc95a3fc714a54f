"""Patterns that users write, on an engine whose time is linear in the text, whatever the pattern is.

Separate, because it is the only importer of that engine: a run without such a pattern never loads it.
Places are bytes, so that text which is not quite UTF-8 still has exact ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from vercheck.model import Span

MAX_GROUPS = 100
"""Groups of a pattern: each of them is followed at each byte of a text."""

_NAMED = re.compile(r"\(\?P?<(\w+)>")
_SPACE = b" \t\r\n"


class PatternError(ValueError):
    """The pattern is not one, or not one that runs in linear time."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern in which `^` and `$` are the edges of a line. `groups` are the names in it."""

    groups: frozenset[str]
    _engine: Any
    _numbers: Mapping[str, int]

    def matches(self, content: bytes) -> Iterator[tuple[Span, dict[str, Span]]]:
        """Every match from left to right: its bytes, and those of each named group that took part and
        is not empty, without white space around them."""
        for match in self._engine.finditer(content):
            found = {
                name: span
                for name, number in self._numbers.items()
                if (span := _trimmed(content, *match.span(number))) is not None
            }
            yield Span(*match.span()), found


@cache
def compile_pattern(text: str) -> Pattern:
    """Raises PatternError with the engine's own words."""
    import re2

    names = _NAMED.findall(text)
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise PatternError(f"the group `{twice}` is there twice")
    options = re2.Options()
    options.log_errors = False
    try:
        engine = re2.compile(b"(?m)" + text.encode("utf-8", "surrogatepass"), options)
    except re2.error as error:
        raise PatternError(_words(error)) from None
    if engine.groups > MAX_GROUPS:
        raise PatternError(f"there are {engine.groups} groups, more than {MAX_GROUPS}")
    numbers = {name.decode(): number for name, number in engine.groupindex.items()}
    return Pattern(frozenset(numbers), engine, numbers)


def _words(error: Exception) -> str:
    said = error.args[0] if error.args else ""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return words.replace("(?m)", "", 1)


def _trimmed(content: bytes, start: int, end: int) -> Span | None:
    if start < 0:
        return None
    text = content[start:end]
    start += len(text) - len(text.lstrip(_SPACE))
    length = len(text.strip(_SPACE))
    return Span(start, start + length) if length else None
