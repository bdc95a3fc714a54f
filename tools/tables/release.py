"""Releases of an upstream: their versions, and how versions are ordered and cut into lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import total_ordering

_VERSION = re.compile(r"\d+(?:\.\d+){1,2}")


@total_ordering
@dataclass(frozen=True, slots=True)
class Version:
    """`text` is as released (`0.33.0`); a missing last number is 0."""

    text: str

    @property
    def parts(self) -> tuple[int, int, int]:
        numbers = [*map(int, self.text.split(".")), 0]
        return numbers[0], numbers[1], numbers[2]

    @property
    def line(self) -> tuple[int, ...]:
        """The releases that a requirement of Cargo's kind takes for one: `0.33` or `22`."""
        major, minor, _ = self.parts
        return (major,) if major else (0, minor)

    def __lt__(self, other: Version) -> bool:
        return self.parts < other.parts


@dataclass(frozen=True, slots=True)
class Release:
    """`revision` is a commit; `source` what a row says for it: the tag, or the commit in short."""

    version: Version
    revision: str
    source: str


def version(text: str) -> Version | None:
    """The version of a release; `None` for a candidate, a development version, or anything else."""
    return Version(text) if _VERSION.fullmatch(text) else None


def spelled(line: tuple[int, ...]) -> str:
    return ".".join(map(str, line))


def following(line: tuple[int, ...]) -> tuple[int, ...]:
    return (*line[:-1], line[-1] + 1)


def ordered(releases: Iterable[Release]) -> tuple[Release, ...]:
    """By version, each once."""
    return tuple(
        {item.version.parts: item for item in sorted(releases, key=lambda item: item.version)}.values()
    )
