"""A report for programs: one JSON document, whose schema is `schemas/report.schema.json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from vercheck.model import Report, Source
from vercheck.reporters import Reporter, Style
from vercheck.reporters._counts import Counts
from vercheck.reporters._document import findings
from vercheck.reporters._json_text import json_text


def render(report: Report, _sources: Mapping[str, Source], _style: Style) -> str:
    """The document on several lines."""
    return json_text(
        {
            "schema": "vercheck-report-1",
            "version": report.version,
            "root": report.root,
            "summary": asdict(Counts.of(report)),
            "diagnostics": list(findings(report)),
        },
        indent=2,
    )


REPORTER = Reporter(render)
