"""The fix that makes a follower fit its leader, and what people can do besides."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vercheck import versions
from vercheck.checks._satisfying import advice
from vercheck.graph import Companion, Facts
from vercheck.graph.in_force import InForce, Site, distinct
from vercheck.graph.relations import Side, admitted, as_range, fits
from vercheck.model import Applicability, Edit, Fix, Pin, Requirement, Role, Version

_ONE_VERSION = re.compile(r"([\^~=><]{0,2}\s*)(v?\d[\w.+-]*)")


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


def behind(facts: Facts, leaders: Iterable[Site], follower: Site) -> str | None:
    """The lock that the leader is known from, where it has not followed the follower's manifest yet: then
    nothing should be moved back to it."""
    for leader in leaders:
        locked = [
            pin
            for pin in facts.graph.pins_of(facts.graph.tool(follower.pin), Role.RESOLVES)
            if pin.location.path == leader.path and pin.artifact == follower.artifact
        ]
        versions_ = [version for pin in locked if (version := facts.graph.version(pin)) is not None]
        if versions_ and all(admitted(as_range(follower.side), version) is False for version in versions_):
            return leader.path
    return None


def _read_like(follower: Site, text: str) -> Side:
    if isinstance(follower.side, Requirement):
        return versions.parse_requirement(text, follower.side.scheme)
    return versions.parse(text, follower.side.scheme)


def advise(
    facts: Facts,
    row: Companion,
    leader: Site,
    sides: list[Side],
    authority: Pin | None,
    lock: str | None,
    fix: Fix | None,
    is_refused: bool,
) -> str:
    """What to do: where the configuration makes another place the authority, where a lock is behind, where
    the leader cannot stay itself, and else where the leader is right, with the versions that would do for
    everything that is known."""
    if authority is not None:
        place = f"`{authority.location.path}:{authority.location.line}`"
        return f"{place} is the authority (`{authority.raw}`): choose a `{row.leader}` that fits it"
    if lock is not None:
        return f"refresh `{lock}`, which has not followed this manifest yet"
    if row.relation == "absent":
        return f"remove `{row.follower}`"
    tool = facts.graph.tool(leader.pin)
    preferred = sides[0] if fix is not None and isinstance(sides[0], Version) else None
    fitting = advice(facts, tool, facts.graph.root(leader.path), preferred)
    if is_refused:
        moved = (
            f"`{row.leader}` cannot stay at `{sides[0].text}` either: `vercheck plan {tool}` says what fits"
        )
        return f"{moved}{fitting}"
    if fix is not None:
        return f"`vercheck fix` changes it to `{fix.edits[0].new}`; or move `{row.leader}`{fitting}"
    if len(sides) > 1:
        return f"say which `{tool}` is meant: `vercheck fix --tool {tool} --to VERSION`{fitting}"
    sites = f"`vercheck why {tool}` shows the sites"
    return f"choose a `{row.follower}` that fits `{sides[0].text}`; {sites}{fitting}"


def asked_beside(
    pins: InForce, root: str, row: Companion, follower: Site, leaders: tuple[Site, ...]
) -> tuple[Site, ...]:
    """What the follower's own manifest asks for of the leader, where a lock has several versions of it: one
    of them may be there for the follower alone."""
    if len(distinct(leaders)) < 2 or any(leader.pin.role is not Role.RESOLVES for leader in leaders):
        return leaders
    asked = pins.sites(root, row.leader, Role.REQUIRES)
    return tuple(site for site in asked if site.path == follower.path) or leaders
