"""Fixes of made-up files for the tests of this folder: only what an edit needs, with true places."""

from __future__ import annotations

from vercheck.model import Applicability, Diagnostic, Edit, Fix, Source, Span


def edit(path: str, content: bytes, old: str, new: str, nth: int = 0) -> Edit:
    """Replace the `nth` occurrence of `old` in the content."""
    start = -1
    for _ in range(nth + 1):
        start = content.index(old.encode(), start + 1)
    return at(path, content, start, start + len(old.encode()), new)


def at(path: str, content: bytes, start: int, end: int, new: str) -> Edit:
    source = Source(path, content)
    span = Span(start, end)
    return Edit(source.locate(span), content[start:end].decode(), new)


def fix(
    *edits: Edit,
    title: str = "fix it",
    applicability: Applicability = Applicability.SAFE,
    lacks: tuple[str, ...] = (),
) -> Fix:
    return Fix(title, edits, applicability, lacks)


def finding(offered: Fix | None, check: str = "version-drift", tool: str = "tinygo") -> Diagnostic:
    """A diagnostic that offers a fix, at the fix's first place."""
    place = offered.edits[0].location if offered and offered.edits else Source("a", b"a").locate(Span(0, 1))
    return Diagnostic("they differ", place, tool=tool, fix=offered, check=check)
