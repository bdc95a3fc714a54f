"""Checks: one file per question, each with one constant `CHECK`.

A check looks at the facts and yields diagnostics. It is pure: the same facts give the same
findings, in whatever order the files were read. Its page for users is `docs/checks/NAME.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vercheck.graph import Facts
from vercheck.model import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class Check:
    """`summary` is one line for lists; `severity` is the default; `run` yields diagnostics with
    `check` left empty and `severity` at `None` where the default holds. One that `compares` asks what
    changed since an earlier revision, and runs only where one is given."""

    summary: str
    severity: Severity
    run: Callable[[Facts], Iterator[Diagnostic]]
    compares: bool = False
