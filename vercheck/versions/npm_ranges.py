"""npm's ranges: comparators joined by spaces, sets joined by `||`, hyphens and x-ranges.

Source: the README of node-semver, "Ranges".
"""

from __future__ import annotations

import re

from vercheck.model.version import Interval
from vercheck.versions import operands
from vercheck.versions.intervals import ANY, meet
from vercheck.versions.operands import Operand, RequirementError, read_operand

_OPERATORS = r"\^|~>?|>=|<=|>|<|="
_COMPARATOR = re.compile(rf"({_OPERATORS})?\s*([vV=]?[0-9xX*][0-9A-Za-z.*+-]*)(?:\s+|\Z)")
_HYPHEN = re.compile(r"(\S+)\s+-\s+(\S+)\Z")
_PROTOCOL = re.compile(r"([a-z][a-z+]*):", re.IGNORECASE)


def read(text: str, scheme: str) -> tuple[Interval, ...]:
    """The intervals of a range. Raises RequirementError."""
    protocol = _PROTOCOL.match(text)
    if protocol is not None:
        raise RequirementError(f"`{text[:60]}` is a `{protocol[1]}:` dependency, not a range of versions")
    return tuple(interval for part in text.split("||") for interval in _read_set(part.strip(), scheme))


def _read_set(text: str, scheme: str) -> tuple[Interval, ...]:
    hyphen = _HYPHEN.match(text)
    if hyphen is not None:
        low, high = read_operand(hyphen[1], scheme), read_operand(hyphen[2], scheme)
        return meet(operands.compared(">=", low), operands.compared("<=", high))
    intervals: tuple[Interval, ...] = (ANY,)
    position = 0
    while position < len(text):
        match = _COMPARATOR.match(text, position)
        if match is None:
            raise RequirementError(
                f"`{text[position:][:60]}` is not an npm range such as `^1.2.3`, `~1.2`, `1.x` or `>=1 <2`"
            )
        operand = read_operand(match[2].lstrip("="), scheme)
        if len(operand.numbers) > 3:
            raise RequirementError(f"`{match[2]}` has more than three numbers")
        intervals = meet(intervals, _interval(match[1] or "=", operand))
        position = match.end()
    return intervals


def _interval(operator: str, operand: Operand) -> tuple[Interval, ...]:
    match operator:
        case "^":
            return (operands.caret(operand),)
        case "~" | "~>":
            return (operands.tilde(operand),)
        case "=":
            return (operands.begins_like(operand),)
        case _:
            return operands.compared(operator, operand)
