"""Requirements of the schemes without a grammar of their own: comparators around versions.

What differs is what a bare version means: at least it (`go 1.21`, a Bazel module), exactly it (Nix), or
every version that begins like it (a row of a pack).
"""

from __future__ import annotations

import re

from vercheck.model.version import Interval
from vercheck.versions import operands
from vercheck.versions.intervals import ANY, exactly, meet, outside
from vercheck.versions.operands import Operand, RequirementError, read_operand
from vercheck.versions.parts import CEILING
from vercheck.versions.reading import parse

_COMPARATOR = re.compile(r"(===?|!=|~>|[\^~]|>=|<=|>|<|=|-)?\s*([^\s,<>=!^~|]+)(?:\s*,\s*|\s+|\Z)")
_HYPHEN = re.compile(r"(\S+)\s+-\s+(\S+)\Z")


def read_generic(text: str, scheme: str) -> tuple[Interval, ...]:
    """A bare `1.240` is every 1.240.x; `1.240.1` is that one. Raises RequirementError."""
    if not text:
        raise RequirementError("an empty requirement; write `*` for any version")
    intervals: list[Interval] = []
    for part in text.split("||"):
        hyphen = _HYPHEN.match(part.strip())
        spelled = f">={hyphen[1]} <={hyphen[2]}" if hyphen else part.strip()
        intervals += _read_list(spelled, scheme, bare="=")
    return tuple(intervals)


def read_minimum(text: str, scheme: str) -> tuple[Interval, ...]:
    """A bare version is at least it. Raises RequirementError."""
    return _read_list(text, scheme, bare=">=")


def read_exact(text: str, scheme: str) -> tuple[Interval, ...]:
    """A bare version is exactly it. Raises RequirementError."""
    return _read_list(text, scheme, bare="===")


def read_opaque(text: str, scheme: str) -> tuple[Interval, ...]:
    """The text itself, whatever it says."""
    return (exactly(parse(text, scheme)),)


def _read_list(text: str, scheme: str, *, bare: str) -> tuple[Interval, ...]:
    if not text:
        raise RequirementError("an empty requirement; a version was expected")
    intervals: tuple[Interval, ...] = (ANY,)
    position = 0
    while position < len(text):
        match = _COMPARATOR.match(text, position)
        if match is None:
            shown = text[position:][:60]
            raise RequirementError(f"`{shown}` is not a requirement such as `1.2`, `>=1.2` or `1.2 || 1.3`")
        intervals = meet(intervals, _interval(match[1] or bare, match[2], scheme))
        position = match.end()
    return intervals


def _interval(operator: str, text: str, scheme: str) -> tuple[Interval, ...]:
    if scheme in ("bazel", "nix", "go", "minimum") and "*" not in text:
        return _whole(operator, text, scheme)
    operand = read_operand(text, scheme)
    match operator:
        case "^":
            return (operands.caret(operand),)
        case "~":
            return (operands.tilde(operand),)
        case "~>":
            return (operands.pessimistic(operand),)
        case "!=" | "-":
            return operands.differs(operand)
        case "=" | "==" | "===":
            return (operands.begins_like(operand),)
        case "<" if not operand.version.pre:
            return operands.compared("<", Operand(operand.version, operand.numbers, is_partial=True))
        case _:
            return operands.compared(operator, operand)


def _whole(operator: str, text: str, scheme: str) -> tuple[Interval, ...]:
    """Comparators of the schemes in which `1.2` is one version, not all that begin like it."""
    version = parse(text, scheme)
    if version.is_opaque or version.pre == CEILING:
        raise RequirementError(f"`{text[:60]}` is not a version")
    match operator:
        case ">=":
            return (Interval(version, None),)
        case ">":
            return (Interval(version, None, low_closed=False),)
        case "<":
            return (Interval(None, version),)
        case "<=":
            return (Interval(None, version, high_closed=True),)
        case "!=" | "-":
            return outside(exactly(version))
        case "=" | "==" | "===":
            return (exactly(version),)
        case _:
            raise RequirementError(f"`{operator}` is not an operator of {scheme} requirements")
