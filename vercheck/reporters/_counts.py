"""The numbers of a report."""

from __future__ import annotations

from dataclasses import dataclass

from vercheck.model import Applicability, Report, Severity


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
            fixable=sum(
                item.fix is not None
                and item.fix.applicability is not Applicability.MANUAL
                and not item.fix.lacks
                for item in found
            ),
        )


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
