"""Moves a whole tool to a version that somebody named: every site, what stands beside it, what talks of it.

The name that was given is the authority, so the move is safe, except where the repository lacks
something that the new version needs. That part is held back with the words of what is missing; and
where the build would then stand with one foot on each version, all of it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vercheck.fix.derived import derived_edits, derived_lacks
from vercheck.fix.followers import counted, goes_along
from vercheck.fix.lending import Lend, lent_digests
from vercheck.fix.overlap import distinct
from vercheck.fix.refusal import Refusal, nothing_refused
from vercheck.fix.sayings import Sayings
from vercheck.fix.siblings import is_downloaded, sibling_edits, sibling_lacks
from vercheck.fix.site import Site, says
from vercheck.fix.sites import Sites
from vercheck.graph import Facts, PinGraph
from vercheck.model import (
    Applicability,
    Edit,
    Exact,
    Fix,
    Location,
    Member,
    Pin,
    Range,
    Statement,
    Version,
)
from vercheck.versions import (
    IncomparableError,
    RequirementError,
    clip,
    compare,
    equal,
    is_floating,
    names_one,
    parse,
    parse_requirement,
    respell,
    restate,
)

_OPERATOR = re.compile(r"[\s^~=<>!v]*")


@dataclass(frozen=True, slots=True)
class Move:
    """What one site needs in order to say another version."""

    site: Site
    edits: tuple[Edit, ...]
    lacks: tuple[str, ...]


def retarget(
    facts: Facts,
    tool: str,
    version: str,
    refusal: Refusal = nothing_refused,
    lend: Lend = lent_digests,
) -> tuple[Fix, ...]:
    """Fixes that move a tool to a version: the move, what is held back, what is left to people.

    `tool` is a name as `PinGraph.tool_named` gives it. Only the main track of the product in its own
    build root moves: examples, bundles and other roots version on their own. Empty where there is
    nothing to do. What `refusal` speaks against is held back with its words; `lend` gives declarations the
    digests of their new files.
    """
    sites = Sites(facts, tool)
    every = sites.moving(version)
    ready: list[Move] = []
    blocked: list[Move] = []
    by_hand: list[Fix] = []
    is_selected = any(site.selects and site.agrees(target_of(sites, site, version)) for site in every)
    unregistered = tuple(lacking_entries(sites, version))
    for site in every:
        if site.agrees(target_of(sites, site, version)) or is_floating(site.raw):
            continue
        if (words := _fixed_name(site, version)) is not None:
            by_hand.append(_by_hand(sites, site, words))
            continue
        move = _move(sites, site, version, () if is_selected else unregistered, refusal, lend)
        if move is None:
            by_hand.append(_by_hand(sites, site, f"`{site.raw}` does not go along to `{version}`"))
        else:
            (blocked if move.lacks else ready).append(move)
    if not is_selected and any(move.site.selects for move in blocked):
        # The followers alone would leave the tool at one version and its companions at another.
        ready, blocked = [], [*blocked, *ready]
    return (*_fixes(sites, version, ready, blocked, unregistered, refusal), *by_hand)


def _fixes(
    sites: Sites,
    version: str,
    ready: Sequence[Move],
    blocked: Sequence[Move],
    unregistered: Sequence[str],
    refusal: Refusal,
) -> Iterator[Fix]:
    sayings = Sayings(sites, version)
    told = list(sayings.told([edit for move in ready for edit in move.edits]))
    untold = [
        edit for edit in sayings.told([edit for move in blocked for edit in move.edits]) if edit not in told
    ]
    latest = list(_latest(sites, version))
    refused = {edit: words for edit in (*told, *latest) if (words := refusal(edit.location)) is not None}
    told = [edit for edit in told if edit not in refused]
    latest = [edit for edit in latest if edit not in refused]
    moved = [edit for move in ready for edit in move.edits]
    held = [edit for move in blocked for edit in move.edits]
    taken = {edit.location for edit in (*moved, *held)}
    moved += derived_edits(sites.facts, moved, taken)
    held += derived_edits(sites.facts, held, taken)
    lacks = tuple(
        dict.fromkeys([*(lack for move in blocked for lack in move.lacks), *unregistered, *refused.values()])
    )
    if lacks:
        held += [*untold, *latest, *refused]
        latest = []
    edits = distinct([*moved, *told, *latest])
    if edits:
        yield Fix(f"move `{sites.tool}` to `{version}`", edits, Applicability.SAFE)
    if lacks:
        what = "the rest of " if edits else ""
        yield Fix(f"move {what}`{sites.tool}` to `{version}`", distinct(held), Applicability.SAFE, lacks)


def _move(
    sites: Sites, site: Site, version: str, unregistered: Sequence[str], refusal: Refusal, lend: Lend
) -> Move | None:
    """`None` where the site cannot say the version in the words it uses now."""
    target = target_of(sites, site, version)
    new = _respelled(sites, site, target)
    along = goes_along(sites.facts.knowledge, sites.leader, sites.artifact(site), version)
    if not along or not _would_say(site, new, target):
        return None
    old = _OPERATOR.sub("", site.raw, count=1)
    edits = [Edit(site.location, site.raw, new)]
    lacks: list[str] = []
    said = _OPERATOR.sub("", new, count=1)
    digests: list[Edit] = []
    statements = sites.statements(site)
    for statement in statements:
        edits += sibling_edits(statement, old, said)
        digests += lend(statement, sites.registries(), old, said)
        lacks += sibling_lacks(_without(statement, digests, sites.graph), old, sites.graph, said)
    edits += digests
    is_there = any(is_downloaded(statement, old, said) for statement in statements)
    if not lacks and not digests and not is_there and any(pin.digests for pin in site.pins):
        lacks.append(f"{site.place} has a digest that belongs to `{old}`")
    lacks += derived_lacks(sites.facts, site.location)
    if site.selects:
        lacks += unregistered
    lacks += [f"{site.place} is also the version of `{other}`" for other in sites.shared_with(site)]
    if (reason := sites.held(site)) is not None:
        lacks.append(f"a hold keeps {site.place} at `{site.raw}`: {reason}")
    lacks += [words for edit in edits if (words := refusal(edit.location)) is not None]
    return Move(site, distinct(edits), tuple(dict.fromkeys(lacks)))


def _without(statement: Statement, edits: Sequence[Edit], graph: PinGraph) -> Statement:
    """The declaration without the parts that are edited, where they stand or where they refer to."""
    edited = {edit.location for edit in edits}
    return replace(
        statement,
        members=tuple(part for part in statement.members if edited.isdisjoint(_places(part, graph))),
    )


def _places(member: Member, graph: PinGraph) -> Iterator[Location]:
    yield member.location
    literal = graph.behind(member.target, member.location.path) if member.target is not None else None
    if literal is not None:
        yield literal.location


def _respelled(sites: Sites, site: Site, target: str) -> str:
    """What a site is to say: the version as it was given, or as a registry's key has it. A requirement
    keeps the precision that it has, where it then admits the version."""
    if isinstance(site.value, Range):
        short = clip(target, site.raw)
        return short if _would_say(site, short, target) else restate(target, site.raw)
    return respell(target, site.raw, _keys(sites))


def _keys(sites: Sites) -> Iterator[str]:
    return (
        release.pin.raw for registry in sites.graph.registries_of(sites.tool) for release in registry.releases
    )


def _fixed_name(site: Site, version: str) -> str | None:
    """Why a literal is no place to write a version at, where it is the name of something."""
    if site.is_key:
        return f"`{site.raw}` names an entry of a registry, and the tool takes its version from there"
    if site.attribute is not None:
        return f"`{site.attribute}` is a name of the package set: choose the one that it has for `{version}`"
    return None


def _by_hand(sites: Sites, site: Site, words: str) -> Fix:
    title = f"see to `{sites.artifact(site)}` at {site.place}: {words}"
    # An edit that changes nothing still says where to look.
    return Fix(title, (Edit(site.location, site.raw, site.raw),), Applicability.MANUAL)


def _would_say(site: Site, new: str, target: str) -> bool:
    match site.value:
        case Exact(said):
            return equal(parse(new, said.scheme), parse(target, said.scheme))
        case Range(requirement):
            if not names_one(site.raw):
                return False
            try:
                read = parse_requirement(new, requirement.scheme)
            except RequirementError:
                return False
            return says(Range(read), target)


def target_of(sites: Sites, site: Site, version: str) -> str:
    """The version as a site's own artifact counts it."""
    return counted(sites.facts.knowledge, sites.leader, sites.artifact(site), version)


def lacking_entries(sites: Sites, version: str) -> Iterator[str]:
    """For each checksum registry without the version, the words that say what it needs."""
    for registry in sites.registries():
        if any(equal(_said(release.pin), parse(version)) for release in registry.releases):
            continue
        platforms = registry.platforms or tuple(
            asset.platform for release in registry.releases[-1:] for asset in release.assets
        )
        needs = f": needs digests for {', '.join(sorted(set(platforms)))}" if platforms else ""
        yield f"{registry.location.path} has no entry for `{version}`{needs}"


def _latest(sites: Sites, version: str) -> Iterator[Edit]:
    """`latest_version` of each registry, where it is behind."""
    for registry in sites.registries():
        if registry.latest is not None and _is_older(_said(registry.latest), parse(version)):
            pin = registry.latest
            yield Edit(pin.location, pin.raw, respell(version, pin.raw, _keys(sites)))


def _said(pin: Pin) -> Version:
    return pin.value.version if isinstance(pin.value, Exact) else parse(pin.raw)


def _is_older(first: Version, second: Version) -> bool:
    try:
        return compare(first, second) < 0
    except IncomparableError:
        return False
