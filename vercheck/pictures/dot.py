"""A picture in the language of graphviz: tools left, files right, the versions on the edges between."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.model import Severity
from vercheck.pictures.marks import WORDS, label, said
from vercheck.pictures.picture import Picture, worst

_HEAD = """\
digraph vercheck {
  graph [rankdir=LR, ranksep=2.5, nodesep=0.15, fontname="Helvetica"];
  node [shape=box, style="rounded,filled", fillcolor="#f5f6f7", color="#8a939d"];
  node [fontname="Helvetica", fontsize=11];
  edge [color="#8a939d", fontname="Helvetica", fontsize=9, arrowhead=none];
"""
_COLOURS = {Severity.ERROR: "#c62828", Severity.WARNING: "#b26a00"}


def as_dot(picture: Picture) -> str:
    """What disagrees is coloured, and says `error` or `warning` in the tip that a drawing shows."""
    return _HEAD + "".join(f"  {line}\n" for line in _lines(picture)) + "}\n"


def _lines(picture: Picture) -> Iterator[str]:
    tools = {tool: f"t{number}" for number, tool in enumerate(picture.tools)}
    files = {path: f"f{number}" for number, path in enumerate(picture.files)}
    for tool, name in tools.items():
        yield f"{name} [label={_quoted(label(tool))}{_colour(picture.severities.get(tool, Severity.OFF))}];"
    for path, name in files.items():
        yield f"{name} [label={_quoted(label(path))}, shape=note{_colour(worst(picture.files[path]))}];"
    for tool, path in sorted(picture.edges):
        marked = _colour(worst(picture.edges[tool, path]))
        yield f"{tools[tool]} -> {files[path]} [label={_quoted(said(picture, (tool, path)))}{marked}];"


def _colour(severity: Severity) -> str:
    if not severity:
        return ""
    colour = _COLOURS[severity]
    return f', color="{colour}", fontcolor="{colour}", penwidth=2, tooltip="{WORDS[severity]}"'


def _quoted(text: str) -> str:
    """A string in which nothing is markup: graphviz knows escapes behind `\\`, and entities behind `&`."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") + '"'
