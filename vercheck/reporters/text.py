"""A report for people: what is wrong, where, beside what, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vercheck.model import Diagnostic, Location, Report, Source
from vercheck.printable import printable
from vercheck.reporters import Reporter, Style
from vercheck.reporters._counts import summary
from vercheck.reporters._excerpt import excerpt
from vercheck.reporters._fixes import terms
from vercheck.reporters._labels import words

_EVIDENCE = 2
"""Places that are named; `vercheck rules show` has them all."""
_COLOURS = {"error": "1;31", "warning": "1;33", "blue": "1;34", "bold": "1", "help": "1;36"}


def render(report: Report, sources: Mapping[str, Source], style: Style) -> str:
    """Each finding with the lines that it points to, then one line of counts where it is wanted."""
    lines = [line for item in report.diagnostics for line in (*_finding(item, sources, style), "")]
    if not style.counts:
        return "".join(f"{line}\n" for line in lines[:-1])
    counts = summary(report, lambda text, noun: _paint(text, noun, style))
    return "\n".join([*lines, counts]) + "\n"


def _finding(item: Diagnostic, sources: Mapping[str, Source], style: Style) -> Iterator[str]:
    severity = str(item.severity)
    heading = _paint(f"{severity}[{item.check}]", severity, style)
    yield f"{heading}{_paint(': ' + printable(item.message), 'bold', style)}"
    places = [item.location, *(label.location for label in item.related)]
    gutter = len(str(max(place.line for place in places)))
    yield from _place("-->", item.location, "", "^", sources, gutter, severity, style)
    for label in item.related:
        yield from _place(":::", label.location, words(label), "-", sources, gutter, "blue", style)
    bar = " " * gutter + " " + _paint("=", "blue", style)
    if item.help:
        yield f"{bar} {_paint('help', 'help', style)}: {printable(item.help)}"
    if item.fix:
        yield f"{bar} {_paint('fix', 'help', style)}: {printable(item.fix.title)} ({terms(item.fix)})"
    if item.rule:
        yield f"{bar} rule: {printable(item.rule)}"
    if item.evidence:
        more = "; …" if len(item.evidence) > _EVIDENCE else ""
        yield f"{bar} evidence: {printable('; '.join(item.evidence[:_EVIDENCE]))}{more}"


def _place(
    arrow: str,
    place: Location,
    words: str,
    mark: str,
    sources: Mapping[str, Source],
    gutter: int,
    colour: str,
    style: Style,
) -> Iterator[str]:
    yield f"{' ' * gutter}{_paint(arrow, 'blue', style)} {printable(place.path)}:{place.line}:{place.column}"
    shown = excerpt(sources.get(place.path), place, style.width - gutter - 3)
    bar = _paint("|", "blue", style)
    if shown is None:
        if words:
            yield f"{' ' * gutter} {bar} {words}"
        return
    underline = mark * shown.length + (f" {words}" if words else "")
    yield f"{_paint(str(place.line).rjust(gutter), 'blue', style)} {bar} {shown.text}".rstrip()
    yield f"{' ' * gutter} {bar} {' ' * shown.start}{_paint(underline, colour, style)}"


def _paint(text: str, colour: str, style: Style) -> str:
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if style.colour and text else text


REPORTER = Reporter(render, quotes=True)
