"""Pins that are newer than what a pack has read: a table, or groups of releases, end at a version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck import versions
from vercheck.graph import Facts, Row, Table
from vercheck.graph.in_force import InForce, Site
from vercheck.graph.relations import admitted, fits, read
from vercheck.model import Artifact, Diagnostic, Location, Version


def beyond(facts: Facts, pins: InForce) -> Iterator[Diagnostic]:
    """Pins that are newer than the last version that a row of a pack knows, and that none of its lines
    admits, where the pair that it is about is pinned."""
    seen: set[tuple[Location, str]] = set()
    for known in _known(facts, pins):
        for root in pins.roots():
            others = pins.sites(root, known.subject)
            for site in pins.decisions(root, known.anchor) if others else ():
                if (site.location, known.row.id) in seen or not known.ends_before(site, others):
                    continue
                seen.add((site.location, known.row.id))
                yield _ended(facts, known, site)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a row is about, the last version of its anchor that it knows, and what its lines admit."""

    row: Row
    anchor: Artifact
    subject: Artifact
    last: Version
    lines: tuple[str, ...]
    is_group: bool = False

    def ends_before(self, site: Site, others: tuple[Site, ...]) -> bool:
        if not _is_newer(site, self.last) or any(admitted(read(line), site.side) for line in self.lines):
            return False
        # Releases accept themselves, whatever group they are of.
        return not self.is_group or not all(fits("exact", site.side, one.side) for one in others)


def _known(facts: Facts, pins: InForce) -> Iterator[_Known]:
    knowledge, there = facts.knowledge, pins.artifacts()
    pairs: dict[tuple[Artifact, Artifact], list[Table]] = defaultdict(list)
    for table in (bound for one in knowledge.tables if one.severity for bound in one.bound(there)):
        if table.known_through:
            pairs[table.anchor, table.subject].append(table)
    for (anchor, subject), tables in pairs.items():
        # One table may go on where another one of less certain rows ends.
        furthest = max(tables, key=lambda table: versions.parse(table.known_through).release)
        lines = tuple(when for table in tables for when, _ in table.rows)
        yield _Known(furthest, anchor, subject, versions.parse(furthest.known_through), lines)
    groups = {row.id: row for row in knowledge.groups}
    for pair in (bound for one in knowledge.companions if one.severity for bound in one.bound(there)):
        if pair.groups in groups:
            known = groups[pair.groups]
            lines = tuple(text for group in known.groups for text in group)
            last = versions.parse(known.known_through)
            yield _Known(pair, pair.leader, pair.follower, last, lines, is_group=True)


def _ended(facts: Facts, known: _Known, site: Site) -> Diagnostic:
    return Diagnostic(
        message=f"`{site.artifact}` is `{site.raw}` here but the table of what it needs of "
        f"`{known.subject}` ends at `{known.last.text}`: it says nothing about it",
        location=site.location,
        tool=facts.graph.tool(site.pin),
        artifact=site.artifact,
        version=site.raw,
        help="read the tool's release notes, or add a row in a pack of your own",
        rule=known.row.id,
    )


def _is_newer(site: Site, last: Version) -> bool:
    if not isinstance(site.side, Version) or versions.equal_at_precision(site.side, last):
        return False
    try:
        return versions.compare(site.side, last) > 0
    except versions.IncomparableError:
        return False
