"""Pins that a table of a pack, or groups of releases, say nothing about: newer than the last version that was
read, or between two lines of it.

Only a table that says how far it was read lists all there is; one whose last row is open states what changed
and when. A row for one release alone is a sample, and says nothing of its neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cmp_to_key

from vercheck import versions
from vercheck.graph import Facts, Row, Table
from vercheck.graph.in_force import InForce, Site
from vercheck.graph.relations import admitted, fits, read, series
from vercheck.model import Artifact, Diagnostic, Location, Version

MEMBER = "workspace member"
"""The note of a lock's entry that is a package of the repository."""


def beyond(facts: Facts, pins: InForce) -> Iterator[Diagnostic]:
    """Pins that are newer than the last version that a row of a pack knows, and that none of its lines
    admits, where the pair that it is about is pinned."""
    seen: set[tuple[Location, str]] = set()
    for known in _known(facts, pins):
        for root in pins.roots(known.anchor):
            others = pins.sites(root, known.subject)
            for site in pins.decisions(root, known.anchor) if others else ():
                if (site.location, known.row.id) in seen or known.accepts_itself(site, others):
                    continue
                if site.pin.note == MEMBER:
                    continue  # what the repository itself makes is newer than any table of it
                gap = known.gap(site)
                if gap:
                    seen.add((site.location, known.row.id))
                    yield _unlisted(facts, known, site, gap)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a row is about, the last version of its anchor that it knows, and what its lines admit."""

    row: Row
    anchor: Artifact
    subject: Artifact
    last: Version
    lines: tuple[str, ...]
    is_group: bool = False

    def accepts_itself(self, site: Site, others: tuple[Site, ...]) -> bool:
        """Whether both sides are of one release, whatever group that is of."""
        return self.is_group and all(fits("exact", site.side, one.side) for one in others)

    def gap(self, site: Site) -> str:
        """Why no line admits a version, in words; empty where one does, or where none has to."""
        side, lines = site.side, [read(line) for line in self.lines]
        if not isinstance(side, Version) or any(admitted(line, side) is not False for line in lines):
            return ""
        if _is_newer(site, self.last):
            return f"ends at `{self.last.text}`"
        if side.pre or any(admitted(line, series(side)) for line in lines):
            return ""
        ends = _ends(self.lines, side)
        return f"has no row between `{ends[0]}` and `{ends[1]}`" if ends else ""


def _ends(lines: tuple[str, ...], side: Version) -> tuple[str, str] | None:
    """The lines right below and right above a version, where both are lines and not single releases."""
    below: list[tuple[Version, bool, str]] = []
    above: list[tuple[Version, bool, str]] = []
    for line in lines:
        for interval in read(line).intervals:
            is_sample = interval.high_closed and interval.low == interval.high
            if interval.high is not None and versions.compare(interval.high, side) <= 0:
                below.append((interval.high, is_sample, line))
            elif interval.low is not None and versions.compare(interval.low, side) > 0:
                above.append((interval.low, is_sample, line))
    if not below or not above:
        return None
    by_version = cmp_to_key(versions.compare)
    last = max(below, key=lambda one: by_version(one[0]))
    first = min(above, key=lambda one: by_version(one[0]))
    return None if last[1] or first[1] else (last[2], first[2])


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


def _unlisted(facts: Facts, known: _Known, site: Site, gap: str) -> Diagnostic:
    return Diagnostic(
        message=f"`{site.artifact}` is `{site.raw}` here but the table of what it needs of "
        f"`{known.subject}` {gap}: it says nothing about it",
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
