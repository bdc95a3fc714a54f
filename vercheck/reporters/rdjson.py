"""Reviewdog's diagnostic format, from which it writes review comments with suggestions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vercheck.model import Diagnostic, Label, Location, Report, Severity, Source, Span
from vercheck.printable import printable
from vercheck.reporters import Reporter, Style
from vercheck.reporters._fixes import is_offered
from vercheck.reporters._json_text import json_text
from vercheck.reporters._labels import words
from vercheck.reporters._paths import path_from_here


def render(report: Report, sources: Mapping[str, Source], _style: Style) -> str:
    """One `DiagnosticResult`."""
    return json_text(
        {
            "source": {"name": "vercheck"},
            "diagnostics": [_finding(item, report, sources) for item in report.diagnostics],
        },
        indent=2,
    )


def _finding(item: Diagnostic, report: Report, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "message": "\n".join(printable(text) for text in (item.message, item.help) if text),
        "location": _location(item.location, report, sources),
        "severity": "ERROR" if item.severity is Severity.ERROR else "WARNING",
        "code": {"value": item.check},
        "suggestions": _suggestions(item, sources.get(item.location.path)),
        "related_locations": [_related(label, report, sources) for label in item.related],
    }


def _related(label: Label, report: Report, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {"message": words(label), "location": _location(label.location, report, sources)}


def _location(place: Location, report: Report, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "path": path_from_here(report, place.path),
        "range": _range(place, sources.get(place.path)),
    }


def _suggestions(item: Diagnostic, source: Source | None) -> list[dict[str, Any]]:
    """At most one: reviewers apply each by itself, so that a fix must be whole within one stretch.

    A fix of several places in one file becomes one replacement of all that lies between them; a fix
    that changes other files, too, is left to `vercheck fix`.
    """
    if source is None or not is_offered(item.fix) or not item.fix.edits:
        return []
    edits = sorted(item.fix.edits)
    if any(edit.location.path != source.path for edit in edits):
        return []
    if any(source.text(edit.location.span) != edit.old for edit in edits):
        return []
    start, end = edits[0].location.span.start, edits[-1].location.span.end
    text, position = "", start
    for edit in edits:
        text += source.text(Span(position, edit.location.span.start)) + edit.new
        position = edit.location.span.end
    return [{"range": _range(source.locate(Span(start, end)), source), "text": text}]


def _range(place: Location, source: Source | None) -> dict[str, Any]:
    """Columns count bytes here; they cannot be told where the file is gone, and the line must do."""
    starts = source.line_starts if source is not None else ()
    if max(place.line, place.end_line) > len(starts):
        return {"start": {"line": place.line}, "end": {"line": place.end_line}}
    return {
        "start": {"line": place.line, "column": place.span.start - starts[place.line - 1] + 1},
        "end": {"line": place.end_line, "column": place.span.end - starts[place.end_line - 1] + 1},
    }


REPORTER = Reporter(render, quotes=True)
