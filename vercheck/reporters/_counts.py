"""The numbers of a report, and the words for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vercheck.model import Report, Severity
from vercheck.reporters._fixes import is_offered


@dataclass(frozen=True, slots=True)
class Counts:
    """`fixable` counts findings with a fix that `vercheck fix` could apply."""

    errors: int
    warnings: int
    files: int
    pins: int
    fixable: int

    @classmethod
    def of(cls, report: Report) -> Counts:
        found = report.diagnostics
        return cls(
            errors=sum(item.severity is Severity.ERROR for item in found),
            warnings=sum(item.severity is Severity.WARNING for item in found),
            files=report.files,
            pins=report.pins,
            fixable=sum(is_offered(item.fix) for item in found),
        )


def summary(report: Report, paint: Callable[[str, str], str] = lambda text, _noun: text) -> str:
    """A report in one line; `paint` may colour the counts of errors and warnings, by their noun."""
    if not report.files:
        return "nothing checked: no file here is one that vercheck reads"
    counts = Counts.of(report)
    read = f"{counted(counts.files, 'file')}, {counted(counts.pins, 'pin')}"
    hidden = f"; {report.baselined:,} in the baseline" if report.baselined else ""
    untouched = f"; {report.untouched:,} that the change does not touch" if report.untouched else ""
    if not report.diagnostics and untouched:
        elsewhere = counted(report.untouched, "finding")
        return f"nothing that the change touches in {read}; {elsewhere} that it does not touch{hidden}"
    if not report.diagnostics:
        return f"{'nothing new' if hidden else 'no problems'} in {read}{hidden}"
    found = [
        paint(counted(number, noun), noun)
        for number, noun in ((counts.errors, "error"), (counts.warnings, "warning"))
        if number
    ]
    fixable = f"; {counts.fixable:,} fixable with `vercheck fix`" if counts.fixable else ""
    return f"{' and '.join(found)} in {read}{fixable}{untouched}{hidden}"


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
