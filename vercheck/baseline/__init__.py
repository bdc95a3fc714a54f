"""Findings that a repository had when it began: written down once, hidden from then on, and never more."""

from vercheck.baseline.against import Compared, against
from vercheck.baseline.file import (
    NAME,
    Baseline,
    BaselineError,
    Entry,
    baseline_of,
    entries_of,
    place,
    read,
    text,
)

__all__ = [
    "NAME",
    "Baseline",
    "BaselineError",
    "Compared",
    "Entry",
    "against",
    "baseline_of",
    "entries_of",
    "place",
    "read",
    "text",
]
