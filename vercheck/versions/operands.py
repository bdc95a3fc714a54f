"""What stands behind an operator, and the intervals that `^`, `~`, `=`, `<` and their like make of it.

Shared by the Cargo, npm and generic requirements, which agree on these and differ in grammar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vercheck.model.version import Interval, Version
from vercheck.versions import spelling
from vercheck.versions.intervals import ANY, bumped, exactly, outside, release_bound
from vercheck.versions.parts import MAX_LENGTH
from vercheck.versions.reading import parse

_WILDCARDS = frozenset("*xX")
_NUMBERS = re.compile(r"(?:[0-9]+|[*xX])(?:\.(?:[0-9]+|[*xX]))*\Z")


class RequirementError(ValueError):
    """A requirement's text is not one of its scheme; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Operand:
    """`numbers` are those before any wildcard; `is_partial` says that parts are missing, so that the
    operand stands for all versions that begin like it."""

    version: Version
    numbers: tuple[int, ...]
    is_partial: bool
    has_wildcard: bool = False


def read_operand(text: str, scheme: str) -> Operand:
    """Raises RequirementError."""
    undressed = spelling.undress(text) if len(text) <= MAX_LENGTH else None
    number = undressed[1] if undressed else text
    if len(text) <= MAX_LENGTH and _NUMBERS.match(number):
        parts = number.split(".")
        wild = next((index for index, part in enumerate(parts) if part in _WILDCARDS), len(parts))
        if any(part not in _WILDCARDS for part in parts[wild:]):
            raise RequirementError(f"`{text}` has a number behind a wildcard")
        numbers = tuple(int(part) for part in parts[:wild])
        has_wildcard = wild < len(parts)
        is_partial = has_wildcard or len(numbers) < 3
        return Operand(release_bound(numbers, scheme), numbers, is_partial, has_wildcard)
    version = parse(text, scheme)
    if version.is_opaque:
        shown = text if len(text) <= 40 else text[:40] + "…"
        raise RequirementError(f"`{shown}` is not a version")
    return Operand(version, version.release, is_partial=False)


def begins_like(operand: Operand) -> Interval:
    """`=1.2`, `1.2.*`: every version that begins like this one, or exactly it where it is whole."""
    if not operand.numbers:
        return ANY
    if not operand.is_partial:
        return exactly(operand.version)
    return Interval(_low(operand), _above(operand, len(operand.numbers) - 1))


def caret(operand: Operand) -> Interval:
    """`^1.2`: up to the next version that may break: the first number that is not zero."""
    if not operand.numbers:
        return ANY
    numbers = operand.numbers
    index = next((index for index, number in enumerate(numbers) if number), len(numbers) - 1)
    return Interval(_low(operand), _above(operand, index))


def tilde(operand: Operand) -> Interval:
    """`~1.2.3`: the same minor; `~1`: the same major."""
    if not operand.numbers:
        return ANY
    return Interval(_low(operand), _above(operand, min(1, len(operand.numbers) - 1)))


def pessimistic(operand: Operand) -> Interval:
    """`~>1.2`: the last number that is written may grow."""
    if not operand.numbers:
        return ANY
    return Interval(_low(operand), _above(operand, max(0, len(operand.numbers) - 2)))


def compared(operator: str, operand: Operand) -> tuple[Interval, ...]:
    """`<`, `<=`, `>`, `>=`; a partial operand stands for all that begin like it, so `>1.2` starts
    at 1.3.0 and `<=1.2` ends there."""
    if not operand.numbers:
        return (ANY,) if "=" in operator else ()
    last = len(operand.numbers) - 1
    match operator:
        case ">=":
            return (Interval(_low(operand), None),)
        case "<" if operand.is_partial:
            return (Interval(None, release_bound(operand.numbers, operand.version.scheme, floor=True)),)
        case "<":
            return (Interval(None, operand.version),)
        case ">" if operand.is_partial:
            return (Interval(_from(bumped(operand.numbers, last), operand.version.scheme), None),)
        case ">":
            return (Interval(operand.version, None, low_closed=False),)
        case _ if operand.is_partial:
            return (Interval(None, _above(operand, last)),)
        case _:
            return (Interval(None, operand.version, high_closed=True),)


def differs(operand: Operand) -> tuple[Interval, ...]:
    """`!=1.2`."""
    return outside(begins_like(operand))


def _low(operand: Operand) -> Version:
    if not operand.is_partial:
        return operand.version
    return _from(operand.numbers, operand.version.scheme)


def _from(numbers: tuple[int, ...], scheme: str) -> Version:
    """Cargo's partial operands match pre-releases that another comparator lets in."""
    return release_bound(numbers, scheme, floor=scheme == "cargo")


def _above(operand: Operand, index: int) -> Version:
    return release_bound(bumped(operand.numbers, index), operand.version.scheme, floor=True)
