"""The few library functions that versions are made with; all others stay unknown.

A table, so that what is known can be seen at a glance. Each function gets evaluated arguments and gives
the characters of its result, the pieces of it where they are those of its arguments, or `None`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vercheck.syntax.data import Piece, Scalar, Text
from vercheck.syntax.nix.values import Value

_COMPONENT = re.compile(r"[0-9]+|[^0-9.\-]+")

Given = Value | list[Value]
Result = str | tuple[Piece, ...] | None


@dataclass(frozen=True, slots=True)
class Function:
    arity: int
    apply: Callable[[Sequence[Given]], Result]


def components(version: str) -> list[str]:
    """The parts of a version as `builtins.splitVersion` gives them."""
    return _COMPONENT.findall(version)


def _characters(value: Given) -> str | None:
    return value.value if isinstance(value, Text) else None


def _strings(value: Given) -> list[str] | None:
    if not isinstance(value, list):
        return None
    found = [_characters(item) for item in value]
    return [text for text in found if text is not None] if None not in found else None


def _on_text(change: Callable[[str], str | None]) -> Function:
    def apply(given: Sequence[Given]) -> Result:
        text = _characters(given[0])
        return None if text is None else change(text)

    return Function(1, apply)


def _on_two(change: Callable[[str, str], str]) -> Function:
    def apply(given: Sequence[Given]) -> Result:
        first, second = _characters(given[0]), _characters(given[1])
        return None if first is None or second is None else change(first, second)

    return Function(2, apply)


def _numbered(index: int) -> Callable[[str], str | None]:
    def pick(version: str) -> str | None:
        parts = components(version)
        return parts[index] if index < len(parts) else None

    return pick


def _replaced(given: Sequence[Given]) -> Result:
    """Replaces at each position the first text that fits, as `builtins.replaceStrings` does."""
    old, new, text = _strings(given[0]), _strings(given[1]), _characters(given[2])
    if old is None or new is None or text is None or len(old) != len(new) or "" in old or not old:
        return None
    pattern = re.compile("|".join(f"({re.escape(word)})" for word in old))
    return pattern.sub(lambda found: new[(found.lastindex or 1) - 1], text)


def _joined(separator: str, items: Given) -> Result:
    if not isinstance(items, list):
        return None
    pieces: list[Piece] = []
    for index, item in enumerate(items):
        if not isinstance(item, Text):
            return None
        if index and separator:
            pieces.append(Piece(separator, item.span, item.origin))
        pieces.extend(item.pieces)
    return tuple(pieces)


def _separated(given: Sequence[Given]) -> Result:
    separator, items = _characters(given[0]), _strings(given[1])
    if separator is None or items is None:
        return None
    return _joined("", given[1]) if not separator else separator.join(items)


def _as_string(given: Sequence[Given]) -> Result:
    match given[0]:
        case Text(pieces):
            return pieces
        case Scalar("true"):
            return "1"
        case Scalar("false" | "null"):
            return ""
        case Scalar(text) if text.isdigit():
            return str(int(text))
        case _:
            return None


def _optional(given: Sequence[Given]) -> Result:
    match given:
        case [Scalar("true"), Text(pieces)]:
            return pieces
        case [Scalar("false"), _]:
            return ""
        case _:
            return None


def _cut(given: Sequence[Given]) -> Result:
    match given:
        case [Scalar(start), Scalar(length), Text() as text] if start.isdigit() and length.isdigit():
            value = text.value
            # Nix counts bytes; for what is plain they are characters.
            return value[int(start) :][: int(length)] if value is not None and value.isascii() else None
        case _:
            return None


FUNCTIONS = {
    "concatStrings": Function(1, lambda given: _joined("", given[0])),
    "concatStringsSep": Function(2, _separated),
    "optionalString": Function(2, _optional),
    "removePrefix": _on_two(lambda prefix, text: text.removeprefix(prefix)),
    "removeSuffix": _on_two(lambda suffix, text: text.removesuffix(suffix)),
    "replaceStrings": Function(3, _replaced),
    "substring": Function(3, _cut),
    "toLower": _on_text(lambda text: text.lower() if text.isascii() else None),
    "toString": Function(1, _as_string),
    "toUpper": _on_text(lambda text: text.upper() if text.isascii() else None),
    "versions.major": _on_text(_numbered(0)),
    "versions.majorMinor": _on_text(lambda version: ".".join(components(version)[:2])),
    "versions.minor": _on_text(_numbered(1)),
    "versions.patch": _on_text(_numbered(2)),
}
"""By the name under which they are called: `lib.strings.removePrefix` and `removePrefix` are one."""
