"""Which version is older, and which are the same.

Separate from the schemes because pins of one tool come in several: a crate in Cargo's, its command
line in a table's. Versions of two schemes are compared as people mean them, in the generic scheme.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from vercheck.model.version import Version
from vercheck.versions import bazel, dotted, nix, pep440, spelling
from vercheck.versions.parts import CEILING, FLOOR
from vercheck.versions.reading import family, parse

_PAIRS = 8_000
"""Comparisons that are remembered: every check asks for those of the few versions that one tool has."""

_KEYS: dict[str, Callable[[Version], Any]] = {
    "bazel": bazel.key,
    "generic": dotted.key,
    "pep440": pep440.key,
    "semver": dotted.key,
}


class IncomparableError(ValueError):
    """Two versions have no order between them (an opaque one, two product prefixes)."""


def compare(first: Version, second: Version) -> int:
    """-1, 0 or 1. Raises IncomparableError."""
    result = order(first, second)
    if result is None:
        raise IncomparableError(f"`{first.text}` and `{second.text}` have no order between them")
    return result


def equal(first: Version, second: Version) -> bool:
    """Equal however spelled: `1.90` = `1.90.0`, `v1` = `1`, `1_89_0` = `1.89.0`. Never raises.

    What follows `+` does not count. Bazel and Nix tell `1.0` from `1.0.0`, so two versions that are both
    in one of these schemes are told apart too.
    """
    return order(first, second) == 0


def equal_at_precision(first: Version, second: Version) -> bool:
    """Equal after cutting both to the coarser precision: `1.90` agrees with `1.90.3`, `22` with
    `22.4.1`; pre-release parts must agree. Never raises."""
    if first.is_opaque or second.is_opaque or not _one_product(first, second):
        return equal(first, second)
    first, second = _alike(first, second)
    cut = min(first.precision, second.precision)
    return first.release[:cut] == second.release[:cut] and first.pre == second.pre


def same_major(first: Version, second: Version) -> bool:
    """Whether the first number agrees; opaque versions must be equal."""
    return _same_start(first, second, 1)


def same_minor(first: Version, second: Version) -> bool:
    """Whether the first two numbers agree (below 1.0 the second is the one that breaks)."""
    return _same_start(first, second, 2)


@lru_cache(_PAIRS)
def order(first: Version, second: Version) -> int | None:
    """-1, 0 or 1; `None` where there is no order."""
    if bazel.is_override(first) or bazel.is_override(second):
        return bazel.is_override(first) - bazel.is_override(second)
    if not _one_product(first, second):
        return None
    if first.is_opaque or second.is_opaque:
        return _order_opaque(first, second)
    first, second = _alike(first, second)
    if first.is_opaque or second.is_opaque:
        return _order_opaque(first, second)
    scheme = family(first.scheme)
    if scheme == "nix":
        return nix.compare(first, second)
    key = _KEYS[scheme]
    left, right = key(first), key(second)
    return int(left > right) - int(left < right)


def _order_opaque(first: Version, second: Version) -> int | None:
    if first.is_opaque and second.is_opaque and _bare(first) == _bare(second):
        return 0
    return None


def _bare(version: Version) -> str:
    """An opaque text without what it is dressed in; a commit in one case."""
    text = version.text.strip().removeprefix(version.prefix)
    return text.lower() if spelling.is_commit(text) else text


def _one_product(first: Version, second: Version) -> bool:
    if first.prefix == second.prefix or not first.prefix or not second.prefix:
        return True
    left, right = spelling.product(first.prefix), spelling.product(second.prefix)
    return not left or not right or left == right


def _alike(first: Version, second: Version) -> tuple[Version, Version]:
    """Both versions in one family of schemes."""
    if family(first.scheme) == family(second.scheme):
        return first, second
    return _generic(first), _generic(second)


def _generic(version: Version) -> Version:
    if version.pre[-1:] in (FLOOR, CEILING):
        return Version(version.text, "generic", version.release, version.pre, version.prefix)
    return version if family(version.scheme) == "generic" else parse(version.text)


def _same_start(first: Version, second: Version, count: int) -> bool:
    if first.is_opaque or second.is_opaque or not _one_product(first, second):
        return equal(first, second)
    pairs = list(zip_longest(first.release[:count], second.release[:count], fillvalue=0))
    return all(left == right for left, right in pairs)
