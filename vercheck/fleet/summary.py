"""A fleet in one line, and whether it passes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vercheck.fleet.across import Repository
from vercheck.fleet.results import Trouble
from vercheck.model import Severity
from vercheck.reporters._counts import counted


@dataclass(frozen=True, slots=True)
class Summary:
    """`failed` counts repositories that could not be checked; `with_errors` and `with_warnings` those that
    have some, and `errors` and `warnings` all of these; `apart` the tools at several versions."""

    repositories: int
    failed: int
    with_errors: int
    with_warnings: int
    errors: int
    warnings: int
    baselined: int
    files: int
    pins: int
    apart: int

    @classmethod
    def of(cls, repositories: Sequence[Repository], apart: int) -> Summary:
        return cls(
            len(repositories),
            sum(one.trouble is not None for one in repositories),
            sum(one.errors > 0 for one in repositories),
            sum(one.warnings > 0 for one in repositories),
            sum(one.errors for one in repositories),
            sum(one.warnings for one in repositories),
            sum(one.baselined for one in repositories),
            sum(one.files for one in repositories),
            sum(one.pins for one in repositories),
            apart,
        )

    def __str__(self) -> str:
        found = [
            f"{counted(number, noun)} in {_repositories(spread)}"
            for number, noun, spread in (
                (self.errors, "error", self.with_errors),
                (self.warnings, "warning", self.with_warnings),
            )
            if number
        ]
        whole = [f"{_repositories(self.repositories)}: {', '.join(found) or 'no problems'}"]
        if self.failed:
            whole.append(f"{self.failed:,} could not be checked")
        if self.apart:
            whole.append(f"{counted(self.apart, 'tool')} at several versions")
        return "; ".join(whole)


def status(repositories: Sequence[Repository], fail_on: Severity) -> int:
    """The exit status: 1 for findings from a level on; else 2 where a repository could not be checked, and 3
    where that is a bug."""
    is_grave = any(one.errors or (one.warnings and fail_on is Severity.WARNING) for one in repositories)
    if is_grave:
        return 1
    troubles = {one.trouble for one in repositories if one.trouble is not None}
    return 3 if Trouble.BUG in troubles else 2 if troubles else 0


def _repositories(number: int) -> str:
    return "1 repository" if number == 1 else f"{number:,} repositories"
