"""Rows of the packs in words: what each ties to what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vercheck.graph import Companion, Knowledge, Row, Table

GRADES = {
    "S": "read in the upstream's source",
    "D": "read in the upstream's documentation",
    "I": "threads with concrete failures",
    "C": "a convention",
}
JUDGING = frozenset({"companion", "lockstep", "table", "require", "member", "derived", "own", "shadow"})
"""Kinds of rows that report something; the others say what is what."""

RELATIONS = {
    "exact": "is the same version as",
    "same-minor": "is of the same minor version as",
    "same-major": "is of the same major version as",
    "at-least": "is at least",
    "equal-at-precision": "agrees with",
    "prefix": "begins with the version of",
    "group": "is of one group of releases with",
    "absent": "is absent beside",
}


def kinds(known: Knowledge) -> Iterator[tuple[str, Row]]:
    """Every row with its kind, in the order in which they are loaded."""
    yield from (("tool", row) for row in known.tools)
    yield from (("companion", row) for row in known.companions)
    yield from (("lockstep", row) for row in known.locksteps)
    yield from (("table" if row.origin is None else "require", row) for row in known.tables)
    yield from (("groups", row) for row in known.groups)
    yield from (("member", row) for row in known.members)
    yield from (("derived", row) for row in known.derived)
    yield from (("own", row) for row in known.own)
    yield from (("shadow", row) for row in known.shadows)


def in_words(row: Row) -> str:
    """What one row says, in a line."""
    from vercheck.graph import Companion, Lockstep, Shadow, Table, Tool
    from vercheck.graph.knowledge import Derived, Groups, Member

    match row:
        case Tool():
            leads = f"; {row.leads} leads" if row.leads else ""
            one = "is a tool" if len(row.artifacts) == 1 else "are one tool"
            return f"{', '.join(map(str, row.artifacts))} {one}{leads}"
        case Companion():
            return _companion(row)
        case Lockstep():
            return f"released together: {', '.join(f'{name} {major}.N' for name, major in row.members)}"
        case Table() if len(row.rows) == 1:
            when, needs = row.rows[0]
            return f"{row.anchor} {when} needs {row.subject} {needs}"
        case Table():
            return f"{row.anchor} needs {row.subject}, by a table of {len(row.rows)} rows{_end(row)}"
        case Groups():
            return f"{len(row.groups)} groups of releases, known through {row.known_through}"
        case Member():
            return f"each version of {row.artifact} is on offer in {row.registry}"
        case Derived():
            return f"{row.output} is made anew when {row.artifact} moves"
        case Shadow():
            about = f" ({', '.join(map(str, sorted(row.artifacts)))})" if row.artifacts else ""
            return f"{row.winner} before {row.loser}{about}"
        case _:
            return row.reason


def details(row: Row, known: Knowledge) -> Iterator[str]:
    """The lines of a table, each with where it was read, and the groups of groups."""
    from vercheck.graph import Companion, Table
    from vercheck.graph.knowledge import Derived, Groups

    match row:
        case Table() if len(row.rows) > 1:
            sources = row.sources or ("",) * len(row.rows)
            for (when, needs), source in zip(row.rows, sources, strict=True):
                yield f"{row.anchor} {when} needs {row.subject} {needs}{f'  [{source}]' if source else ''}"
        case Groups():
            yield from (" or ".join(group) for group in row.groups)
        case Companion() if row.groups:
            groups = next(one for one in known.groups if one.id == row.groups)
            yield f"{groups.id}: {in_words(groups)}"
            yield from (f"  {line}" for line in details(groups, known))
        case Derived():
            yield f"made by: {row.command}"
            for groups in (one for one in known.groups if one.id == row.groups):
                yield f"{groups.id}: {in_words(groups)}"
                yield from (f"  {line}" for line in details(groups, known))
        case _:
            return


def _companion(row: Companion) -> str:
    when = f" {row.when}" if row.when else ""
    follower = f"{row.follower} {row.follower_when}" if row.follower_when else str(row.follower)
    return f"{follower} {RELATIONS[row.relation]} {row.leader}{when}"


def _end(row: Table) -> str:
    return f", known through {row.known_through}" if row.known_through else ""
