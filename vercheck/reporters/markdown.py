"""Markdown for the summary of a job or a comment: counts, and a table of findings, errors first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vercheck.model import Diagnostic, Location, Report, Severity, Source
from vercheck.reporters import Reporter, Style
from vercheck.reporters._counts import counted, summary
from vercheck.reporters._labels import words
from vercheck.reporters._markup import code, prose

_LIMIT = 1024 * 1024
"""Bytes that GitHub takes as the summary of one step."""

_ROOM = 1024
"""Bytes kept for what stands behind the rows: the ends of tables, and the word about what is left out."""

_OPEN = 25
"""Rows of a table that is shown unfolded."""

_RELATED = 5
"""Related places that are named in a row."""

_EVIDENCE = 2
"""Places that are named of those where one can read why."""


def render(report: Report, _sources: Mapping[str, Source], _style: Style) -> str:
    """A document of at most a mebibyte; what had to be left out is counted at its end."""
    parts = [f"## vercheck: {prose(summary(report))}\n"]
    room = _LIMIT - _ROOM - len(parts[0].encode())
    left_out = 0
    for severity in (Severity.ERROR, Severity.WARNING):
        found = [item for item in report.diagnostics if item.severity is severity]
        rows, room = _fitting([_row(item) for item in found], room)
        left_out += len(found) - len(rows)
        if rows:
            parts.append(_table(counted(len(found), str(severity)), rows))
    if left_out:
        parts.append(f"{counted(left_out, 'finding')} left out for size: `vercheck check` prints all.\n")
    return "\n".join(parts)


def _fitting(rows: Sequence[str], room: int) -> tuple[Sequence[str], int]:
    """The first rows, as many as there is room for, and the room that is left."""
    for number, row in enumerate(rows):
        size = len(row.encode()) + 1
        if size > room:
            return rows[:number], 0
        room -= size
    return rows, room


def _table(heading: str, rows: Sequence[str]) -> str:
    table = "\n".join(["| place | finding | check |", "| --- | --- | --- |", *rows])
    if len(rows) > _OPEN:
        return f"<details>\n<summary>{heading}</summary>\n\n{table}\n\n</details>\n"
    return f"### {heading}\n\n{table}\n"


def _row(item: Diagnostic) -> str:
    return f"| {_place(item.location)} | {'<br>'.join(_finding(item))} | {code(item.check)} |"


def _finding(item: Diagnostic) -> Iterator[str]:
    yield prose(item.message)
    for label in item.related[:_RELATED]:
        yield f"{_place(label.location)} {prose(words(label))}".rstrip()
    if len(item.related) > _RELATED:
        yield f"and {counted(len(item.related) - _RELATED, 'place')} more"
    if item.help:
        yield f"*help*: {prose(item.help)}"
    if item.evidence:
        yield f"*evidence*: {prose('; '.join(item.evidence[:_EVIDENCE]))}"


def _place(place: Location) -> str:
    return code(f"{place.path}:{place.line}")


REPORTER = Reporter(render)
