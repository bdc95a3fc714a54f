"""Paths as services know them: counted from where the program runs, which is the top of a checkout.

A report counts them from the root that was checked. Where that is a folder below, the two differ.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from vercheck.model import Report


def path_from_here(report: Report, path: str) -> str:
    """A path of a report for a service; as it is where the root is not known to lie below."""
    root = PurePosixPath(report.root)
    if root.is_absolute() or ".." in root.parts:
        return path
    return str(root / path) if path else path
