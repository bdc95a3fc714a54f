"""Gradle's build scripts, in Groovy and in Kotlin: bytes → statements of tokens, with the blocks around them.

Not a parser of either language: both are programs, but what pins a version is written as words, strings
and blocks, and those look the same in the two. A broken line spoils no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_DEPTH = 40
"""Blocks deeper than this are counted, but what stands in them is not told."""
MAX_TOKENS = 600
"""Of one statement; a bracket that is never closed would make one of the rest of the file."""

_TOKEN = re.compile(
    r"(?P<comment>//[^\n]*|/\*(?:[^*]|\*(?!/))*+(?:\*/)?)"
    r'|(?P<long>"""(?:[^"]|"(?!""))*+(?:""")?|\'\'\'(?:[^\']|\'(?!\'\'))*+(?:\'\'\')?)'
    r'|"(?P<double>(?:\\.|\$\{[^}"\n]{0,200}\}|[^"\\\n])*+)"?'
    r"|'(?P<single>(?:\\.|[^'\\\n])*+)'?"
    r"|(?P<word>[A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+)*+)|(?P<number>\d[\w.]*+)"
    r"|(?P<sign>==|[={}()\[\]\n;:,.<>])|[^\S\n]++|."
)
_OPENS, _CLOSES, _ENDS = frozenset("(["), frozenset(")]"), frozenset("\n;{}")


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is `string`, `word` (with dots: `ext.kotlin_version`), `number` or `sign`; `[start, end)` are
    the characters of `text`, which is without quotes."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A statement. `blocks` are the statements that opened the blocks around it, outermost first."""

    blocks: tuple[Line, ...]
    tokens: tuple[Token, ...]

    @property
    def head(self) -> str:
        """The word that it begins with."""
        return self.tokens[0].text if self.tokens and self.tokens[0].kind == "word" else ""

    @property
    def path(self) -> tuple[str, ...]:
        """The first words of the blocks around it: `("buildscript", "dependencies")`."""
        return tuple(block.head for block in self.blocks)


def statements(text: str) -> Iterator[Line]:
    """The statements of a script, in order; one that opens a block stands before what is in it."""
    blocks: list[tuple[Line, int]] = []
    line: list[Token] = []
    nesting = depth = 0
    for token in _tokens(text):
        is_sign = token.kind == "sign"
        if is_sign and token.text == "\n" and nesting and len(line) < MAX_TOKENS:
            continue
        if is_sign and token.text in _ENDS:
            statement = Line(tuple(block for block, _ in blocks), tuple(line))
            line = []
            if statement.tokens and depth <= MAX_DEPTH:
                yield statement
            if token.text == "{":
                depth += 1
                if depth <= MAX_DEPTH:
                    blocks.append((statement, nesting))
                nesting = 0
            elif token.text == "}":
                nesting = blocks.pop()[1] if 0 < depth <= MAX_DEPTH else 0
                depth = max(0, depth - 1)
            else:
                nesting = 0
            continue
        if is_sign and token.text in _OPENS:
            nesting += 1
        elif is_sign and token.text in _CLOSES:
            nesting = max(0, nesting - 1)
        line.append(token)
    if line and depth <= MAX_DEPTH:
        yield Line(tuple(block for block, _ in blocks), tuple(line))


def comments(text: str) -> Iterator[tuple[int, int]]:
    """Where the comments stand."""
    return (found.span() for found in _TOKEN.finditer(text) if found["comment"] is not None)


def _tokens(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup
        if kind in ("double", "single"):
            yield Token("string", found[kind], *found.span(kind))
        elif kind in ("word", "number", "sign"):
            yield Token(kind, found[kind], *found.span(kind))
