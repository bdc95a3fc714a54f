"""What follows a value that moves because the configuration derives it from that value."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from vercheck.graph import Facts
from vercheck.graph.synced import Synced
from vercheck.model import Edit, Location


def derived_edits(facts: Facts, edits: Iterable[Edit], taken: Collection[Location]) -> list[Edit]:
    """Edits that restate what is derived from edited places, and what is derived from that; `taken` are
    places that are seen to already."""
    if not facts.synced:
        return []
    found: dict[Location, Edit] = {}
    for edit in edits:
        for one in _following(facts, edit.location):
            if one.place not in found and one.place not in taken:
                found[one.place] = Edit(one.place, one.raw, one.restated(edit.new))
    return list(found.values())


def derived_lacks(facts: Facts, place: Location) -> list[str]:
    """What has to be there before a value moves that others are derived from, in words."""
    return [
        f"{one.place.path}:{one.place.line} has a digest that belongs to `{one.raw}`"
        for one in _following(facts, place)
        if one.has_digest
    ]


def _following(facts: Facts, place: Location) -> Iterator[Synced]:
    """What is derived from a place, and what is derived from that."""
    waiting, seen = [place], {place}
    while waiting:
        source = waiting.pop()
        for one in facts.synced:
            if one.source == source and one.place not in seen:
                seen.add(one.place)
                waiting.append(one.place)
                yield one
