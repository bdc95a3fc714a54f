"""Findings that a repository has decided to live with: inline ignores and holds, each with a reason.

An ignore or a hold that hides nothing is itself a finding, so that none outlives what it was for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vercheck import versions
from vercheck.did_you_mean import did_you_mean
from vercheck.graph import Hold
from vercheck.graph.knowledge import folded
from vercheck.ignores import Ignore
from vercheck.model import Artifact, Diagnostic, Location, Role, Severity

_PINNING = (Role.SELECTS, Role.REQUIRES, Role.RESOLVES)
"""Roles of related places that a hold can keep as they are."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """What is left, what is hidden, and what ignores and holds have to answer for."""

    kept: tuple[Diagnostic, ...]
    hidden: tuple[Diagnostic, ...]


def suppress(
    diagnostics: Iterable[Diagnostic],
    ignores: Sequence[Ignore],
    holds: Sequence[tuple[Hold, Location]],
    *,
    ran: Collection[str],
    known: Collection[str],
    pinned: Collection[tuple[Artifact, str]],
    today: date,
) -> Suppression:
    """Take out what ignores and holds cover, and add what is wrong with them.

    `ran` are the checks that looked at this run and `known` all that exist: an ignore of a check that
    did not run is not called unused. A hold is in use where it hides a finding or speaks of what is
    `pinned`, because `vercheck fix` leaves that where it is. `today` decides which holds have expired.
    """
    in_force = [hold for hold in holds if not hold[0].has_expired(today)]
    by_place = _by_place(ignore for ignore in ignores if ignore.reason and not ignore.has_expired(today))
    kept: list[Diagnostic] = []
    hidden: list[Diagnostic] = []
    used: set[tuple[Location, str]] = set()
    for diagnostic in diagnostics:
        covering = _covering(diagnostic, by_place)
        holding = _holding(diagnostic, in_force)
        used |= {(ignore.location, diagnostic.check) for ignore in covering}
        used |= {(location, "") for location in holding}
        (hidden if covering or holding else kept).append(diagnostic)
    for ignore in ignores:
        kept.extend(_complaints(ignore, used, ran, known, today))
    for hold, location in holds:
        is_used = (location, "") in used or any(_speaks_of(hold, *pin) for pin in pinned)
        kept.extend(_hold_complaints(hold, location, is_used=is_used, today=today))
    return Suppression(tuple(kept), tuple(hidden))


def _covering(
    diagnostic: Diagnostic, by_place: Mapping[tuple[str, int, str], Sequence[Ignore]]
) -> list[Ignore]:
    """The ignores that cover a finding: at its primary place, or together at every pin that the primary
    place disagrees with."""

    def at(place: Location) -> Sequence[Ignore]:
        return by_place.get((place.path, place.line, diagnostic.check), ())

    primary = list(at(diagnostic.location))
    if primary or not by_place:
        return primary
    others = [
        label.location
        for label in diagnostic.related
        if label.role in _PINNING and label.version not in (None, diagnostic.version)
    ]
    return [ignore for place in others for ignore in at(place)] if all(map(at, others)) else []


def _holding(diagnostic: Diagnostic, holds: Sequence[tuple[Hold, Location]]) -> list[Location]:
    """The holds that cover a finding: of what its primary place pins, or together of every pin that the
    primary place disagrees with. A third version that nobody holds is still a difference."""
    artifact, version = diagnostic.artifact, diagnostic.version
    primary = [location for hold, location in holds if _speaks_of(hold, artifact, version)]
    if primary or not holds:
        return primary
    found: list[Location] = []
    for label in diagnostic.related:
        if label.version is None or (label.artifact, label.version) == (artifact, version):
            continue
        by = [location for hold, location in holds if _speaks_of(hold, label.artifact, label.version)]
        if not by or label.role not in _PINNING:
            return []
        found.extend(by)
    return found


def _by_place(ignores: Iterable[Ignore]) -> Mapping[tuple[str, int, str], list[Ignore]]:
    places: dict[tuple[str, int, str], list[Ignore]] = defaultdict(list)
    for ignore in ignores:
        for line in ignore.lines:
            for check in ignore.checks:
                places[ignore.location.path, line, check].append(ignore)
    return places


def _complaints(
    ignore: Ignore,
    used: set[tuple[Location, str]],
    ran: Collection[str],
    known: Collection[str],
    today: date,
) -> Iterator[Diagnostic]:
    if not ignore.checks:
        yield _unused(ignore.location, "this ignore names no check", "write `vercheck: ignore[CHECK] reason`")
        return
    if not ignore.reason:
        yield _unused(
            ignore.location,
            "this ignore gives no reason, so it hides nothing",
            f"say why after the bracket: `vercheck: ignore[{', '.join(ignore.checks)}] reason`",
        )
        return
    if ignore.has_expired(today):
        message = (
            f"this ignore of {', '.join(f'`{check}`' for check in ignore.checks)} expired on {ignore.until}"
        )
        advice = "bring the versions together, or give the ignore a later day"
        yield replace(_unused(ignore.location, message, advice), check="expired-hold")
        return
    for check in ignore.checks:
        if check not in known:
            message = f"this ignore names `{check}`, which is no check{did_you_mean(check, known)}"
            yield _unused(ignore.location, message, "`vercheck explain` lists the checks")
        elif check in ran and (ignore.location, check) not in used:
            yield _unused(ignore.location, f"this ignore of `{check}` hides nothing", "take it out")


def _hold_complaints(hold: Hold, location: Location, *, is_used: bool, today: date) -> Iterator[Diagnostic]:
    subject = f"the hold of `{hold.artifact}` at `{hold.version}`"
    if hold.has_expired(today):
        yield Diagnostic(
            f"{subject} expired on {hold.until}",
            location,
            artifact=hold.artifact,
            version=hold.version,
            help="bring the versions together, or give the hold a later `until`",
            check="expired-hold",
            severity=Severity.WARNING,
        )
    elif not is_used:
        held = replace(_unused(location, f"{subject} hides nothing", "take it out"), artifact=hold.artifact)
        yield replace(held, version=hold.version)


def _unused(location: Location, message: str, help_: str) -> Diagnostic:
    return Diagnostic(message, location, help=help_, check="unused-ignore", severity=Severity.WARNING)


def _speaks_of(hold: Hold, artifact: Artifact | None, version: str | None) -> bool:
    if artifact is None or version is None or folded(artifact) != folded(hold.artifact):
        return False
    return version == hold.version or versions.equal(versions.parse(version), versions.parse(hold.version))
