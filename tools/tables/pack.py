"""Puts a rebuilt table into a pack: its rows and where it ends, and not one other byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import tomlkit
from tomlkit.items import Item

from tools.tables.rows import Rebuilt, Row
from tools.tables.table import Table

_HEADER = re.compile(r"^\[\[?[a-z][\w.-]*\]\]?", re.MULTILINE)
_NUMBERS = re.compile(r"\d+(?:\.\d+){0,2}")
_Place = tuple[int, ...]
_T = TypeVar("_T")


class PackError(Exception):
    """A pack that has no row of the table's name."""


def merged(content: str, table: Table, rebuilt: Rebuilt) -> str:
    """The pack with the table as rebuilt. Rows about releases that the upstream's copy does not tell,
    older or newer ones, stay; so does a row that says the same, with the source that it names.

    Raises:
        PackError: the pack has no such table.
    """
    start, end = _place(content, table, rebuilt)
    # One row at a time: a document whose arrays of tables are interleaved is written in another order.
    document = tomlkit.parse(content[start:end])
    row: Any = document[table.kind][0]
    if rebuilt.rows:
        rows = [Row(line["when"], line["needs"], line.get("source", "")) for line in row["rows"]]
        told = {(line.when, line.needs): line for line in rows}
        new = [told.get((line.when, line.needs), line) for line in rebuilt.rows]
        if (spliced := _spliced(rows, new, lambda line: _start(line.when))) != rows:
            row["rows"] = _array(_rows(spliced))
    if rebuilt.groups:
        groups = [tuple(map(str, group)) for group in row["groups"]]
        if (joined := _spliced(groups, rebuilt.groups, lambda group: _start(group[0]))) != groups:
            row["groups"] = _array(_groups(joined))
    known = row.get("known_through")
    if known is not None and rebuilt.known_through and _start(rebuilt.known_through) > _start(known):
        row["known_through"] = rebuilt.known_through
    return content[:start] + tomlkit.dumps(document) + content[end:]


def _place(content: str, table: Table, rebuilt: Rebuilt) -> tuple[int, int]:
    """The characters of the table's own row, from its header to its last value."""
    headers = [found.start() for found in _HEADER.finditer(content)]
    for start, end in zip(headers, [*headers[1:], len(content)], strict=True):
        body = _without_tail(content[start:end])
        if body.startswith(f"[[{table.kind}]]") and f'\nid = "{table.id}"\n' in body:
            return start, start + len(body)
    raise PackError(f"the pack has no [[{table.kind}]] `{table.id}`; it would say\n\n{as_toml(rebuilt)}")


def _without_tail(text: str) -> str:
    """A row without the comments and the empty lines that lead to the next one."""
    lines = text.splitlines(keepends=True)
    while lines and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines.pop()
    return "".join(lines)


def as_toml(rebuilt: Rebuilt) -> str:
    """The rows alone, as a pack would have them."""
    lines = [f'known_through = "{rebuilt.known_through}"'] if rebuilt.known_through else []
    lines.append("rows = [" if rebuilt.rows else "groups = [")
    lines.extend(_rows(rebuilt.rows) if rebuilt.rows else _groups(rebuilt.groups))
    return "\n".join([*lines, "]", ""])


def _spliced(old: Sequence[_T], new: Sequence[_T], start: Callable[[_T], _Place]) -> list[_T]:
    """What is new, between the old that begins before it and the old that begins after it."""
    first, last = start(new[0]), start(new[-1])
    return [
        *(item for item in old if start(item) < first),
        *new,
        *(item for item in old if start(item) > last),
    ]


def _start(requirement: str) -> _Place:
    """Where a requirement begins: its first version."""
    found = _NUMBERS.search(requirement)
    numbers = [*map(int, found.group().split("."))] if found else []
    return tuple([*numbers, 0, 0, 0][:3])


def _rows(rows: Sequence[Row]) -> list[str]:
    return [f"  {{ {', '.join(_fields(row))} }}," for row in rows]


def _fields(row: Row) -> Iterator[str]:
    for name, text in (("when", row.when), ("needs", row.needs), ("source", row.source)):
        if text:
            yield f'{name} = "{text}"'


def _groups(groups: Sequence[tuple[str, ...]]) -> list[str]:
    quoted = ([f'"{item}"' for item in group] for group in groups)
    return [f"  [{', '.join(group)}]," for group in quoted]


def _array(lines: list[str]) -> Item:
    return tomlkit.value("\n".join(["[", *lines, "]"]))
