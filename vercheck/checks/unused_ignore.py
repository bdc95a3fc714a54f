"""An ignore or a hold that hides nothing.

## What it does
Reports each inline ignore that hides no finding, names a check that does not exist, names none, or gives
no reason; each `[[hold]]` that neither hides a finding nor speaks of a version that is pinned; and, in one
finding, the entries of the baseline whose findings are no longer there.

## Why it matters
An ignore outlives what it was for, and then hides the next defect at the same place.

## Example
`# vercheck: ignore[version-drift] waiting for the next release`, on a line where nothing drifts any more.

## Fix safety
There is no fix: take the ignore out, or correct it; `vercheck baseline` takes entries out of the baseline.
Checks that did not run are not counted against it.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.graph import Facts
from vercheck.model import Diagnostic, Severity


def run(_facts: Facts) -> Iterator[Diagnostic]:
    """Nothing: these findings are about the run itself, and `vercheck.suppress` and
    `vercheck.baseline` make them."""
    yield from ()


CHECK = Check("an ignore or a hold that hides nothing, or gives no reason", Severity.WARNING, run)
