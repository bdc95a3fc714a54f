"""Sets of versions as intervals between two bounds: what every scheme's requirement comes down to."""

from __future__ import annotations

from vercheck.model.version import Interval, Version
from vercheck.versions.order import order
from vercheck.versions.parts import FLOOR

ANY = Interval(None, None)


def release_bound(numbers: tuple[int, ...], scheme: str, *, floor: bool = False) -> Version:
    """A bound at a release; with `floor`, before all of its pre-releases."""
    padded = numbers + (0,) * (3 - len(numbers)) if scheme not in ("bazel", "nix") else numbers
    text = ".".join(map(str, padded))
    return Version(text, scheme, padded, FLOOR if floor else ())


def bumped(numbers: tuple[int, ...], index: int) -> tuple[int, ...]:
    """The first release above all that agree up to this part."""
    return (*numbers[:index], numbers[index] + 1)


def exactly(version: Version) -> Interval:
    return Interval(version, version, low_closed=True, high_closed=True)


def contains(interval: Interval, version: Version) -> bool:
    """Whether a version lies between the bounds; one that cannot be compared with them does not."""
    low = 1 if interval.low is None else order(version, interval.low)
    high = -1 if interval.high is None else order(version, interval.high)
    if low is None or high is None:
        return False
    return (low > 0 or (low == 0 and interval.low_closed)) and (
        high < 0 or (high == 0 and interval.high_closed)
    )


def outside(interval: Interval) -> tuple[Interval, ...]:
    """Everything but an interval."""
    parts: list[Interval] = []
    if interval.low is not None:
        parts.append(Interval(None, interval.low, high_closed=not interval.low_closed))
    if interval.high is not None:
        parts.append(Interval(interval.high, None, low_closed=not interval.high_closed))
    return tuple(parts)


def meet(first: tuple[Interval, ...], second: tuple[Interval, ...]) -> tuple[Interval, ...]:
    """What lies in both unions of intervals."""
    met = (_overlap(left, right) for left in first for right in second)
    return tuple(interval for interval in met if interval is not None)


def _overlap(first: Interval, second: Interval) -> Interval | None:
    low, low_closed = _tighter(first.low, first.low_closed, second.low, second.low_closed, sign=1)
    high, high_closed = _tighter(first.high, first.high_closed, second.high, second.high_closed, sign=-1)
    if low is not None and high is not None:
        gap = order(low, high)
        if gap is None or gap > 0 or (gap == 0 and not (low_closed and high_closed)):
            return None
    return Interval(low, high, low_closed, high_closed)


def _tighter(
    first: Version | None, first_closed: bool, second: Version | None, second_closed: bool, *, sign: int
) -> tuple[Version | None, bool]:
    if first is None:
        return second, second_closed
    if second is None:
        return first, first_closed
    result = order(first, second)
    if result == 0:
        return first, first_closed and second_closed
    return (first, first_closed) if (result or 0) * sign > 0 else (second, second_closed)
