"""Two things that must fit each other are at versions that do not.

## What it does
Compares the pins of two artifacts that a rule ties together: a command-line tool and the crate that its
output is compiled against, a compiler and the tool that drives it, a client and its runtime. The rule
says who leads and what must hold (the same version, the same minor version, at least, the same
schema group). A requirement fits where it admits some version that fits.

## Why it matters
Each side is valid by itself, so no package manager complains. The build fails far away, with generated
code that does not compile or a tool that refuses its input.

## Example
The tool `wit-bindgen` is downloaded at `0.46.0`, and a crate requires `wit-bindgen = "0.47.0"`.

## Fix safety
Safe where the leader has one version: the follower's literal is changed to it. Where the leader's own
sites disagree, somebody has to say first which of them is meant. Where another rule, or a table of the
repository, refuses the leader's version, and where the configuration makes another place than the leader
the authority, no fix is offered: it is the leader that has to move. Neither is one where the leader is known
from a lock that has not followed the follower's manifest: the lock is behind.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._authority import authority_of, outranking
from vercheck.checks._companions import advise, asked_beside, behind, following
from vercheck.checks._groups import apart
from vercheck.checks._locked_projects import nearest
from vercheck.graph import Companion, Facts
from vercheck.graph.in_force import InForce, Site, distinct
from vercheck.graph.relations import Side
from vercheck.graph.satisfying import is_refused
from vercheck.graph.verdicts import is_broken
from vercheck.model import Diagnostic, Location, Role, Severity, Version

_FIXABLE = frozenset({"exact", "same-minor", "same-major", "at-least", "equal-at-precision"})
_MUST = {
    "exact": "they must be the same version",
    "same-minor": "they must share the minor version",
    "same-major": "they must share the major version",
    "at-least": "it must not be older",
    "equal-at-precision": "they must agree",
    "prefix": "its version has to begin with that one",
    "group": "they must be of one group of releases",
    "absent": "they must not be used together",
}


def run(facts: Facts) -> Iterator[Diagnostic]:
    pins = InForce.of(facts)
    known = pins.artifacts()
    rows = [bound for row in facts.knowledge.companions if row.severity for bound in row.bound(known)]
    reported: set[tuple[Location, str]] = set()
    for row in sorted(rows, key=lambda row: (-row.severity, row.id)):
        for root in pins.roots(row.leader):
            decisions = _meant(facts, pins.decisions(root, row.leader))
            for follower in pins.sites(root, row.follower, Role.SELECTS, Role.REQUIRES) if decisions else ():
                # A manifest is a unit of its own, and so is a project with a lock of its own.
                leaders = asked_beside(
                    pins, root, row, follower, nearest(facts.graph, follower.path, decisions)
                )
                # A row may know its leader under several names, and says one thing about a place.
                keys = {(follower.location, facts.graph.tool(leaders[0].pin)), (follower.location, row.id)}
                if not reported.isdisjoint(keys):
                    continue
                if all(is_broken(facts.knowledge, row, leader.side, follower.side) for leader in leaders):
                    reported |= keys
                    yield _finding(facts, row, leaders, follower)


def _meant(facts: Facts, sites: tuple[Site, ...]) -> tuple[Site, ...]:
    """The sites of the leader, or the one that the configuration makes its authority."""
    if not sites or not facts.policy.authorities:
        return sites
    chosen = authority_of(facts, facts.graph.tool(sites[0].pin), [site.pin for site in sites])
    return tuple(site for site in sites if chosen and site.location == chosen.pin.location) or sites


def _is_refused(facts: Facts, row: Companion, leader: Site, side: Side | None) -> bool:
    """Whether the leader's version cannot stay itself, so that nothing should follow it."""
    tool, root = facts.graph.tool(leader.pin), facts.graph.root(leader.path)
    return isinstance(side, Version) and is_refused(facts, tool, side, root, row.id)


def _finding(facts: Facts, row: Companion, leaders: tuple[Site, ...], follower: Site) -> Diagnostic:
    sides = distinct(leaders)
    single = sides[0] if len(sides) == 1 else None
    authority = outranking(facts, [leader.pin for leader in leaders], follower.pin)
    lock = behind(facts, leaders, follower)
    no_leader = _is_refused(facts, row, leaders[0], single)
    is_fixable = row.relation in _FIXABLE and authority is None and lock is None and not no_leader
    fix = following(row.relation, single, follower) if is_fixable else None
    meant = single.text if isinstance(single, Version) and is_fixable else None
    stated = " or ".join(f"`{side.text}`" for side in sides)
    place = f" ({leaders[0].path}:{leaders[0].location.line})" if single else ", depending on the place"
    groups = apart(facts, row, leaders, follower) if row.relation == "group" else ""
    return Diagnostic(
        message=f"`{follower.artifact}` is `{follower.raw}` here but `{row.leader}` is {stated}{place}; "
        f"{_MUST[row.relation]}{groups}: {row.reason}",
        location=follower.location,
        tool=facts.graph.tool(follower.pin),
        artifact=follower.artifact,
        version=follower.raw,
        expected=fix.edits[0].new if fix else meant,
        related=tuple(leader.label(f"`{leader.artifact}` is `{leader.raw}` here") for leader in leaders),
        help=advise(facts, row, leaders[0], sides, authority, lock, fix, no_leader),
        rule=row.id,
        fix=fix,
        severity=None if row.severity is CHECK.severity else row.severity,
    )


CHECK = Check("two artifacts that must fit each other do not", Severity.ERROR, run)
