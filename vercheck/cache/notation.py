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

    def __init__(self, kinds: Iterable[type], common: Iterable[type] = ()) -> None:
        self.kinds = kinds = tuple(kinds)
        self._makers: tuple[Callable[..., Any], ...] = (_tuple, _set, _mapping, *kinds)
        self._numbers = {kind: number for number, kind in enumerate((tuple, frozenset, dict, *kinds))}
        self._common = frozenset(self._numbers[kind] for kind in common)

    def write(self, value: object) -> bytes:
        """A value in writing.

        Raises:
            KeyError: a part of it is of no kind that is known here.
        """
        writing = _Writing(self._numbers)
        writing.number(value)
        return writing.text()

    def read(self, text: bytes, known: Known | None = None) -> Any:
        """The value that was written. What is `known` from other texts is taken where it is the same, and
        becomes more."""
        made, rows = json.loads(text)
        if known is not None:
            known.share(made)
        makers, part = self._makers, made.__getitem__
        common = self._common if known is not None else frozenset()
        for kind, *numbers in rows:
            parts = [*map(part, numbers)]
            if known is not None and kind in common:
                made.append(known.one(kind, makers[kind], parts))
            else:
                made.append(makers[kind](*parts))
        return made[-1]


class Known:
    """Parts that several texts have in common: each is one value, however many say it."""

    def __init__(self) -> None:
        self._plain: dict[str | int, str | int] = {}
        self._values: dict[tuple[int, ...], Any] = {}

    def share(self, plain: list[Any]) -> None:
        """Put the words and numbers that are known in the place of their equals."""
        same = self._plain.setdefault
        plain[:] = [same(one, one) if type(one) is str or type(one) is int else one for one in plain]

    def one(self, kind: int, make: Callable[..., Any], parts: list[Any]) -> Any:
        """The one value of a kind that is made of these very parts, which it holds: so they stay what they
        are. It is not asked whether parts are equal: versions that are may be spelled differently."""
        key = (kind, *map(id, parts))
        found = self._values.get(key)
        if found is None:
            found = self._values[key] = make(*parts)
        return found


class _Writing:
    """One value that is being written."""

    def __init__(self, kinds: Mapping[type, int]) -> None:
        self._kinds = kinds
        self._plain: dict[object, int] = {}
        self._rows: dict[tuple[int, ...], int] = {}
        self._seen: dict[int, int] = {}
        """Numbers by identity, of what the value holds as long as it is written."""

    def number(self, value: object) -> int:
        """The number of a value's row, after those of its parts; of a plain value, counted from -1 down."""
        kind: type = type(value)
        if kind is str:
            return ~self._plain.setdefault(value, len(self._plain))
        if kind in _PLAIN:
            return ~self._plain.setdefault((kind, value), len(self._plain))
        number = self._seen.get(id(value))
        if number is None:
            row = (self._kinds[kind], *[self.number(part) for part in _taking_apart(kind)(value)])
            number = self._seen[id(value)] = self._rows.setdefault(row, len(self._rows))
        return number

    def text(self) -> bytes:
        plain = [one[1] if isinstance(one, tuple) else one for one in self._plain]
        count = len(plain)
        rows = [
            (kind, *[part + count if part >= 0 else ~part for part in parts]) for kind, *parts in self._rows
        ]
        return json.dumps((plain, rows), separators=(",", ":")).encode()


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
