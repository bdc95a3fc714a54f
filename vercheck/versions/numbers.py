"""Finds equal versions without holding every version against every other.

Separate from their order, which knows two of them: what this says is the same for all that may be equal.
"""

from __future__ import annotations

from vercheck.model import Version
from vercheck.versions.reading import parse


def numbers(version: Version) -> tuple[int, ...]:
    """The numbers of a version up to the last that is not zero, in whatever scheme it is read: versions that
    are equal have the same; not all that have the same are equal."""
    found = parse(version.text).release
    while found and not found[-1]:
        found = found[:-1]
    return found
