"""What a fix would change, as a diff: shown beside its finding, and applied nowhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from vercheck.fix.apply import edited
from vercheck.fix.diff import unified_diff
from vercheck.fix.error import FixError
from vercheck.model import Edit, Fix, Source

_LINES = 200
"""A fix that touches more is to be read with `vercheck fix`."""


def change(fix: Fix | None, source: Callable[[str], Source | None]) -> str:
    """A unified diff; empty where a fix has no edits, or a file is not what it was when it was read."""
    if fix is None or not fix.edits:
        return ""
    by_path: dict[str, list[Edit]] = defaultdict(list)
    for edit in fix.edits:
        by_path[edit.location.path].append(edit)
    before, after = {}, {}
    for path, edits in by_path.items():
        found = source(path)
        if found is None:
            return ""
        before[path] = found.content
        try:
            after[path] = edited(found.content, edits)
        except FixError:
            return ""
    return _cut(unified_diff(before, after, colour=False))


def _cut(diff: str) -> str:
    lines = diff.splitlines(keepends=True)
    if len(lines) <= _LINES:
        return diff
    return "".join(lines[:_LINES]) + f"… {len(lines) - _LINES} more lines\n"
