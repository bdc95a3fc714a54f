"""What a row of knowledge says of two sides: `True` they fit, `False` they do not, `None` nobody can tell.

Separate from the rows, which are data, and from the checks, which decide what to say about it: the
search for versions that satisfy every row asks the same questions about versions that nobody pinned.
"""

from __future__ import annotations

from collections.abc import Iterable

from vercheck.graph.knowledge import Companion, Knowledge, Table
from vercheck.graph.relations import Side, admitted, fits, read
from vercheck.model import Requirement


def is_broken(knowledge: Knowledge, row: Companion, leader: Side, follower: Side) -> bool:
    """Whether a follower cannot stand beside a leader, both of versions that the row is about. What
    cannot be compared, or is newer than the row's groups know, is not broken."""
    if row.when is not None and admitted(read(row.when), leader) is not True:
        return False
    if row.follower_when is not None and admitted(read(row.follower_when), follower) is not True:
        return False
    if row.relation == "group":
        return _is_in_other_group(knowledge, row, leader, follower)
    return fits(row.relation, leader, follower) is False


def _is_in_other_group(knowledge: Knowledge, row: Companion, leader: Side, follower: Side) -> bool:
    groups = [group for known in knowledge.groups if known.id == row.groups for group in known.groups]
    of_leader = [read(" || ".join(group)) for group in groups]
    of_leader = [group for group in of_leader if admitted(group, leader)]
    return bool(of_leader) and all(admitted(group, follower) is False for group in of_leader)


def needed(table: Table, anchor: Side) -> Requirement | None:
    """What a table asks of the subject beside an anchor; `None` where it has no row for it."""
    rows = [read(subject) for when, subject in table.rows if admitted(read(when), anchor)]
    if not rows:
        return None
    text = " || ".join(dict.fromkeys(row.text for row in rows))
    return Requirement(text, rows[0].scheme, tuple(interval for row in rows for interval in row.intervals))


def refused(table: Table, anchors: Iterable[Side], subject: Side) -> list[Requirement]:
    """What the anchors that the table knows ask for, where this subject gives it to none of them."""
    if table.subject_when is not None and admitted(read(table.subject_when), subject) is not True:
        return []
    known = [need for anchor in anchors if (need := needed(table, anchor)) is not None]
    return known if all(admitted(need, subject) is False for need in known) else []
