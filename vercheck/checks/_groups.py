"""The groups of releases that two sides of a mismatch are of, in words."""

from __future__ import annotations

from vercheck.graph import Companion, Facts
from vercheck.graph.in_force import Site
from vercheck.graph.relations import Side, admitted, read


def apart(facts: Facts, row: Companion, leaders: tuple[Site, ...], follower: Site) -> str:
    """``: here `0.2.95` alone, there `0.2.96`, `0.2.97` or `0.2.98` ``; a requirement may admit several."""
    here = _named(_groups(facts, row, follower.side))
    there = _named([one for leader in leaders[:1] for one in _groups(facts, row, leader.side)])
    return f", here {here}, there {there}"


def _groups(facts: Facts, row: Companion, side: Side) -> list[tuple[str, ...]]:
    known = [group for one in facts.knowledge.groups if one.id == row.groups for group in one.groups]
    return [group for group in known if admitted(read(" || ".join(group)), side)]


def _named(groups: list[tuple[str, ...]]) -> str:
    if not groups:
        return "one that is not known"
    first, *others = map(_members, groups)
    return f"{first} (or {len(others)} more)" if others else first


def _members(group: tuple[str, ...]) -> str:
    texts = [f"`{text.removeprefix('=')}`" for text in group]
    if len(texts) > 1:
        return f"{', '.join(texts[:-1])} or {texts[-1]}"
    return f"{texts[0]} alone" if group[0].startswith("=") else texts[0]
