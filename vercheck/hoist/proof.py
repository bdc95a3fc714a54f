"""Distrusts a hoist before it is written: does every place stand for the same version as before?

The new contents are read, linked and checked again as if they had been written. What a pin stands for must
not have moved, save where somebody said to which version; every look-up must end at the one literal; and
no parser, reader or check may complain that did not before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import vercheck.pipeline as pipeline
from vercheck.fix.verify import new_errors
from vercheck.graph import PinGraph
from vercheck.hoist.result import Hoist
from vercheck.model import Diagnostic, Location, Pin, Severity
from vercheck.pipeline import Outcome, Reading
from vercheck.syntax.judges import accepts

Said = tuple[str, str, str, str, str]
"""What a pin says, wherever in its file it has moved to: path, trail, role, tool and value."""

_NUMBER = re.compile(r"\[\d+\]")


def proven(hoist: Hoist, outcome: Outcome, examine: Callable[[Reading], Outcome]) -> Hoist:
    """The hoist, refused where something speaks against it."""
    if hoist.refused or not hoist.after:
        return hoist
    problems = tuple(_unparsed(hoist.after))
    if not problems:
        after = examine(pipeline.reread(outcome.reading, hoist.after))
        problems = tuple(dict.fromkeys(_problems(hoist, outcome, after)))
        hoist = replace(hoist, graver=tuple(_graver(outcome, after)))
    return replace(hoist, refused=problems)


def _unparsed(contents: Mapping[str, bytes]) -> Iterator[str]:
    for path, content in contents.items():
        if (words := accepts(path, content)) is not None:
            yield f"{path}: would not parse: {words}"


def _problems(hoist: Hoist, before: Outcome, after: Outcome) -> Iterator[str]:
    if not _ends(hoist, after.facts.graph):
        yield f"{hoist.home.path}: `{hoist.home.trail}` would not be read as a version"
        return
    yield from _versions(hoist, before.facts.graph, after.facts.graph)
    yield from _look_ups(hoist, after.facts.graph)
    known = Counter((note.check, note.location.path, note.message) for note in before.facts.graph.notes)
    for note in after.facts.graph.notes:
        key = (note.check, note.location.path, note.message)
        known[key] -= 1
        if known[key] < 0:
            yield f"{note.location.path}:{note.location.line}: would bring `{note.check}`: {note.message}"
    yield from new_errors((*before.report.diagnostics, *before.hidden), after.report.diagnostics)


def _graver(before: Outcome, after: Outcome) -> Iterator[str]:
    """Errors of which the first run only warned."""
    errors = {_subject(item) for item in before.report.diagnostics if item.severity is Severity.ERROR}
    for item in after.report.diagnostics:
        if item.severity is Severity.ERROR and _subject(item) not in errors:
            yield f"{item.location.path}:{item.location.line}: `{item.check}`: {item.message}"


def _subject(finding: Diagnostic) -> tuple[str, str, str]:
    return finding.check, finding.tool or finding.message, finding.version or ""


def _versions(hoist: Hoist, before: PinGraph, after: PinGraph) -> Iterator[str]:
    """Every pin says what it said; only the home's own is new."""
    moved = {site.location for site in hoist.sites} | ({hoist.entry} if hoist.entry is not None else set())
    expected = Counter(
        _said(pin, before, hoist.version if _follows(pin, moved, before) else None) for pin in before.pins
    )
    found = Counter(_said(pin, after, None) for pin in after.pins)
    home = (hoist.home.path, _trail(hoist.home.trail))
    for path, trail, _, tool, value in sorted(expected - found):
        if (path, trail) != home:
            yield f"{path}: `{trail}` would no longer say `{value}` for `{tool}`"
    for path, trail, _, tool, value in sorted(found - expected):
        if (path, trail) != home:
            yield f"{path}: `{trail}` would say `{value}` for `{tool}`"


def _follows(pin: Pin, moved: set[Location], graph: PinGraph) -> bool:
    """Whether a pin is a literal that moved, or stands for one."""
    literal = graph.literal_behind(pin)
    return literal is not None and literal.location in moved


def _said(pin: Pin, graph: PinGraph, version: str | None) -> Said:
    value = version or str(graph.version(pin) or graph.requirement(pin) or pin.raw)
    return pin.location.path, _trail(pin.trail), pin.role.value, graph.tool(pin), value


def _trail(trail: str) -> str:
    """A trail may number what has no name by its line, and lines move."""
    return _NUMBER.sub("[#]", trail)


def _look_ups(hoist: Hoist, graph: PinGraph) -> Iterator[str]:
    """Every place that was hoisted ends where the home's own version is written."""
    ends = _ends(hoist, graph)
    wanted = {(site.location.path, _trail(site.trail)) for site in hoist.sites}
    for pin in graph.pins:
        if (pin.location.path, _trail(pin.trail)) in wanted and pin.address != hoist.home:
            literal = graph.literal_behind(pin)
            if literal is None or literal.location not in ends:
                yield f"{pin.location.path}:{pin.location.line}: would not lead to `{hoist.home}`"


def _ends(hoist: Hoist, graph: PinGraph) -> frozenset[Location]:
    """Where the version of the home is written."""
    found = (graph.literal_behind(pin) for pin in graph.pins if pin.address == hoist.home)
    return frozenset(literal.location for literal in found if literal is not None)
