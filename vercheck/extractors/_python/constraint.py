"""Poetry's constraints: `^1.2`, `~1.2`, `1.*`, `>=1,<2 || ^3`, and a bare version, which is exact.

Each alternative is said anew in the words of PEP 440, which has no caret and no tilde; the bounds are
Poetry's. Source: the page "Dependency specification" of Poetry's documentation.
"""

from __future__ import annotations

import re

from vercheck.model import Exact, Floating, Requirement, Role
from vercheck.model import Range as RangeValue
from vercheck.versions import RequirementError, looks_like_version, parse, parse_requirement

Value = Exact | Floating | RangeValue

MAX_LENGTH = 500

_ALTERNATIVES = re.compile(r"\|\|?")
_COMPARISON = re.compile(r"(\^|~=|~|===?|!=|>=|<=|>|<|=)?\s*+([^\s,|^~<>=!]++)\s*+,?\s*+")
_EXACT = re.compile(r"(===?|=)?\s*")


def read_constraint(text: str) -> tuple[Value, Role, tuple[int, int]]:
    """What a constraint means, its role, and the stretch that says so.

    Raises:
        RequirementError: the text is no constraint.
    """
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    if start >= end or len(text) > MAX_LENGTH:
        raise RequirementError("expected a constraint such as `^1.2`")
    if text[start:end] == "*":
        return Floating("*"), Role.REQUIRES, (start, end)
    sign = _EXACT.match(text, start)
    bare = text[sign.end() if sign else start : end]
    if looks_like_version(bare):
        return Exact(parse(bare, "pep440")), Role.SELECTS, (end - len(bare), end)
    return RangeValue(_range(text[start:end])), Role.REQUIRES, (start, end)


def _range(text: str) -> Requirement:
    parts = [
        parse_requirement(_specifiers(part.strip()), "pep440")
        for part in _ALTERNATIVES.split(text)
        if part.strip() != "*"
    ]
    if not parts:
        return Requirement(text, "pep440", parse_requirement("", "pep440").intervals)
    return Requirement(text, "pep440", tuple(one for part in parts for one in part.intervals))


def _specifiers(text: str) -> str:
    """One alternative as PEP 440 writes it."""
    said: list[str] = []
    position = 0
    while position < len(text):
        found = _COMPARISON.match(text, position)
        if found is None:
            raise RequirementError(f"`{text[position:][:60]}` is not a constraint such as `^1.2`")
        said.append(_specifier(found[1] or "", found[2]))
        position = found.end()
    if not said:
        raise RequirementError("an empty alternative; expected a constraint such as `^1.2`")
    return ",".join(said)


def _specifier(sign: str, version: str) -> str:
    if sign in ("^", "~"):
        return f">={version},<{_above(sign, version)}"
    if sign in ("", "=", "=="):
        return "" if version == "*" else f"=={version}"
    return f"{sign}{version}"


def _above(sign: str, version: str) -> str:
    """The first release that `^` or `~` leaves out."""
    release = parse(version, "pep440").release
    if not release:
        raise RequirementError(f"`{version[:60]}` is not a version as PEP 440 knows them")
    if sign == "~":
        index = min(1, len(release) - 1)
    else:
        index = next((place for place, number in enumerate(release) if number), len(release) - 1)
    return ".".join(map(str, (*release[:index], release[index] + 1)))
