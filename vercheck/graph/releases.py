"""Which releases N of a family a pin admits, however the member counts: `0.N.p` or `1.N.p`."""

from __future__ import annotations

import math
from dataclasses import dataclass

from vercheck.graph.in_force import Site
from vercheck.graph.relations import Side, as_range
from vercheck.model import Interval


@dataclass(frozen=True, slots=True)
class Part:
    """One member of a family: the releases N, first and last, that its pin admits."""

    site: Site
    first: float
    last: float


def part_at(site: Site, major: int) -> Part | None:
    """The member that a site pins, where its versions are `major.N.p`."""
    found = releases(site.side, major)
    return None if found is None else Part(site, *found)


def releases(side: Side, major: int) -> tuple[float, float] | None:
    """The first and the last release that a version or a requirement admits; `None` where it is of another
    major, or opaque: counted in some other way."""
    bounds = [_releases(interval, major) for interval in as_range(side).intervals]
    bounds = [(first, last) for first, last in bounds if first <= last and first < math.inf]
    if not bounds:
        return None
    return min(first for first, _ in bounds), max(last for _, last in bounds)


def _releases(interval: Interval, major: int) -> tuple[float, float]:
    """The first and last N with `major.N.p` in an interval."""
    first, last = 0.0, math.inf
    if interval.low is not None and interval.low.release[:1] >= (major,):
        first = math.inf if interval.low.release[0] > major else (*interval.low.release, 0)[1]
    if interval.high is not None and interval.high.release[:1] <= (major,):
        number, *rest = (*interval.high.release, 0)[1:]
        is_before = not interval.high_closed and not any(rest)
        last = -1.0 if interval.high.release[:1] < (major,) else number - is_before
    return first, last
