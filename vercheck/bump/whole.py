"""Puts the plan of a bump together: the move with its parts named, and all that goes with it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vercheck.bump.locks import Refresh, refreshes
from vercheck.bump.made import remade
from vercheck.bump.staying import Staying, staying
from vercheck.fix.constraints import Broken, ended
from vercheck.fix.lending import Lend, lent_digests
from vercheck.fix.overlap import changes
from vercheck.fix.retarget import lacking_entries, retarget
from vercheck.fix.sites import Sites
from vercheck.graph import Facts
from vercheck.model import Applicability, Edit, Fix, Location, Role, Span
from vercheck.pipeline import Outcome
from vercheck.repair import Examine, Repair, breaks, move

_PLAIN = re.compile(r"[0-9a-f]{64}")
"""A digest as `sha256sum` prints it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One edit of the move, and what it is about: a part of a declaration, an artifact, a comment."""

    edit: Edit
    about: str


@dataclass(frozen=True, slots=True)
class Bump:
    """The whole plan. `unregistered` says what each checksum registry lacks; `ends` what must not stand
    beside the version; `by_hand` what else is left to people; `addresses` are the files at the new version
    whose digests are needed."""

    tool: str
    version: str
    repair: Repair
    moves: tuple[Part, ...]
    held: tuple[Part, ...]
    needs: tuple[str, ...]
    unregistered: tuple[str, ...]
    breaks: tuple[Broken, ...]
    addresses: tuple[str, ...]
    ends: tuple[str, ...]
    by_hand: tuple[str, ...]
    refreshes: tuple[Refresh, ...]
    stays: tuple[Staying, ...]


def bump(
    outcome: Outcome,
    examine: Examine,
    tool: str,
    version: str,
    *,
    unsafe: bool = False,
    lend: Lend = lent_digests,
) -> Bump:
    """Everything that moving a tool to a version takes. Nothing is written."""
    facts = outcome.facts
    sites = Sites(facts, tool)
    fixes = retarget(facts, tool, version, lend=lend)
    made = move(outcome, examine, tool, version, unsafe=unsafe, lend=lend)
    broken = breaks(outcome, tool, version, fixes)
    grave = {f"breaks: {one.words}" for one in broken if one.is_grave}
    waiting = _waiting(made)
    ends = ended(facts, tool, version, sites.root)
    naming = _Naming(facts)
    return Bump(
        tool=tool,
        version=version,
        repair=made,
        moves=tuple(naming.parts(made.plan.applied)),
        held=tuple(naming.parts(waiting)),
        needs=tuple(dict.fromkeys(lack for fix in waiting for lack in fix.lacks if lack not in grave)),
        unregistered=tuple(lacking_entries(sites, version)),
        breaks=broken,
        addresses=tuple(_addresses(sites, waiting)),
        ends=tuple(ends.values()),
        by_hand=tuple(
            held.fix.title
            for held in made.plan.held
            if held.fix.applicability is Applicability.MANUAL
            and not any(edit.location in ends for edit in held.fix.edits)
        ),
        refreshes=to_refresh(outcome, tool, version, made),
        stays=to_stay(outcome, tool, version, made),
    )


def to_refresh(outcome: Outcome, tool: str, version: str, made: Repair) -> tuple[Refresh, ...]:
    """The files that are to be written anew after a move, each with the command that does it."""
    sites = Sites(outcome.facts, tool)
    edited = {edit.location for edit in _edits(made)}
    return (*refreshes(sites, version, edited, outcome.reading.source), *remade(sites, version))


def to_stay(outcome: Outcome, tool: str, version: str, made: Repair) -> tuple[Staying, ...]:
    """What names the tool and is no part of a move."""
    return tuple(staying(Sites(outcome.facts, tool), version, _edits(made)))


def _waiting(made: Repair) -> list[Fix]:
    """The fixes that are not applied, but for what is left to people anyway."""
    held = [held.fix for held in made.plan.held if held.fix.applicability is not Applicability.MANUAL]
    return [*held, *(failure.fix for failure in made.failures)]


def _edits(made: Repair) -> list[Edit]:
    """Every edit of a move, whether it is made or held back."""
    return [edit for fix in (*made.plan.applied, *_waiting(made)) for edit in fix.edits if changes(edit)]


def _addresses(sites: Sites, waiting: Iterable[Fix]) -> Iterator[str]:
    """What the declarations that wait for a digest would download."""
    edits = [edit for fix in waiting if fix.lacks for edit in fix.edits]
    for statement in sites.graph.statements:
        given = {edit.location for edit in edits}
        wanted = [member for member in statement.all("digest") if member.location not in given]
        # What Nix has a hash of is most often not the file but the tree that it unpacks to.
        if not any(_PLAIN.fullmatch(member.text) for member in wanted) or statement.location.path.endswith(
            ".nix"
        ):
            continue
        for member in statement.all("url"):
            inside = [edit for edit in edits if _covers(member.location, edit.location)]
            if inside:
                yield _edited(member.text, member.location.span.start, inside)
                break  # the others are its mirrors


def _covers(place: Location, other: Location) -> bool:
    return place.path == other.path and place.span.covers(other.span)


def _edited(text: str, start: int, edits: Iterable[Edit]) -> str:
    content = text.encode()
    for edit in sorted(edits, reverse=True):
        first, last = edit.location.span.start - start, edit.location.span.end - start
        content = content[:first] + edit.new.encode() + content[last:]
    return content.decode()


class _Naming:
    """What stands at a place, in a word."""

    def __init__(self, facts: Facts) -> None:
        graph = facts.graph
        self._names: dict[Location, str] = {}
        self._members: dict[str, list[tuple[Span, str]]] = defaultdict(list)
        for registry in graph.registries:
            if registry.latest is not None:
                self._names[registry.latest.location] = "latest_version"
        for pin in graph.pins:
            said = "text" if pin.role is Role.MENTIONS else str(graph.artifact(pin))
            self._names.setdefault(pin.location, said)
        for mention in graph.mentions:
            self._names.setdefault(mention.pin.location, "text")
        for one in facts.synced:
            self._names.setdefault(one.place, "derived")
        for statement in graph.statements:
            for member in statement.members:
                self._members[member.location.path].append((member.location.span, member.name))

    def parts(self, fixes: Iterable[Fix]) -> Iterator[Part]:
        edits = {edit for fix in fixes for edit in fix.edits if changes(edit)}
        return (Part(edit, self._about(edit.location)) for edit in sorted(edits))

    def _about(self, place: Location) -> str:
        members = self._members.get(place.path, ())
        name = next((name for span, name in members if span.covers(place.span)), "")
        return name if name not in ("", "version") else self._names.get(place, name)
