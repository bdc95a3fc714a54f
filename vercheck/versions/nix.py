"""Nix's order of versions, that of `builtins.compareVersions`.

Separate because it has an order of its own: a number is above a word, `pre` is below nothing, and
`1.0` is below `1.0.0`. Source: the Nix manual, "nix-env --upgrade", section "Versions".
"""

from __future__ import annotations

import re
from itertools import zip_longest

from vercheck.model.version import Part, Version
from vercheck.versions.parts import FLOOR, TAIL_NUMBER, TAIL_WORD

_COMPONENT = re.compile(r"[0-9]+|[^0-9.-]+")
_READABLE = re.compile(r"[0-9][0-9A-Za-z.+_~-]*\Z")


def read(text: str) -> Version | None:
    """A version as Nix reads it; `None` where it does not start with a number."""
    stripped = text.strip()
    if not _READABLE.match(stripped):
        return None
    components = _COMPONENT.findall(stripped)
    count = next((index for index, part in enumerate(components) if not part[0].isdigit()), len(components))
    release = tuple(int(part) for part in components[:count])
    rest: tuple[Part, ...] = tuple(
        (TAIL_NUMBER, int(part)) if part[0].isdigit() else (TAIL_WORD, part) for part in components[count:]
    )
    return Version(text, "nix", release, rest)


def compare(first: Version, second: Version) -> int:
    """-1, 0 or 1."""
    for left, right in zip_longest(_components(first), _components(second), fillvalue=""):
        if left == right:
            continue
        return -1 if _is_below(left, right) else 1
    return 0


def _components(version: Version) -> tuple[int | str, ...]:
    if version.pre == FLOOR:
        return (*version.release, "pre")
    return version.release + tuple(value for _, value in version.pre)


def _is_below(left: int | str, right: int | str) -> bool:
    if isinstance(left, int) and isinstance(right, int):
        return left < right
    if left == "" and isinstance(right, int):
        return True
    if left == "pre":
        return True
    if right == "pre":
        return False
    if isinstance(right, int):
        return True
    return isinstance(left, str) and left < right
