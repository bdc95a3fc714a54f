"""`vercheck list`: every pin with its place, for people, for programs and for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from vercheck.cli._grid import grid
from vercheck.cli._output import emit
from vercheck.cli._tools import tool_named
from vercheck.cli._tree import open_tree, output_option, path_argument, today, tree_options
from vercheck.printable import columns, printable, shortened

_COLUMNS = ("tool", "artifact", "role", "value", "version", "scope", "place")
_CSV = (
    "artifact",
    "tool",
    "role",
    "value",
    "version",
    "path",
    "line",
    "column",
    "scope",
    "address",
    "reference",
)


_FORMULA = frozenset("=+-@")
_CALLING = frozenset("(|!")


@click.command("list")
@path_argument
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "grid", "json", "csv"]),
    default="table",
    show_default=True,
)
@click.option("--tool", metavar="T", help="Only pins of this tool.")
@output_option
@tree_options
def command(
    path: Path | None,
    format_: str,
    tool: str | None,
    output: Path | None,
    config_file: Path | None,
    exclude: tuple[str, ...],
) -> int:
    """List every pin that was read, with its place."""
    from vercheck.graph.linked import linked
    from vercheck.pictures.rows import pin_row
    from vercheck.pipeline import link

    tree = open_tree(path, config_file, exclude)
    graph = link(tree.read(), tree.config, today()).graph
    rows = [pin_row(pin) for pin in linked(graph, None if tool is None else tool_named(graph, tool))]
    match format_:
        case "json":
            emit(json.dumps({"schema": "vercheck-pins-1", "pins": rows}, indent=2) + "\n", output, tree.root)
        case "csv":
            emit(_csv(rows), output, tree.root)
        case "grid":
            emit(grid(rows), output, tree.root)
        case _:
            emit(_table(rows), output, tree.root)
    return 0


def _csv(rows: Sequence[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_CSV)
    writer.writerows(["" if row[name] is None else _cell(str(row[name])) for name in _CSV] for row in rows)
    return text.getvalue()


def _cell(text: str) -> str:
    """A text that a spreadsheet does not run: a formula that calls something, or another program, is quoted
    as it understands that. `=1.2.3` and `@scope/name` do neither, and stay as they are."""
    shown = printable(text)
    return f"'{shown}" if shown[:1] in _FORMULA and not _CALLING.isdisjoint(shown) else shown


def _table(rows: Sequence[dict[str, Any]]) -> str:
    if not rows:
        return "no pins\n"
    cells = [_COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(columns(line[index]) for line in cells) for index in range(len(_COLUMNS) - 1)]
    padded = (
        "  ".join(
            [
                *(cell + " " * (width - columns(cell)) for cell, width in zip(line, widths, strict=False)),
                line[-1],
            ]
        )
        for line in cells
    )
    return "".join(f"{line.rstrip()}\n" for line in padded)


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    version = row["version"] or "?"
    if row["reference"]:
        version += f" → {row['reference']}"
    place = f"{row['path']}:{row['line']}:{row['column']}"
    fields = (row["tool"], row["artifact"], row["role"], row["value"], version, row["scope"], place)
    return tuple(printable(shortened(field)) for field in fields)
