"""Folders that a package manager filled: what is in them belongs to others, and the next install replaces it.

They are known by what their makers leave behind or call them, and not by whether git ignores them: a virtual
environment before Python 3.13 does not say that it should be. Only folders below the root count, as whoever
names one as the root means it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

_NAMES = frozenset({"node_modules", "site-packages", ".tox", ".nox"})
_MARKERS = ("/pyvenv.cfg", "/conda-meta/history")
"""What a virtual environment, and one of conda, have at their root."""


def without_installed(paths: list[str]) -> tuple[list[str], tuple[tuple[str, int], ...]]:
    """The paths that are in no such folder, and how many files each outermost one has."""
    marked = _marked(paths)
    known: dict[str, str | None] = {"": None}
    counts: Counter[str] = Counter()
    kept = []
    for path in paths:
        folder = _installed(path.rpartition("/")[0], marked, known)
        if folder is None:
            kept.append(path)
        else:
            counts[folder] += 1
    return kept, tuple(sorted(counts.items()))


def _marked(paths: Iterable[str]) -> frozenset[str]:
    return frozenset(
        path.removesuffix(marker) for path in paths for marker in _MARKERS if path.endswith(marker)
    )


def _installed(folder: str, marked: frozenset[str], known: dict[str, str | None]) -> str | None:
    """The outermost such folder that a folder is or is in."""
    visited = []
    while folder not in known:
        visited.append(folder)
        folder = folder.rpartition("/")[0]
    found = known[folder]
    for inner in reversed(visited):
        if found is None and (inner.rpartition("/")[2] in _NAMES or inner in marked):
            found = inner
        known[inner] = found
    return found
