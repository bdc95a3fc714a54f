"""Workflow commands of GitHub Actions: each finding becomes an annotation at its line."""

from __future__ import annotations

from collections.abc import Mapping

from vercheck.model import Diagnostic, Report, Severity, Source
from vercheck.printable import printable
from vercheck.reporters import Reporter, Style
from vercheck.reporters._counts import Counts, counted
from vercheck.reporters._labels import words
from vercheck.reporters._paths import path_from_here

_SHOWN = 10
"""How many errors, and how many warnings, GitHub makes annotations of in one step."""


def render(report: Report, _sources: Mapping[str, Source], _style: Style) -> str:
    """Nothing where nothing was found; a notice where GitHub will not show all."""
    lines = [_command(item, report) for item in report.diagnostics]
    counts = Counts.of(report)
    if max(counts.errors, counts.warnings) > _SHOWN:
        found = f"{counted(counts.errors, 'error')} and {counted(counts.warnings, 'warning')}"
        lines.append(
            f"::notice title=vercheck::{found} were found; GitHub shows {_SHOWN} of each, the log all of them"
        )
    return "".join(f"{line}\n" for line in lines)


def _command(item: Diagnostic, report: Report) -> str:
    kind = "error" if item.severity is Severity.ERROR else "warning"
    properties = {
        "file": path_from_here(report, item.location.path),
        **_lines(item),
        "title": f"vercheck: {item.check}",
    }
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind} {told}::{'%0A'.join(_data(line) for line in _text(item, report))}"


def _lines(item: Diagnostic) -> dict[str, str]:
    """Where it begins and ends; columns only on one line, for GitHub takes no others."""
    place = item.location
    if place.end_line != place.line:
        return {"line": str(place.line), "endLine": str(place.end_line)}
    return {"line": str(place.line), "col": str(place.column), "endColumn": str(place.end_column)}


def _text(item: Diagnostic, report: Report) -> list[str]:
    related = [
        f"{path_from_here(report, label.location.path)}:{label.location.line}: {words(label)}".rstrip(": ")
        for label in item.related
    ]
    return [item.message, *related, *([item.help] if item.help else [])]


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


REPORTER = Reporter(render)
