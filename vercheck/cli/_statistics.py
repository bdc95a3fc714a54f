"""How many findings there are by check and by tool, for who cleans up and asks where to begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from vercheck.model import Report, Severity
from vercheck.printable import columns, printable

_NO_TOOL = "(no tool)"

Counts = Counter[tuple[str, Severity | None]]


def statistics(report: Report) -> str:
    """Two tables, the most errors first; nothing where nothing was found."""
    found = report.diagnostics
    if not found:
        return ""
    by_check = Counter((item.check, item.severity) for item in found)
    by_tool = Counter((printable(item.tool or _NO_TOOL), item.severity) for item in found)
    width = max(columns(name) for name, _ in (*by_check, *by_tool))
    lines = [*_table("check", by_check, width), *_table("tool", by_tool, width)]
    return "".join(f"{line}\n" for line in lines)


def _table(heading: str, counts: Counts, width: int) -> Iterator[str]:
    names = {name for name, _ in counts}
    rows = [(name, counts[name, Severity.ERROR], counts[name, Severity.WARNING]) for name in names]
    yield ""
    yield f"{heading.ljust(width)}  errors  warnings"
    for name, errors, warnings in sorted(rows, key=lambda row: (-row[1], -row[2], row[0])):
        yield f"{name}{' ' * (width - columns(name))}  {errors:6,}  {warnings:8,}"
