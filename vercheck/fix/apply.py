"""Applies a plan in memory: bytes at spans, checked against what each edit expects to find there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from vercheck.fix.error import FixError
from vercheck.fix.plan import Plan
from vercheck.model import Edit


def apply(plan: Plan, read: Callable[[str], bytes]) -> dict[str, bytes]:
    """New contents of the files that change, by path. Reads each of them once; writes nothing.

    Raises:
        FixError: a file does not say what an edit expects there, or two edits overlap.
    """
    by_path: dict[str, list[Edit]] = defaultdict(list)
    for edit in plan.edits:
        by_path[edit.location.path].append(edit)
    contents = {}
    for path, edits in sorted(by_path.items()):
        contents[path] = edited(read(path), edits)
    return contents


def edited(content: bytes, edits: list[Edit]) -> bytes:
    """One file's content after its edits."""
    parts: list[bytes] = []
    position = 0
    for edit in sorted(edits):
        span = edit.location.span
        if span.start < position:
            raise FixError(f"{_place(edit)}: two edits overlap")
        found = content[span.start : span.end]
        if span.end > len(content) or found != _encoded(edit, edit.old):
            says = found.decode("utf-8", "replace")
            raise FixError(f"{_place(edit)}: expected `{edit.old}` but the file says `{says}`")
        parts += (content[position : span.start], _encoded(edit, edit.new))
        position = span.end
    parts.append(content[position:])
    return b"".join(parts)


def _encoded(edit: Edit, text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise FixError(f"{_place(edit)}: `{text!a}` is no text that a file can hold") from None


def _place(edit: Edit) -> str:
    return f"{edit.location.path}:{edit.location.line}"
