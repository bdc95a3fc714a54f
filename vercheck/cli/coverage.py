"""`vercheck coverage`: what was read, what was not, and which settings spoke of nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vercheck.cli._baseline import place, without_baseline
from vercheck.cli._output import emit
from vercheck.cli._tree import Tree, open_tree, output_option, path_argument, tree_options
from vercheck.cli._unclaimed import unclaimed
from vercheck.model import Diagnostic, Note
from vercheck.printable import printable, without_credentials, without_surrogates

if TYPE_CHECKING:
    from vercheck.pipeline import Outcome

_SHOWN = 20
"""Rows of a list that the text shows; the JSON has all of them."""

_NAMED = 3
"""Folders of installed packages that the text names."""

_SETTINGS = frozenset({"unused-ignore", "unused-setting", "expired-hold"})


@click.command("coverage")
@path_argument
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
@tree_options
def command(
    path: Path | None, format_: str, output: Path | None, config_file: Path | None, exclude: tuple[str, ...]
) -> int:
    """Say what was read and what was not: readers, roles, places that were not understood, unread files."""
    tree = open_tree(path, config_file, exclude)
    outcome = without_baseline(tree.check(), tree, None, is_off=False, is_whole=not exclude)
    document = _document(tree, outcome)
    emit(json.dumps(document, indent=2) + "\n" if format_ == "json" else _text(document), output, tree.root)
    return 0


def _document(tree: Tree, outcome: Outcome) -> dict[str, Any]:
    reading, graph = outcome.reading, outcome.facts.graph
    readers: Counter[str] = Counter(id_ for path in reading.heard for id_ in reading.owners[path])
    readers.update("declared" for heard in reading.heard.values() if heard.extraction.pins)
    settled = [item for item in outcome.report.diagnostics if item.check in _SETTINGS]
    return {
        "schema": "vercheck-coverage-1",
        "root": without_surrogates(tree.shown),
        "files": {
            "listed": len(reading.discovery.paths),
            "read": reading.files,
            "unreadable": len(reading.unreadable),
        },
        "installed": [
            {"path": without_surrogates(folder), "files": files}
            for folder, files in reading.discovery.installed
        ],
        "readers": {id_: {"files": number} for id_, number in sorted(readers.items())},
        "roles": dict(sorted(Counter(str(pin.role) for pin in graph.pins).items())),
        "pins": len(graph.pins),
        "tools": len(graph.tools()),
        "registries": len(graph.registries),
        "matrices": len(graph.matrices),
        "notes": [
            _note(note) for note in sorted(graph.notes, key=lambda note: (note.location, note.message))
        ],
        "unclaimed": [
            {"path": without_surrogates(item.path), "line": item.line, "versions": item.versions}
            for item in unclaimed(reading, {tree.config.path, place(tree, None)[1]})
        ],
        "hidden": [_finding(item) for item in outcome.hidden],
        "unused": [_finding(item) for item in settled],
    }


def _note(note: Note) -> dict[str, Any]:
    place = note.location
    return {
        "check": note.check,
        "message": without_surrogates(without_credentials(note.message)),
        "path": without_surrogates(place.path),
        "line": place.line,
        "column": place.column,
    }


def _finding(item: Diagnostic) -> dict[str, Any]:
    return _note(Note(item.check, item.message, item.location))


def _text(document: dict[str, Any]) -> str:
    files = document["files"]
    unreadable = f" ({files['unreadable']:,} could not be read)" if files["unreadable"] else ""
    lines = [
        f"{files['read']:,} of {files['listed']:,} files read{unreadable}, {document['pins']:,} pins of "
        f"{document['tools']:,} tools, {document['registries']:,} registries, "
        f"{document['matrices']:,} matrices",
        *_installed(document["installed"]),
        "",
        *_counts("files by reader", {id_: row["files"] for id_, row in document["readers"].items()}),
        *_counts("pins by role", document["roles"]),
        *_places("not read or not understood", document["notes"]),
        *_places("hidden by ignores, holds and the baseline", document["hidden"]),
        *_places("ignores, settings and a baseline that match nothing", document["unused"]),
        *_unclaimed(document["unclaimed"]),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _installed(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """One line for all, as a tree of packages may have hundreds of such folders."""
    if not rows:
        return
    files = sum(row["files"] for row in rows)
    named = ", ".join(row["path"] for row in rows[:_NAMED])
    more = f", and {len(rows) - _NAMED:,} more folders" if len(rows) > _NAMED else ""
    counted = f"{files:,} {'file' if files == 1 else 'files'}"
    yield printable(f"not looked at: {counted} that were installed in {named}{more}")


def _counts(title: str, counts: dict[str, int]) -> Iterator[str]:
    if not counts:
        return
    yield f"{title}:"
    width = max(map(len, counts))
    yield from (f"  {name.ljust(width)}  {number:,}" for name, number in counts.items())
    yield ""


def _places(title: str, rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    if not rows:
        return
    yield f"{title} ({len(rows):,}):"
    for row in rows[:_SHOWN]:
        yield printable(f"  {row['path']}:{row['line']}:{row['column']}: {row['check']}: {row['message']}")
    yield from _rest(rows)


def _unclaimed(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    if not rows:
        return
    yield f"files that no reader claims and that seem to name versions ({len(rows):,}):"
    for row in rows[:_SHOWN]:
        yield printable(f"  {row['path']}:{row['line']}: {', '.join(row['versions'])}")
    yield from _rest(rows)


def _rest(rows: Sequence[object]) -> Iterator[str]:
    if len(rows) > _SHOWN:
        yield f"  and {len(rows) - _SHOWN:,} more: `vercheck coverage --format json` lists all"
    yield ""
