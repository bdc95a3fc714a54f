"""Cargo's requirements: caret unless said otherwise, comparators joined by commas.

Source: doc.rust-lang.org/cargo, "Specifying Dependencies", "Version requirement syntax".
"""

from __future__ import annotations

import re

from vercheck.model.version import Interval
from vercheck.versions import operands
from vercheck.versions.intervals import ANY, meet
from vercheck.versions.operands import Operand, RequirementError, read_operand

_COMPARATOR = re.compile(r"(\^|~|>=|<=|>|<|=)?[ ]*([0-9][0-9A-Za-z.*+-]*)\Z")
_TOO_SHORT_FOR_PRE = re.compile(r"[0-9]+(?:\.[0-9]+)?[-+]")


def read(text: str, scheme: str) -> tuple[Interval, ...]:
    """The intervals of a requirement. Raises RequirementError."""
    if not text:
        raise RequirementError("an empty requirement; write `*` for any version")
    if text in ("*", "x", "X"):
        return (ANY,)
    intervals: tuple[Interval, ...] = (ANY,)
    for comparator in text.split(","):
        intervals = meet(intervals, _read_comparator(comparator.strip(), scheme))
    return intervals


def _read_comparator(text: str, scheme: str) -> tuple[Interval, ...]:
    match = _COMPARATOR.match(text)
    if match is None or _TOO_SHORT_FOR_PRE.match(match[2]):
        raise RequirementError(
            f"`{text}` is not a Cargo requirement such as `1.2.3`, `~1.2`, `=1.2.3` or `>=1, <2`"
        )
    operand = read_operand(match[2], scheme)
    if len(operand.numbers) > 3:
        raise RequirementError(f"`{text}` has more than three numbers")
    return _interval(match[1] or "^", operand)


def _interval(operator: str, operand: Operand) -> tuple[Interval, ...]:
    match operator:
        case "^" if operand.has_wildcard:
            return (operands.begins_like(operand),)
        case "^":
            return (operands.caret(operand),)
        case "~":
            return (operands.tilde(operand),)
        case "=":
            return (operands.begins_like(operand),)
        case _:
            return operands.compared(operator, operand)
