"""One file, as everybody who pointed at places in it means it; and what the extractors say, under that.

What reads the rows of a configuration is imported where one of them speaks of a file: mostly, none does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from vercheck.declared.comments import may_hold_comment, read_comments
from vercheck.declared.values import Found
from vercheck.model import Artifact, Constant, Extraction, Location, Pin, Source, Span

if TYPE_CHECKING:
    from vercheck.config import Config, DeclaredExtract, DeclaredSync, DeclaredTable, Placed


@dataclass(frozen=True, slots=True)
class Heard:
    """What was declared about one file. `used` are the rows, by their place in the configuration, that
    found a version; `troubles` says of a row why it did not. `synced` are values that are derived."""

    extraction: Extraction = field(default_factory=Extraction)
    used: frozenset[Location] = frozenset()
    troubles: Mapping[Location, str] = field(default_factory=dict)
    synced: tuple[Found, ...] = ()

    def over(self, read: Extraction) -> Extraction:
        """Everything that the extractors say too; of one place, what was declared is what holds."""
        if self is _NOTHING or self.extraction == Extraction():
            return read
        whole = Extraction.join((read, self.extraction))
        return replace(
            whole,
            pins=tuple(_merged(read.pins, self.extraction.pins)),
            constants=(*read.constants, *_unknown_to(read, self.extraction.constants)),
            notes=tuple(dict.fromkeys(whole.notes)),
        )


_NOTHING = Heard()


@dataclass(frozen=True)
class Declared:
    """The rows of a configuration that speak of files."""

    tables: tuple[Placed[DeclaredTable], ...] = ()
    extracts: tuple[Placed[DeclaredExtract], ...] = ()
    syncs: tuple[Placed[DeclaredSync], ...] = ()

    @classmethod
    def of(cls, config: Config) -> Declared:
        return cls(config.tables, config.extracts, config.syncs)

    @cached_property
    def _matchers(self) -> tuple[tuple[Placed[DeclaredExtract], re.Pattern[str]], ...]:
        if not self.extracts:
            return ()
        from vercheck.declared.extracts import matcher

        return tuple((row, matcher(row.value.files)) for row in self.extracts)

    def names(self, path: str) -> bool:
        """Whether a row speaks of a file."""
        return bool(self._tables(path) or self._extracts(path) or self._syncs(path))

    def read(self, source: Source) -> Heard:
        """What the rows, and comments in the file itself, say about it."""
        if not (may_hold_comment(source.content) or self.names(source.path)):
            return _NOTHING
        comments = _outside(source.path, read_comments(source))
        if not self.names(source.path):
            return Heard(_distinct(_addressed(comments)))
        return self._with_rows(source, comments)

    def _with_rows(self, source: Source, comments: Extraction) -> Heard:
        from vercheck.declared.extracts import read_extract
        from vercheck.declared.syncs import read_addresses, read_matches
        from vercheck.declared.tables import NoTableError, read_table

        parts = [comments]
        used: set[Location] = set()
        troubles: dict[Location, str] = {}
        for row in self._extracts(source.path):
            found = read_extract(source, row.value)
            parts.append(found)
            if found.pins:
                used.add(row.location)
        parts = [_addressed(Extraction.join(parts))]
        for table in self._tables(source.path):
            try:
                parts.append(read_table(source, table.value))
                used.add(table.location)
            except NoTableError as error:
                troubles[table.location] = str(error)
        syncs = self._syncs(source.path)
        constants = tuple(one for row in syncs for one in read_addresses(source, row.value))
        parts.append(Extraction(constants=constants))
        matches = (row for row in syncs if row.value.pattern and self._finds(row, source.path))
        synced = tuple(found for row in matches for found in read_matches(source, row))
        return Heard(_distinct(Extraction.join(parts)), frozenset(used), troubles, synced)

    def _tables(self, path: str) -> list[Placed[DeclaredTable]]:
        return [row for row in self.tables if row.value.path == path]

    def _syncs(self, path: str) -> list[Placed[DeclaredSync]]:
        return [
            row
            for row in self.syncs
            if path in {one.path for one in (row.value.origin, row.value.target) if one is not None}
            or self._finds(row, path)
        ]

    def _finds(self, row: Placed[DeclaredSync], path: str) -> bool:
        pattern = self._places.get(row.location)
        return pattern is not None and pattern.match(path) is not None

    @cached_property
    def _places(self) -> dict[Location, re.Pattern[str]]:
        from vercheck.declared.extracts import matcher

        return {row.location: matcher(row.value.files) for row in self.syncs if row.value.files}

    def _extracts(self, path: str) -> list[Placed[DeclaredExtract]]:
        return [row for row, pattern in self._matchers if pattern.match(path)]


def _outside(path: str, comments: Extraction) -> Extraction:
    """Comments in a vendored tree or a fixture speak of that tree."""
    if not comments.pins:
        return comments
    from vercheck.graph.scopes import Standing, standing

    if standing(path) not in (Standing.FIXTURE, Standing.VENDORED):
        return comments
    return replace(comments, pins=tuple(replace(pin, is_declared=False) for pin in comments.pins))


def _addressed(extraction: Extraction) -> Extraction:
    """Pins without a trail get one: the artifact's name, numbered from the second on."""
    counts: Counter[Artifact] = Counter()
    pins = []
    for pin in sorted(extraction.pins, key=lambda pin: pin.location):
        number = counts[pin.artifact]
        counts[pin.artifact] += 1
        pins.append(replace(pin, trail=f"{pin.artifact}[{number}]" if number else str(pin.artifact)))
    return replace(extraction, pins=tuple(pins))


def _distinct(extraction: Extraction) -> Extraction:
    """Of one artifact at one place, the first."""
    first: dict[tuple[Span, Artifact], Pin] = {}
    for pin in extraction.pins:
        first.setdefault((pin.location.span, pin.artifact), pin)
    return replace(extraction, pins=tuple(first.values()))


def _unknown_to(read: Extraction, constants: Iterable[Constant]) -> Iterator[Constant]:
    """The constants that no extractor has an address for."""
    known = {pin.trail for pin in read.pins} | {constant.trail for constant in read.constants}
    return (constant for constant in dict.fromkeys(constants) if constant.trail not in known)


def _merged(read: Iterable[Pin], declared: Iterable[Pin]) -> Iterator[Pin]:
    """Declared pins take the address of what an extractor sees at their place: others refer to it."""
    ordered = sorted(declared, key=lambda pin: pin.location)
    starts = [pin.location.span.start for pin in ordered]
    trails: dict[int, Pin] = {}
    for pin in read:
        span = pin.location.span
        index = bisect_right(starts, span.end - 1) - 1
        if index < 0 or ordered[index].location.span.end <= span.start:
            yield pin
        else:
            trails.setdefault(index, pin)
    for index, pin in enumerate(ordered):
        seen = trails.get(index)
        if seen is None:
            yield pin
        else:
            yield replace(pin, trail=seen.trail or pin.trail, digests=pin.digests or seen.digests)
