"""Lists of platforms in shell text: `TARGETS=(a b c)`, `PLATFORMS="a b c"`, `for target in a b c`.

A shell has no data literals, so the words of a list are read here and judged where all lists are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.model import Extraction, Source, Span
from vercheck.shapes.platform_lists import holds_platforms, platform_list
from vercheck.syntax.data import Piece, Text, Unknown

_NAMED = (
    rb"^[ \t]*(?:(?:export|readonly|local|declare|typeset)(?:[ \t]+-\w+)*[ \t]+)?(?P<name>[A-Za-z_]\w{0,80})="
)
# No body goes past what opens the next list, so that each byte is looked at once.
_LISTS = (
    re.compile(_NAMED + rb"\((?P<body>(?:[^()#]|#[^\n]*)*)\)", re.MULTILINE),
    re.compile(_NAMED + rb"\"(?P<body>[\w./ \t\r\n\\-]*)\"", re.MULTILINE),
    re.compile(
        rb"^[ \t]*for[ \t]+(?P<name>\w{1,80})[ \t]+in[ \t]+(?P<body>(?:[^;\n\\]|\\\r?\n)*)", re.MULTILINE
    ),
)
_WORD = re.compile(
    rb"#[^\n]*|(?:\[[\"']?(?P<key>[\w./-]+)[\"']?\]=)?[\"']?(?P<word>[^\s\"'\\:|,;=]+)(?:[^\s\"']*)[\"']?"
)


def read_shell_lists(source: Source) -> Extraction:
    """Every list of platforms in a script. Of `platform:suffix` the platform counts, of `[platform]=…` the
    key."""
    if not holds_platforms(source.content):
        return Extraction()
    found = []
    for pattern in _LISTS:
        for match in pattern.finditer(source.content):
            name = match["name"].decode()
            whole = Unknown(Span(match.start("name"), match.end()), "a list")
            item = platform_list(source, name, name, whole, _words(source, Span(*match.span("body"))))
            if item is not None:
                found.append(item)
    return Extraction(platform_lists=tuple(sorted(found, key=lambda item: item.location)))


def _words(source: Source, body: Span) -> Iterator[tuple[str, Text]]:
    for match in _WORD.finditer(source.content, body.start, body.end):
        group = "key" if match["key"] is not None else "word"
        if match[group] is not None:
            span = Span(*match.span(group))
            text = source.text(span)
            yield text, Text((Piece(text, span),), span)
