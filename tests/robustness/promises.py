"""What every reader keeps of whatever it is given; shared by tests and the fuzzer."""

from __future__ import annotations

from functools import cache

from vercheck.claims import Claims
from vercheck.config import Config
from vercheck.declared import Declared
from vercheck.discover.reading import no_text
from vercheck.model import Extraction, Location, Source
from vercheck.told import extractors, hear, telling


def read(path: str, content: bytes) -> Extraction:
    """What a file says to all who read files of its name.

    Raises:
        AssertionError: a place is not where it is said to be.
    """
    if no_text(content) is not None:
        return Extraction()
    source = Source(path, content)
    told = hear(source, telling(claims().owners(path), source), declared())
    found = told.extraction
    for pin in found.pins:
        assert pin.raw == source.text(pin.location.span)
    for place in (*_places(found), *(ignore.location for ignore in told.ignores)):
        assert place.path == path
        assert 0 <= place.span.start <= place.span.end <= len(content)
        assert (place.line, place.column) <= (place.end_line, place.end_column)
    return found


@cache
def claims() -> Claims:
    return Claims(extractors())


@cache
def declared() -> Declared:
    return Declared.of(Config())


def _places(found: Extraction) -> list[Location]:
    return [
        *(pin.location for pin in found.pins),
        *(remark.location for remark in found.remarks),
        *(note.location for note in found.notes),
        *(statement.location for statement in found.statements),
        *(member.location for statement in found.statements for member in statement.members),
    ]
