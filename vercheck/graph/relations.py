"""Whether two versions, or two requirements, can stand in a relation that a pack row names.

Everything is a union of intervals: a version is a point, and a relation widens both sides to what it
does not tell apart (`same-minor`: to whole minors). Two sides fit where some pair of admitted
versions does, so a range that admits a fitting version is never called wrong. Separate from the rows,
which only say what is related, and from `vercheck.versions`, which knows schemes and no relations.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from vercheck import versions
from vercheck.model import Interval, Requirement, Version

Side = Version | Requirement
"""What one side of a relation has: an exact version or a requirement."""

_FULL = 3
"""Parts of a whole version: fewer name a series (`20` is any Node 20)."""
PACK_SCHEME = "cargo"
"""Requirements in packs are written as in Cargo (`>=1.2, <2`, `0.46`), with `||` between alternatives."""


@lru_cache(maxsize=4096)
def read(text: str) -> Requirement:
    """A requirement as packs write it.

    Raises:
        RequirementError: the text is not one.
    """
    parts = [versions.parse_requirement(part.strip(), PACK_SCHEME) for part in text.split("||")]
    return Requirement(text, PACK_SCHEME, tuple(interval for part in parts for interval in part.intervals))


def fits(relation: str, leader: Side, follower: Side) -> bool | None:
    """Whether `follower` can stand beside `leader`; `None` where the two have no order between them
    (a commit, a date), so that nobody can tell."""
    if relation == "absent":
        return False
    if relation == "prefix":
        return _begins(leader, follower)
    if _is_opaque(leader) or _is_opaque(follower):
        return None
    try:
        return versions.intersects(*_widened(relation, leader, follower))
    except versions.IncomparableError:
        return None


def admitted(requirement: Requirement, side: Side) -> bool | None:
    """Whether some version that `side` may be is in `requirement`; `None` where nobody can tell."""
    if _is_opaque(side):
        return None
    try:
        return versions.intersects(requirement, as_range(side))
    except versions.IncomparableError:
        return None


def as_range(side: Side) -> Requirement:
    """A version as the requirement that admits it alone."""
    if isinstance(side, Requirement):
        return side
    return Requirement(side.text, side.scheme, (Interval(side, side, high_closed=True),))


def series(side: Side) -> Side:
    """A short version of a tool as all the versions that it may stand for."""
    if isinstance(side, Requirement) or side.is_opaque or side.pre or side.precision >= _FULL:
        return side
    return versions.parse_requirement("~" + ".".join(map(str, side.release)), PACK_SCHEME)


def shown(side: Side) -> str:
    """A side as it is written."""
    return side.text


def _begins(leader: Side, follower: Side) -> bool | None:
    """Whether a follower that has another version in front of its own (`1.9.22-1.0.17`) has the leader's."""
    start, dash, own = follower.text.rpartition("-")
    if isinstance(leader, Requirement) or not dash or not own[:1].isdigit():
        return None
    return versions.equal(versions.parse(start), versions.parse(leader.text))


def _widened(relation: str, leader: Side, follower: Side) -> tuple[Requirement, Requirement]:
    first, second = as_range(leader), as_range(follower)
    match relation:
        case "same-minor":
            return _rounded(first, 2), _rounded(second, 2)
        case "same-major":
            return _rounded(first, 1), _rounded(second, 1)
        case "at-least":
            lowest = replace(first, intervals=tuple(replace(one, high=None) for one in first.intervals))
            return lowest, second
        case "equal-at-precision":
            return _at_own_precision(leader, first), _at_own_precision(follower, second)
        case _:
            return first, second


def _at_own_precision(side: Side, as_requirement: Requirement) -> Requirement:
    return _rounded(as_requirement, side.precision) if isinstance(side, Version) else as_requirement


def _rounded(requirement: Requirement, parts: int) -> Requirement:
    """Every interval widened to whole releases of `parts` parts: 2 for whole minors."""
    return replace(
        requirement, intervals=tuple(_rounded_interval(one, parts) for one in requirement.intervals)
    )


def _rounded_interval(interval: Interval, parts: int) -> Interval:
    low = _release(interval.low.release[:parts], interval.low) if interval.low else None
    high = interval.high
    if high is not None:
        tail = high.release[parts:]
        is_boundary = not interval.high_closed and not any(tail)
        start = (*high.release, *(0,) * parts)[:parts]
        release = start if is_boundary else (*start[:-1], start[-1] + 1)
        high = _release(release, high)
    return Interval(low, high)


def _release(release: tuple[int, ...], like: Version) -> Version:
    """A plain release in the scheme of another version."""
    padded = (*release, 0, 0, 0)[: max(3, len(release))]
    return versions.parse(".".join(map(str, padded)), like.scheme)


def _is_opaque(side: Side) -> bool:
    return side.is_opaque if isinstance(side, Version) else not side.intervals
