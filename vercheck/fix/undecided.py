"""Findings that no fix answers, since two truths conflict and nobody has said which is meant: both, in words.

Separate from what is held back, which is a fix that waits for something; here there is none to wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vercheck.model import Diagnostic, Severity


def undecided(
    findings: Iterable[Diagnostic], tool: str | None = None, checks: frozenset[str] = frozenset()
) -> Iterator[str]:
    """One line for each finding of the choice that offers no fix: place, both sides, and what would decide.

    `tool` and `checks` narrow the choice, as they do for a plan.
    """
    for finding in findings:
        is_chosen = (tool is None or finding.tool == tool) and (not checks or finding.check in checks)
        if is_chosen and finding.fix is None and finding.severity is not Severity.OFF:
            place = f"{finding.location.path}:{finding.location.line}"
            way = f"; {finding.help}" if finding.help else ""
            yield f"undecided: {place}: {finding.message}{way}"
