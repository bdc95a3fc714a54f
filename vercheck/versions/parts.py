"""The kinds of comparable parts behind a release, and the two bounds that no text can spell.

They are here, below every scheme, so that a part means the same wherever it was read: parts of a
pre-release sort before the release, parts of a tail (`w` in `1.1.1w`, `bcr.1`, `post1`) after it.
"""

from __future__ import annotations

from vercheck.model.version import Part, Version

PRE_NUMBER = 0
PRE_WORD = 1
TAIL_NUMBER = 2
TAIL_WORD = 3

FLOOR: tuple[Part, ...] = ((-1, 0),)
"""Sorts before every pre-release of its release: the open end of `<2.0.0-0`."""

CEILING: tuple[Part, ...] = ((9, 0),)
"""Sorts after every post-release of its release: the open end of PEP 440's `>1.0`."""

MAX_LENGTH = 200
"""A longer text is no version; it also keeps every number far below Python's limit on digits."""


def is_prerelease(version: Version) -> bool:
    """Whether a version sorts before its own release."""
    return any(kind in (PRE_NUMBER, PRE_WORD) for kind, _ in version.pre)


def trimmed(release: tuple[int, ...]) -> tuple[int, ...]:
    """A release without its last zeros, so that `1.90` and `1.90.0` are one."""
    end = len(release)
    while end and release[end - 1] == 0:
        end -= 1
    return release[:end]
