"""A picture in the language of Mermaid, for Markdown that draws it.

Viewers draw a few hundred edges and refuse more, so what would not be drawn is left out, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.model import Severity
from vercheck.pictures.marks import WORDS, label, said
from vercheck.pictures.picture import Picture, worst

EDGES = 480
"""Viewers stop at 500 edges unless their page says otherwise."""
TEXT = 45_000
"""And at 50,000 characters."""

_STYLES = """\
  classDef error stroke:#c62828,stroke-width:2px,color:#c62828
  classDef warning stroke:#b26a00,stroke-width:2px,color:#b26a00
"""
_COLOURS = {Severity.ERROR: "#c62828", Severity.WARNING: "#b26a00"}
_MARKUP = re.compile(r"[^A-Za-z0-9 ./,_-]|[.-](?= )")


def as_mermaid(picture: Picture) -> str:
    """What disagrees comes first, so that it is what there is room for."""
    return "flowchart LR\n" + "".join(f"  {line}\n" for line in _lines(picture)) + _STYLES


def _lines(picture: Picture) -> Iterator[str]:
    tools = {tool: f"t{number}" for number, tool in enumerate(picture.tools)}
    files = {path: f"f{number}" for number, path in enumerate(picture.files)}
    drawn: set[str] = set()
    marked: dict[Severity, list[int]] = {Severity.ERROR: [], Severity.WARNING: []}
    room = TEXT
    for count, (edge, sites) in enumerate(picture.edges.items()):
        tool, path = edge
        ends = {tools[tool]: _tool(picture, tool), files[path]: _file(picture, path)}
        lines = [f"{name}{shape}" for name, shape in ends.items() if name not in drawn]
        lines.append(f'{tools[tool]} ---|"{_text(said(picture, edge))}"| {files[path]}')
        size = sum(len(line) + 3 for line in lines)
        if count == EDGES or size > room:
            yield f'rest["{len(picture.edges) - count} more places are left out for size"]'
            break
        yield from lines
        room -= size
        drawn |= set(ends)
        if worst(sites):
            marked[worst(sites)].append(count)
    for severity, numbers in marked.items():
        if numbers:
            style = f"stroke:{_COLOURS[severity]},stroke-width:2px"
            yield f"linkStyle {','.join(map(str, numbers))} {style}"


def _tool(picture: Picture, tool: str) -> str:
    return f'(["{_text(label(tool))}"]){_class(picture.severities.get(tool, Severity.OFF))}'


def _file(picture: Picture, path: str) -> str:
    return f'["{_text(label(path))}"]{_class(worst(picture.files[path]))}'


def _class(severity: Severity) -> str:
    return f":::{WORDS[severity]}" if severity else ""


def _text(text: str) -> str:
    """A text in which nothing is markup. Every other character goes by its number: Mermaid knows Markdown,
    HTML and its own marks even inside quotes. An empty text would be no text."""
    return _MARKUP.sub(lambda match: f"#{ord(match[0])};", text) or " "
