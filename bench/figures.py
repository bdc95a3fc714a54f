"""What runs come to: ratios of one round, their spread, and the slope over sizes. Arithmetic alone."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bench.runs import Run


@dataclass(frozen=True, slots=True)
class Spread:
    """A median and how far the single figures lie around it."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> Spread:
        return cls(statistics.median(figures), min(figures), max(figures))


@dataclass(frozen=True, slots=True)
class Slope:
    """How time grows with size: of the line through all points that misses them least, and of each
    stretch between two neighbours."""

    whole: float
    stretches: tuple[float, ...]

    @property
    def bend(self) -> float | None:
        """The last stretch over the first: 1 where time grows as size does, more where it grows faster; of
        one stretch there is none."""
        return self.stretches[-1] / self.stretches[0] if len(self.stretches) > 1 else None


def ratios(ours: Sequence[Run], theirs: Sequence[Run]) -> Spread:
    """Processor time as a ratio, round by round: what a busy machine adds, it adds to both."""
    return Spread.of([mine.cpu / other.cpu for mine, other in zip(ours, theirs, strict=True)])


def wall_ratios(ours: Sequence[Run], theirs: Sequence[Run]) -> Spread:
    """The same of the time by the clock."""
    return Spread.of([mine.wall / other.wall for mine, other in zip(ours, theirs, strict=True)])


def slope(points: Sequence[tuple[float, float]]) -> Slope | None:
    """Of (size, time), by rising size; `None` for less than two sizes."""
    ordered = sorted(points)
    if len({size for size, _ in ordered}) < len(ordered) or len(ordered) < 2:
        return None
    line = statistics.linear_regression([size for size, _ in ordered], [spent for _, spent in ordered])
    stretches = tuple(
        (after - before) / (larger - smaller) for (smaller, before), (larger, after) in pairwise(ordered)
    )
    return Slope(line.slope, stretches)
