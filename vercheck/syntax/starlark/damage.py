"""What is said of the parts of a Starlark file that were not read.

Separate from the outline, which is about what was.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vercheck.model import Note, Source, Span
from vercheck.syntax.starlark.nesting import MAX_NESTING, is_heap
from vercheck.syntax.starlark.second_opinion import is_sound

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_NOTES = 5


def damage(source: Source, errors: list[Node]) -> tuple[Note, ...]:
    """What is damaged, unless a second parser finds that nothing is."""
    return () if not errors or is_sound(source.content) else _notes(source, errors)


def _notes(source: Source, errors: Iterable[Node]) -> tuple[Note, ...]:
    """One note for each damaged stretch, at most a few: the first ones tell."""
    notes: list[Note] = []
    last = -1
    end = len(source.content.rstrip())
    for node in errors:
        if node.start_byte < last or (node.start_byte == node.end_byte and not node.is_missing):
            continue
        last = node.end_byte
        span = Span(node.start_byte, min(node.end_byte, node.start_byte + 80))
        read = "nothing of what follows" if node.end_byte >= end else "the rest of the file"
        message = f"this is not valid Starlark; {read} was read"
        notes.append(Note("parse-error", message, source.locate(span)))
        if len(notes) == MAX_NOTES:
            break
    return tuple(notes)


def heap_notes(source: Source, heaps: tuple[Span, ...]) -> tuple[Note, ...]:
    return tuple(
        Note(
            "parse-error",
            "this is a heap of signs and not valid Starlark; nothing of it was read",
            source.locate(Span(heap.start, min(heap.end, heap.start + 80))),
        )
        for heap in heaps[:MAX_NOTES]
    )


def nesting_notes(source: Source, deep: tuple[Span, ...]) -> tuple[Note, ...]:
    return tuple(
        Note(
            "not-understood",
            f"{_excess(source, stretch)} and was not read; the rest of the file was",
            source.locate(Span(stretch.start, min(stretch.end, stretch.start + 80))),
        )
        for stretch in deep[:MAX_NOTES]
    )


def _excess(source: Source, stretch: Span) -> str:
    heap = is_heap(source.content, stretch)
    return "this is a heap of signs" if heap else f"this lies more than {MAX_NESTING} brackets deep"
