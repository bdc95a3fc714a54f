"""The code quality report of GitLab, which merge requests show beside the changed lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vercheck.fingerprints import fingerprints
from vercheck.model import Diagnostic, Report, Severity, Source
from vercheck.printable import printable
from vercheck.reporters import Reporter, Style
from vercheck.reporters._json_text import json_text
from vercheck.reporters._paths import path_from_here


def render(report: Report, _sources: Mapping[str, Source], _style: Style) -> str:
    """A list of findings; GitLab tells new ones from old ones by their fingerprints."""
    prints = fingerprints(report.diagnostics)
    return json_text(
        [
            _finding(item, fingerprint, report)
            for item, fingerprint in zip(report.diagnostics, prints, strict=True)
        ],
        indent=2,
    )


def _finding(item: Diagnostic, fingerprint: str, report: Report) -> dict[str, Any]:
    return {
        "description": printable(item.message),
        "check_name": item.check,
        "fingerprint": fingerprint,
        "severity": "major" if item.severity is Severity.ERROR else "minor",
        "location": {
            "path": path_from_here(report, item.location.path),
            "lines": {"begin": item.location.line, "end": item.location.end_line},
        },
    }


REPORTER = Reporter(render)
