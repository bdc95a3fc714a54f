"""Which fixes a program may apply, and how people are told what one takes."""

from __future__ import annotations

from typing import TypeGuard

from vercheck.model import Applicability, Fix
from vercheck.printable import printable


def is_offered(fix: Fix | None) -> TypeGuard[Fix]:
    """Whether `vercheck fix` could apply it: it is no advice for a person's hands, and lacks nothing."""
    return fix is not None and fix.applicability is not Applicability.MANUAL and not fix.lacks


def terms(fix: Fix) -> str:
    """What it takes to apply a fix."""
    if fix.lacks:
        return f"held back: it lacks {printable(', '.join(fix.lacks))}"
    match fix.applicability:
        case Applicability.SAFE:
            return "safe: `vercheck fix --write` applies it"
        case Applicability.UNSAFE:
            return "unsafe: it picks a side, and needs `--unsafe`"
        case Applicability.MANUAL:
            return "by hand"
