"""A hold whose last day has passed.

## What it does
Reports each `[[hold]]` of the configuration with an `until` before today. It no longer hides anything:
the findings that it hid are back.

## Why it matters
A difference that was meant to be temporary became permanent.

## Example
`until = 2026-01-31`, and it is February.

## Fix safety
There is no fix: bring the versions together, or decide anew and give the hold a later `until`.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.graph import Facts
from vercheck.model import Diagnostic, Severity


def run(_facts: Facts) -> Iterator[Diagnostic]:
    """Nothing: these findings are about the run itself, and `vercheck.suppress` makes them."""
    yield from ()


CHECK = Check("a hold whose last day has passed", Severity.WARNING, run)
