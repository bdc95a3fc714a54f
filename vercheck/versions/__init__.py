"""Versions of every scheme: read, compare, admit, format.

Reading never fails: what is not understood is opaque and knows equality only. Comparing what cannot
be compared raises `IncomparableError`; it never guesses.
"""

from __future__ import annotations

from vercheck.model import Requirement, Version


class IncomparableError(ValueError):
    """Two versions have no order between them (an opaque one, two product prefixes)."""


class RequirementError(ValueError):
    """A requirement's text is not one of its scheme; the message says what was expected."""


def parse(text: str, scheme: str = "generic") -> Version:
    raise NotImplementedError


def looks_like_version(text: str) -> bool:
    """Whether a whole text is a version as people write pins: `1.2`, `v1.2.3-rc.1`, `20250814.0`,
    `29`, `nightly-2025-04-17`; not a word, not a path, not a digest."""
    raise NotImplementedError


def is_floating(text: str) -> bool:
    """Whether a text names whatever is newest: `latest`, `stable`, `main`, `nightly`, `canary`, `*`."""
    raise NotImplementedError


def compare(first: Version, second: Version) -> int:
    """-1, 0 or 1. Raises IncomparableError."""
    raise NotImplementedError


def equal(first: Version, second: Version) -> bool:
    """Equal however spelled: `1.90` = `1.90.0`, `v1` = `1`, `1_89_0` = `1.89.0`. Never raises."""
    raise NotImplementedError


def equal_at_precision(first: Version, second: Version) -> bool:
    """Equal after cutting both to the coarser precision: `1.90` agrees with `1.90.3`, `22` with
    `22.4.1`. Never raises."""
    raise NotImplementedError


def parse_requirement(text: str, scheme: str) -> Requirement:
    """Raises RequirementError."""
    raise NotImplementedError


def admits(requirement: Requirement, version: Version) -> bool:
    """Whether a requirement accepts a version, by its scheme's rules on pre-releases."""
    raise NotImplementedError


def intersects(first: Requirement, second: Requirement) -> bool:
    """Whether some version is admitted by both."""
    raise NotImplementedError


def restate(version: str, like: str) -> str:
    """A version in the spelling of another: prefix, separators and precision of `like` kept where
    nothing is lost: `restate("0.46.0", "v0.43.0")` is `v0.46.0`."""
    raise NotImplementedError
