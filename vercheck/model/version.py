"""Versions and requirements as values; `vercheck.versions` reads and compares them."""

from __future__ import annotations

from dataclasses import dataclass

Part = tuple[int, int | str]
"""One comparable part: `(kind, value)`, where kind orders numbers against words."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version as written, and what it means in its scheme.

    `text` is as written (a leading `v` kept). `release` holds the numeric release parts and
    `pre` the pre-release parts; both are empty for an opaque version (a commit, a date, a
    channel), which knows equality only. `prefix` is a product name or `v` in front, `build`
    what follows `+`; neither takes part in the order.
    """

    text: str
    scheme: str
    release: tuple[int, ...] = ()
    pre: tuple[Part, ...] = ()
    prefix: str = ""
    build: str = ""

    @property
    def is_opaque(self) -> bool:
        return not self.release

    @property
    def precision(self) -> int:
        """How many release parts are written: 2 for `1.90`, 3 for `1.90.0`."""
        return len(self.release)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Interval:
    """Versions between two bounds; `None` is unbounded."""

    low: Version | None
    high: Version | None
    low_closed: bool = True
    high_closed: bool = False


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement as written and the union of intervals that it admits."""

    text: str
    scheme: str
    intervals: tuple[Interval, ...]
    excluded: tuple[Version, ...] = ()

    def __str__(self) -> str:
        return self.text
