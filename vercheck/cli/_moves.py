"""Moves of pins as text, as JSON and as a table for release notes."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from vercheck.model import Location
from vercheck.printable import columns, printable, without_surrogates

if TYPE_CHECKING:
    from vercheck.since import Move

_COMMIT = re.compile(r"(?:sha256:)?[0-9a-f]{40,64}")
_SHORT = 12
"""Characters of a commit or a digest that are shown."""

_PADDED = 32
"""Columns that a cell of a table is filled up to at most."""

_MARKUP = re.compile(r"[\\`*_\[\]~#!|<>&]")


def as_json(base: str, head: str | None, moves: Sequence[Move]) -> str:
    """Every move with all its places; `head` is `null` for the work tree."""
    document = {
        "schema": "vercheck-moves-1",
        "base": base,
        "head": head,
        "moves": [
            {
                "tool": move.tool,
                "artifact": move.artifact,
                "locked": move.is_locked,
                "change": _change(move),
                "old": move.old,
                "new": move.new,
                "places": [
                    {"path": without_surrogates(place.path), "line": place.line, "column": place.column}
                    for place in move.places
                ],
            }
            for move in moves
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def as_text(moves: Sequence[Move], locked: int) -> str:
    """A paragraph for each tool: a line for each move, and its places below."""
    lines = []
    for tool, found in groupby(moves, key=lambda move: move.tool):
        lines.append(printable(tool))
        for move in found:
            lines.append(f"  {printable(move.artifact)}  {_words(move)}")
            lines.extend(f"    {_place(place)}" for place in move.places)
    return "".join(f"{line}\n" for line in (*lines, *_rest(moves, locked)))


def as_markdown(moves: Sequence[Move], locked: int) -> str:
    """A table with a row for each move."""
    rows = [("Tool", "From", "To", "Where"), *(_row(move) for move in moves)]
    # A cell that is longer than the others by far makes its own row long, and no other.
    widths = [max(3, *(min(_PADDED, columns(row[index])) for row in rows)) for index in range(4)]
    lines = [_line(row, widths) for row in rows]
    table = (lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:])
    notes = _rest(moves, locked)
    shown = table if moves else ()
    between = ("",) if moves and notes else ()
    return "".join(f"{line}\n" for line in (*shown, *between, *notes))


def _row(move: Move) -> tuple[str, str, str, str]:
    paths = dict.fromkeys(place.path for place in move.places)
    plain = move.artifact.rpartition(":")[2].lower() == move.tool.lower()
    tool = _escaped(move.tool) + ("" if plain else f" (`{_code(move.artifact)}`)")
    where = ", ".join(f"`{_code(path)}`" for path in paths)
    return tool, _cell(move.old), _cell(move.new), where


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True))
    return f"| {' | '.join(cells)} |"


def _cell(version: str | None) -> str:
    return "–" if version is None else f"`{_code(_short(version))}`"


def _code(text: str) -> str:
    """Text for between backticks in a table."""
    return printable(text).replace("`", "'").replace("|", "\\|")


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", printable(text))


def _words(move: Move) -> str:
    match move.old, move.new:
        case None, str() as new:
            return f"added {printable(_short(new))}"
        case str() as old, None:
            return f"removed {printable(_short(old))}"
        case old, new:
            return f"{printable(_short(old or ''))} → {printable(_short(new or ''))}"


def _change(move: Move) -> str:
    return "added" if move.old is None else "removed" if move.new is None else "moved"


def _short(version: str) -> str:
    if not _COMMIT.fullmatch(version):
        return version
    kind, colon, digest = version.rpartition(":")
    return f"{kind}{colon}{digest[:_SHORT]}"


def _place(place: Location) -> str:
    return f"{printable(place.path)}:{place.line}:{place.column}"


def _rest(moves: Sequence[Move], locked: int) -> tuple[str, ...]:
    """What is said where nothing moved, and of moves that are not shown."""
    nothing = () if moves else ("no pin moved",)
    if not locked:
        return nothing
    return (*nothing, f"{locked} {'move' if locked == 1 else 'moves'} in lock files: `--locked` shows them")
