"""Python's version specifiers: `~=`, `==` with and without `.*`, `!=`, comparisons and `===`.

Source: PEP 440, "Version specifiers".
"""

from __future__ import annotations

import re
from dataclasses import replace

from vercheck.model.version import Interval, Version
from vercheck.versions import pep440
from vercheck.versions.intervals import ANY, bumped, contains, exactly, meet, outside
from vercheck.versions.operands import RequirementError
from vercheck.versions.parts import CEILING, FLOOR, MAX_LENGTH, is_prerelease

_SPECIFIER = re.compile(r"(===|~=|==|!=|<=|>=|<|>)\s*([^\s<>=!~]\S*)\Z")


def read(text: str, _scheme: str) -> tuple[Interval, ...]:
    """The intervals of a set of specifiers; an empty one admits everything. Raises RequirementError."""
    intervals: tuple[Interval, ...] = (ANY,)
    for specifier in filter(None, map(str.strip, text.split(","))):
        intervals = meet(intervals, _read_specifier(specifier))
    return intervals


def accepts(interval: Interval, version: Version) -> bool:
    """Whether an interval holds a version, by the rules that bounds alone cannot say.

    `===` compares texts, and a local version is equal to none but itself. A pre-release is accepted like
    any other version: PEP 440 prefers final ones where there is a choice, and one version leaves none.
    """
    low = interval.low
    if low is None or low != interval.high:
        return contains(interval, version)
    if low.scheme == "opaque":
        return low.text.lower() == version.text.strip().lower()
    return contains(interval, version) and low.build.lower() in ("", version.build.lower())


def _read_specifier(text: str) -> tuple[Interval, ...]:
    match = _SPECIFIER.match(text)
    if match is None:
        raise RequirementError(f"`{text[:60]}` is not a specifier such as `==1.2.3`, `~=1.2` or `>=1,<2`")
    operator, operand = match.groups()
    if operator == "===":
        return (exactly(Version(operand, "opaque")),)
    has_wildcard = operand.endswith(".*")
    version = pep440.read(operand.removesuffix(".*")) if len(operand) <= MAX_LENGTH else None
    if version is None:
        raise RequirementError(f"`{operand[:60]}` is not a version as PEP 440 knows them")
    if has_wildcard and (operator not in ("==", "!=") or version.pre or version.build):
        raise RequirementError(f"`{text[:60]}`: `.*` stands only behind the release of `==` and `!=`")
    if version.build and operator not in ("==", "!="):
        raise RequirementError(f"`{text[:60]}`: a local version stands only behind `==` and `!=`")
    return _intervals(operator, version, has_wildcard=has_wildcard)


def _intervals(operator: str, version: Version, *, has_wildcard: bool) -> tuple[Interval, ...]:
    match operator:
        case "==" if has_wildcard:
            return (_series(version, len(version.release)),)
        case "==":
            return (exactly(version),)
        case "!=" if has_wildcard:
            return outside(_series(version, len(version.release)))
        case "!=" if version.build:
            return (ANY,)  # another build of the same version is not left out, and builds do not count here
        case "!=":
            return outside(exactly(version))
        case "~=":
            if len(version.release) < 2:
                raise RequirementError(f"`~={version.text}` needs two numbers, as in `~=1.2`")
            return (replace(_series(version, len(version.release) - 1), low=version),)
        case ">=":
            return (Interval(version, None),)
        case "<=":
            return (Interval(None, version, high_closed=True),)
        case ">":
            return (Interval(_after_posts(version), None, low_closed=False),)
        case _:
            return (Interval(None, _before_devs(version)),)


def _series(version: Version, count: int) -> Interval:
    """Every version whose first numbers are these."""
    release = version.release[:count]
    low = replace(version, release=release, pre=FLOOR)
    return Interval(low, replace(version, release=bumped(release, count - 1), pre=FLOOR))


def _after_posts(version: Version) -> Version:
    """`>V` leaves out the post-releases of V, unless V is one or is still in development."""
    words = {word for _, word in version.pre}
    return version if "post" in words or "dev" in words else replace(version, pre=version.pre + CEILING)


def _before_devs(version: Version) -> Version:
    """`<V` leaves out the pre-releases of V, unless V is one."""
    return version if is_prerelease(version) else replace(version, pre=version.pre + FLOOR)
