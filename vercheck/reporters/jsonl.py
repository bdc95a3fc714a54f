"""A report for pipes: one finding in JSON on each line, the same object as in the format `json`."""

from __future__ import annotations

from collections.abc import Mapping

from vercheck.model import Report, Source
from vercheck.reporters import Reporter, Style
from vercheck.reporters._document import findings
from vercheck.reporters._json_text import json_text


def render(report: Report, _sources: Mapping[str, Source], _style: Style) -> str:
    """Every line is a finding, so that whoever reads them need not tell kinds of lines apart."""
    return "".join(json_text(finding) for finding in findings(report))


REPORTER = Reporter(render)
