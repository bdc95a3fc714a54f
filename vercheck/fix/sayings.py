"""Which remarks a move restates: those about a place that moves, and no other.

A comment with the same version may be the heading of something that stays, or a claim that somebody tested.
So the nearest place of its file that says its version decides. Where no place there does, it goes along with
what moves away from that version, unless something stays there; or it names the file that moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from vercheck.fix.siblings import occurrences
from vercheck.fix.sites import Sites
from vercheck.graph import Standing
from vercheck.model import Edit, Exact, Location, Pin, Role
from vercheck.versions import equal_at_precision, parse, restate

_ABOVE = 2
"""How much farther off a line above counts than one below: a remark is most often a heading."""


@dataclass(frozen=True)
class Sayings:
    """Remarks that name the tool with another version than it is to have."""

    sites: Sites
    version: str

    def told(self, edits: Sequence[Edit]) -> Iterator[Edit]:
        """The remarks that are about one of the edits, restated."""
        places = frozenset(edit.location for edit in edits)
        for pin, words in self._every:
            if self._is_about(pin, words, edits, places):
                yield Edit(pin.location, pin.raw, restate(self.version, pin.raw))

    def left(self, edits: Sequence[Edit]) -> Iterator[Pin]:
        """Remarks and documents that name a version which an edit replaces, and are not restated."""
        told = {edit.location for edit in self.told(edits)}
        leaving = [parse(edit.old.lstrip("^~=<>! v")) for edit in edits]
        found = {pin.location: pin for pin in (*(pin for pin, _ in self._every), *self.sites.documented())}
        for place in sorted(found):
            value = found[place].value
            if place in told or not isinstance(value, Exact):
                continue
            if any(equal_at_precision(value.version, one) for one in leaving):
                yield found[place]

    @cached_property
    def _every(self) -> tuple[tuple[Pin, str], ...]:
        return tuple(
            (pin, words)
            for pin, words in self.sites.mentions()
            if isinstance(pin.value, Exact) and not equal_at_precision(pin.value.version, parse(self.version))
        )

    def _is_about(self, pin: Pin, words: str, edits: Sequence[Edit], places: frozenset[Location]) -> bool:
        anchors = [place for place in self._anchors(pin) if place != pin.location]
        if anchors:
            nearest = min(_distance(pin.location, place) for place in anchors)
            return any(
                _overlaps(place, edited)
                for place in anchors
                if _distance(pin.location, place) == nearest
                for edited in places
            )
        leaving = [edit for edit in edits if _names(edit, pin)]
        if any(_is_named(edit.location.path, words) for edit in leaving):
            return True
        return bool(leaving) and not any(_agree(pin.raw, raw) for raw in self._kept)

    @cached_property
    def _kept(self) -> frozenset[str]:
        """What the product's sites that stay say."""
        product = (
            site
            for site, _ in self.sites.staying(self.version)
            if self.sites.graph.standing_of(site.pins[0]) is Standing.PRODUCT
        )
        return frozenset(site.raw for site in product)

    def _anchors(self, pin: Pin) -> list[Location]:
        """Places of the remark's own file that say its version, whatever they are of."""
        return [
            place
            for place, said in self._stated.get(pin.location.path, ())
            if any(True for _ in occurrences(said, pin.raw))
        ]

    @cached_property
    def _stated(self) -> dict[str, list[tuple[Location, str]]]:
        """What pins and the parts of declarations say, in the files that have remarks of the tool."""
        graph = self.sites.graph
        found: dict[str, list[tuple[Location, str]]] = {pin.location.path: [] for pin, _ in self._every}
        for other in graph.pins:
            if other.location.path in found and other.role is not Role.MENTIONS:
                found[other.location.path].append((other.location, other.raw))
        for statement in graph.statements:
            for member in statement.members:
                if member.location.path in found:
                    found[member.location.path].append((member.location, member.text))
        return found


def _names(edit: Edit, pin: Pin) -> bool:
    return _agree(pin.raw, edit.old)


def _agree(said: str, written: str) -> bool:
    """Whether a remark says what a place does, which may be a requirement."""
    return equal_at_precision(parse(said), parse(written.lstrip("^~=<>! v")))


def _is_named(path: str, words: str) -> bool:
    """Whether words name a file: by its path, or by its name alone."""
    return path in words or path.rpartition("/")[2] in words


def _distance(remark: Location, place: Location) -> int:
    if place.line <= remark.line <= place.end_line:
        return 0
    return place.line - remark.line if place.line > remark.line else _ABOVE * (remark.line - place.end_line)


def _overlaps(place: Location, other: Location) -> bool:
    return place.path == other.path and (place.span.covers(other.span) or other.span.covers(place.span))
