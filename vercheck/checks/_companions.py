"""Whether a follower fits its leader, and the fix that makes it."""

from __future__ import annotations

import re

from vercheck import versions
from vercheck.graph import Companion, Knowledge
from vercheck.graph.in_force import Site
from vercheck.graph.relations import Side, admitted, fits, read
from vercheck.model import Applicability, Edit, Fix, Requirement, Version

_ONE_VERSION = re.compile(r"([\^~=><]{0,2}\s*)(v?\d[\w.+-]*)")


def is_broken(knowledge: Knowledge, row: Companion, leader: Side, follower: Side) -> bool:
    """Whether a follower cannot stand beside a leader that the row is about. What cannot be compared,
    or is newer than the row's groups know, is not broken."""
    if row.when is not None and admitted(read(row.when), leader) is not True:
        return False
    if row.relation == "group":
        return _is_in_other_group(knowledge, row, leader, follower)
    return fits(row.relation, leader, follower) is False


def _is_in_other_group(knowledge: Knowledge, row: Companion, leader: Side, follower: Side) -> bool:
    groups = [group for known in knowledge.groups if known.id == row.groups for group in known.groups]
    of_leader = [read(" || ".join(group)) for group in groups]
    of_leader = [group for group in of_leader if admitted(group, leader)]
    return bool(of_leader) and all(admitted(group, follower) is False for group in of_leader)


def following(relation: str, leader: Side | None, follower: Site) -> Fix | None:
    """Change the follower to the leader's version, in its own spelling; `None` where its literal is
    more than one version, or would still not fit."""
    written = _ONE_VERSION.fullmatch(follower.raw)
    if written is None or not isinstance(leader, Version):
        return None
    new = written[1] + versions.restate(leader.text, written[2])
    if new == follower.raw or fits(relation, leader, _read_like(follower, new)) is not True:
        return None
    return Fix(
        f"change `{follower.artifact}` to `{new}`",
        (Edit(follower.location, follower.raw, new),),
        Applicability.SAFE,
        lacks=tuple(f"the digest of `{follower.artifact}` `{new}`" for _ in follower.pin.digests[:1]),
    )


def _read_like(follower: Site, text: str) -> Side:
    if isinstance(follower.side, Requirement):
        return versions.parse_requirement(text, follower.side.scheme)
    return versions.parse(text, follower.side.scheme)
