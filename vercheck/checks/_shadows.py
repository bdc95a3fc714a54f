"""Pins that another pin makes ineffective, by the rows of the packs: one function for each shape of them.

Shared by the check that tells them and by the comparison of all places, which leaves them out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from vercheck.checks._shadow import Ground, Shadowed
from vercheck.checks._shadowed_files import shadowed_by_files, shadowed_by_variables
from vercheck.checks._shadowed_jobs import shadowed_by_root
from vercheck.checks._shadowed_tags import shadowed_by_digests
from vercheck.graph import Facts, Shadow
from vercheck.graph.places import InDefault, InFile, InImage, InInput, InVariable
from vercheck.model import Location


@lru_cache(maxsize=1)
def shadows(facts: Facts) -> tuple[Shadowed, ...]:
    """Every pin that is not in force, by place, each once: by the row that stands first in the packs."""
    ground = Ground.of(facts.graph)
    first: dict[Location, Shadowed] = {}
    for row in facts.knowledge.shadows:
        for shadowed in _by(row, ground) if row.severity else ():
            first.setdefault(shadowed.pin.location, shadowed)
    return tuple(first[location] for location in sorted(first))


def _by(row: Shadow, ground: Ground) -> Iterator[Shadowed]:
    match row.winner, row.loser:
        case InFile() as winner, InFile() as loser:
            yield from shadowed_by_files(ground, row, winner, loser)
        case InVariable() as winner, InFile() as loser:
            yield from shadowed_by_variables(ground, row, winner, loser)
        case InFile() as winner, (InDefault() | InInput()) as loser:
            yield from shadowed_by_root(ground, row, winner, loser)
        case InImage(), InImage():
            yield from shadowed_by_digests(ground, row)
        case _:
            return  # a pack with such a row is refused when it is validated
