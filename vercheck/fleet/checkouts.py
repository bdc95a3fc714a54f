"""The checkouts that a command line and a list name, each of them once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Checkout:
    """One root to check: `place` is where it is, links followed, and `name` what reports call it."""

    place: str
    name: str


def checkouts(paths: Iterable[str]) -> tuple[Checkout, ...]:
    """The roots at these paths; one that is named twice, in whatever way, goes by its first name."""
    found: dict[str, Checkout] = {}
    for path in paths:
        place = os.path.realpath(path)
        found.setdefault(place, Checkout(place, path))
    return tuple(found.values())


def listed(content: bytes) -> Iterator[str]:
    """The paths in a list: one on each line, or, where names may hold newlines, each with a NUL behind it.

    In lines, those that are empty or begin with `#` say nothing.
    """
    if b"\0" in content:
        yield from (os.fsdecode(name) for name in content.split(b"\0") if name)
        return
    for line in content.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        name = line.rstrip(b"\r")
        if name.strip() and not name.lstrip().startswith(b"#"):
            yield os.fsdecode(name)
