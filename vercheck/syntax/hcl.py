"""HCL, as Terraform writes it: bytes → the strings that are given to names, with the blocks around them.

Not a parser: expressions are passed over, a broken line spoils no other, and nothing nests deeper than a
person would write. That is enough for what pins a version, which is always one string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_DEPTH = 8
"""Blocks deeper than this are counted, but what stands in them is not told."""

_TOKEN = re.compile(
    r"#[^\n]*|//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?"
    r"|<<-?(?P<heredoc>[A-Za-z_]\w{0,80})[^\n]*"
    r"|\"(?P<text>(?:\\.|[^\"\\\n])*+)\"?"
    r"|(?P<word>[A-Za-z_][\w-]*+)|(?P<sign>=(?!=)|[{}\[\]\n:])|[^\S\n]+|."
)


@dataclass(frozen=True, slots=True)
class Given:
    """`name = "text"` in the blocks `path`, such as `("terraform", "required_providers")`; a block's
    labels are part of its step: `module.vpc`. In a list, `name` is the list's. `[start, end)` are the
    characters of `text`."""

    path: tuple[str, ...]
    name: str
    text: str
    start: int
    end: int


def strings(text: str) -> Iterator[Given]:
    """The strings of a file, in order."""
    path: list[str] = []
    line: list[str] = []  # the words of a header, or the name that something is given to
    name, lists, depth, position = "", 0, 0, 0
    while (found := _TOKEN.match(text, position)) is not None:
        position = found.end()
        if found["heredoc"] is not None:
            position = _heredoc_end(text, position, found["heredoc"])
        elif found["word"] is not None:
            line.append(found["word"])
        elif found["text"] is not None:
            if name and depth <= MAX_DEPTH:
                yield Given(tuple(path), name, found["text"], *found.span("text"))
            line.append(found["text"])
        elif found["sign"] in ("=", ":"):
            name, line = (line[-1] if line else ""), []
        elif found["sign"] == "{":
            depth += 1
            if depth <= MAX_DEPTH:
                path.append(name or ".".join(line)[:200])
            name, line, lists = "", [], 0
        elif found["sign"] == "}":
            if depth <= MAX_DEPTH:
                del path[-1:]
            depth = max(0, depth - 1)
            name, line = "", []
        elif found["sign"] is not None:
            lists = max(0, lists + {"[": 1, "]": -1, "\n": 0}[found["sign"]])
            if found["sign"] == "\n" and not lists:
                name, line = "", []


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Where the comments stand."""
    position = 0
    while (found := _TOKEN.match(text, position)) is not None:
        position = found.end()
        if found["heredoc"] is not None:
            position = _heredoc_end(text, position, found["heredoc"])
        elif found.group().startswith(("#", "//", "/*")):
            yield found.span()


def _heredoc_end(text: str, position: int, mark: str) -> int:
    found = re.compile(rf"^[ \t]*{mark}[ \t]*$", re.MULTILINE).search(text, position)
    return found.end() if found is not None else len(text)
