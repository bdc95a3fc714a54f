"""Where nothing may be edited: a file that does not parse says something else than it seems to.

A missing comma joins two strings, an open quote swallows a line: what was read there is a guess, and an
edit built on a guess does damage. Asked before a fix is planned, so that it is shown as held back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache

from vercheck.model import Location, Note, Source
from vercheck.syntax.judges import accepts

Refusal = Callable[[Location], str | None]
"""Why a place must not be edited; `None` where it may be."""

_NEAR = 3
"""Lines between a place that could not be read and an edit that does not trust what is around it."""


def nothing_refused(_place: Location) -> str | None:
    return None


def refusal(read: Callable[[str], Source | None], notes: Iterable[Note]) -> Refusal:
    """Refuses places in files that the judge of their language rejects, and places near a part that
    could not be read. Each file is judged once, and only if something is to be edited there."""
    torn: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        if note.check == "parse-error":
            torn[note.location.path].append(note)

    @cache
    def verdict(path: str) -> str | None:
        source = read(path)
        return None if source is None else accepts(path, source.content)

    def refused(place: Location) -> str | None:
        if (words := verdict(place.path)) is not None:
            return f"{place.path} does not parse: {words}"
        for note in torn.get(place.path, ()):
            if note.location.line - _NEAR <= place.end_line and place.line <= note.location.end_line + _NEAR:
                return f"{place.path} does not parse near line {note.location.line}: {note.message}"
        return None

    return refused
