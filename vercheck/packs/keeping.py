"""Keeps the rows of the shipped packs between runs: read again, they would be the same."""

from __future__ import annotations

from collections.abc import Callable

from vercheck.cache.kept import Kept
from vercheck.cache.notation import Notation
from vercheck.graph import knowledge, places
from vercheck.model import Artifact, Location, Role, Severity, Span

NOTATION = Notation(
    (
        knowledge.Companion, knowledge.Derived, knowledge.Groups, knowledge.Knowledge, knowledge.Lockstep,
        knowledge.Member, knowledge.OwnVersion, knowledge.Shadow, knowledge.Table, knowledge.Tool,
        places.InDefault, places.InFile, places.InImage, places.InInput, places.InVariable,
        Artifact, Location, Role, Severity, Span,
    )
)  # fmt: skip


def shipped(read: Callable[[], knowledge.Knowledge], kept: Kept) -> knowledge.Knowledge:
    """The rows that `read` finds, which are a part of this program."""
    key = kept.key("packs")
    found = kept.get([key]).get(key)
    if found is not None:
        known: knowledge.Knowledge = NOTATION.read(found)
        return known
    known = read()
    kept.put({key: NOTATION.write(known)})
    return known
