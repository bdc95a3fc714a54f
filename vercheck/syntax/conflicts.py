"""Files with the marks of an unfinished merge: both sides stand in them, so that neither is what they say."""

from __future__ import annotations

from vercheck.model import Note, Source, Span

_PROSE = (".md", ".mdx", ".markdown", ".rst", ".adoc", ".txt")
"""Texts may show such marks."""


def unfinished_merge(source: Source) -> Note | None:
    """What to say of a file in which a merge was not finished; `None` for every other file."""
    content = source.content
    if b"<<<<<<< " not in content or b">>>>>>> " not in content or source.path.lower().endswith(_PROSE):
        return None
    lined = b"\n" + content
    start = lined.find(b"\n<<<<<<< ")
    middle = lined.find(b"\n=======", start + 1)
    while middle != -1 and lined[middle + 8 : middle + 9] not in (b"\n", b"\r"):
        middle = lined.find(b"\n=======", middle + 1)
    if start == -1 or middle == -1 or lined.find(b"\n>>>>>>> ", middle) == -1:
        return None
    place = source.locate(Span(start, start + 7))
    return Note("parse-error", "a merge was not finished here; nothing of the file was read", place)
