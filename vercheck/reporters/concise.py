"""One line for each finding, for editors and `grep`: `path:line:column: severity[check] message`."""

from __future__ import annotations

from collections.abc import Mapping

from vercheck.model import Report, Source
from vercheck.printable import printable
from vercheck.reporters import Reporter, Style


def render(report: Report, _sources: Mapping[str, Source], _style: Style) -> str:
    """Nothing where nothing was found."""
    return "".join(
        f"{printable(item.location.path)}:{item.location.line}:{item.location.column}: "
        f"{item.severity}[{item.check}] {printable(item.message)}\n"
        for item in report.diagnostics
    )


REPORTER = Reporter(render)
