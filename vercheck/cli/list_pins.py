"""`vercheck list`: every pin with its place, for people, for programs and for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vercheck.cli._output import emit
from vercheck.cli._tools import tool_named
from vercheck.cli._tree import open_tree, output_option, path_argument, today, tree_options
from vercheck.model import Pin, Range, Reference
from vercheck.printable import columns, printable, without_surrogates

if TYPE_CHECKING:
    from vercheck.graph import PinGraph

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


@click.command("list")
@path_argument
@click.option(
    "--format", "format_", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True
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
    from vercheck.graph.spoken import mentioned
    from vercheck.pipeline import link, read

    tree = open_tree(path, config_file, exclude)
    graph = link(read(tree.root, tree.config, tree.exclude), tree.config, today()).graph
    pins = graph.pins if tool is None else graph.pins_of(tool_named(graph, tool))
    named = mentioned(graph)
    if tool is not None:
        named = tuple(pin for pin in named if graph.tool(pin) == tool_named(graph, tool))
    rows = [_row(pin, graph) for pin in sorted((*pins, *named), key=lambda pin: pin.location)]
    match format_:
        case "json":
            emit(json.dumps({"schema": "vercheck-pins-1", "pins": rows}, indent=2) + "\n", output)
        case "csv":
            emit(_csv(rows), output)
        case _:
            emit(_table(rows), output)
    return 0


def _row(pin: Pin, graph: PinGraph) -> dict[str, Any]:
    """One pin as the JSON contract has it; a reference shows the version that it leads to."""
    place = pin.location
    version = graph.version(pin) if isinstance(pin.value, Reference) else pin.said
    return {
        "artifact": str(graph.artifact(pin)),
        "tool": graph.tool(pin),
        "role": str(pin.role),
        "value": type(pin.value).__name__.lower(),
        "version": None if version is None else _version(pin, str(version)),
        "path": without_surrogates(place.path),
        "line": place.line,
        "column": place.column,
        "scope": without_surrogates(str(graph.scope(pin))),
        "address": without_surrogates(pin.trail),
        "reference": without_surrogates(str(pin.value.target)) if isinstance(pin.value, Reference) else None,
        "digests": [f"{digest.algorithm}:{digest.hex}" for digest in pin.digests],
    }


def _version(pin: Pin, text: str) -> str:
    return pin.value.requirement.text if isinstance(pin.value, Range) else text


def _csv(rows: Sequence[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_CSV)
    writer.writerows(["" if row[name] is None else row[name] for name in _CSV] for row in rows)
    return text.getvalue()


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
    return tuple(printable(field) for field in fields)
