"""Writes values down for another run: first the plain ones, then each other part as a row: its kind, and
what it is made from by number. Equal parts are written once, and are one value again when they are read.

Apart from `vercheck.memory`, which says what is kept, because packs are kept as well. What is read back is
made of the kinds that are named here and of nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import chain
from typing import Any


class Notation:
    """How values of some `kinds` are written: dataclasses, enumerations and dates; and tuples, frozen sets
    and mappings of them. The order of the kinds is a part of it."""

    def __init__(self, kinds: Iterable[type]) -> None:
        self.kinds = kinds = tuple(kinds)
        self._makers: tuple[Callable[..., Any], ...] = (_tuple, _set, _mapping, *kinds)
        self._numbers = {kind: number for number, kind in enumerate((tuple, frozenset, dict, *kinds))}

    def write(self, value: object) -> bytes:
        """A value in writing.

        Raises:
            KeyError: a part of it is of no kind that is known here.
        """
        plain: dict[tuple[type, object], int] = {}
        rows: dict[tuple[int, ...], int] = {}
        self._number(value, plain, rows)
        lines = [
            (kind, *(part + len(plain) if part >= 0 else ~part for part in parts)) for kind, *parts in rows
        ]
        return json.dumps(([one for _, one in plain], lines), separators=(",", ":")).encode()

    def read(self, text: bytes) -> Any:
        """The value that was written."""
        made, rows = json.loads(text)
        makers, part = self._makers, made.__getitem__
        for kind, *parts in rows:
            made.append(makers[kind](*map(part, parts)))
        return made[-1]

    def _number(
        self, value: object, plain: dict[tuple[type, object], int], rows: dict[tuple[int, ...], int]
    ) -> int:
        """The number of a value's row, after those of its parts; of a plain value, counted from -1 down."""
        kind: type = type(value)
        if kind in _PLAIN:
            return ~plain.setdefault((kind, value), len(plain))
        row = (self._numbers[kind], *(self._number(part, plain, rows) for part in _taking_apart(kind)(value)))
        return rows.setdefault(row, len(rows))


_PLAIN = frozenset({str, int, bool, type(None)})


@cache
def _taking_apart(kind: type) -> Callable[[Any], Iterable[Any]]:
    """What gives the parts that a value of a kind is made from again."""
    import dataclasses
    from datetime import date
    from enum import Enum

    if issubclass(kind, Enum):
        return lambda value: (value.value,)
    if issubclass(kind, date):
        return lambda value: (value.year, value.month, value.day)
    if issubclass(kind, frozenset):
        return sorted
    if issubclass(kind, Mapping):
        return lambda value: chain.from_iterable(value.items())
    if not dataclasses.is_dataclass(kind):
        return iter
    fields = [field for field in dataclasses.fields(kind) if field.init]
    defaults = [
        field.default if field.default_factory is dataclasses.MISSING else field.default_factory()
        for field in fields
    ]
    names = [field.name for field in fields]

    def parts(value: Any) -> list[Any]:
        """Its fields, without those at the end that are as they are by default."""
        found = [getattr(value, name) for name in names]
        while found and found[-1] == defaults[len(found) - 1]:
            found.pop()
        return found

    return parts


def _tuple(*parts: Any) -> tuple[Any, ...]:
    return parts


def _set(*parts: Any) -> frozenset[Any]:
    return frozenset(parts)


def _mapping(*parts: Any) -> dict[Any, Any]:
    return dict(zip(parts[::2], parts[1::2], strict=True))
