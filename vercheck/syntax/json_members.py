"""Leaves the wanted members of a long JSON object, before it is parsed.

Separate from parsing, which keeps every place and reads what is broken: a lock file may be megabytes of
which two members are wanted, and Python's own reader steps over the others ten times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from json import JSONDecoder
from typing import NoReturn

from vercheck.model import Span

_SPACE = re.compile(r"[ \t\r\n]*")


def with_only(content: bytes, wanted: Collection[str]) -> bytes:
    """The content with a `0` and spaces in place of each value of the outermost object that is not wanted;
    the very content where that reader does not read it, so that whoever parses it says what is wrong."""
    if not content.isascii():
        return content  # its characters would not stand at its bytes
    try:
        unwanted = [span for name, span in _members(content.decode("ascii")) if name not in wanted]
    except (ValueError, RecursionError):
        return content
    kept: list[bytes] = []
    position = 0
    for span in unwanted:
        kept += (content[position : span.start], b"0".ljust(span.end - span.start))
        position = span.end
    return b"".join((*kept, content[position:]))


def _members(text: str) -> Iterator[tuple[str, Span]]:
    """The names in an object that is a whole text, with where their values stand.

    Raises:
        ValueError, RecursionError: it is none that Python's reader reads.
    """
    read = JSONDecoder(parse_constant=_refuse).raw_decode
    position = _after(text, 0, "{")
    while True:
        name, end = read(text, position)
        if not isinstance(name, str):
            raise ValueError("a name must be a string")
        start = _after(text, end, ":")
        _, end = read(text, start)
        yield name, Span(start, end)
        following = _space(text, end)
        if text[following : following + 1] == "}":
            break
        position = _after(text, following, ",")
    if _space(text, following + 1) != len(text):
        raise ValueError("something stands behind the object")


def _after(text: str, position: int, mark: str) -> int:
    """Where the next token begins behind a mark that must be the next one here."""
    position = _space(text, position)
    if text[position : position + 1] != mark:
        raise ValueError(f"expected {mark}")
    return _space(text, position + 1)


def _space(text: str, position: int) -> int:
    found = _SPACE.match(text, position)
    return found.end() if found is not None else position


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
