"""`vercheck rules`: what is known to belong together, why, and whether a pack means what it says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from vercheck.cli._output import emit
from vercheck.cli._rows import GRADES, JUDGING, details, in_words, kinds
from vercheck.cli._tree import Tree, open_tree, output_option, path_argument, tree_options
from vercheck.did_you_mean import did_you_mean
from vercheck.printable import printable, without_surrogates

if TYPE_CHECKING:
    from vercheck.examples import Verdict
    from vercheck.graph import Knowledge, Row
    from vercheck.model import Severity

Rules = Mapping[str, list[tuple[str, "Row"]]]
"""Rows by id, each with its kind: one row of a pack may speak of several pairs of artifacts."""


@click.group("rules")
def command() -> None:
    """Show the rows of the rule packs in force, or try a pack's own examples."""


@command.command("list")
@path_argument
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
@tree_options
def list_rules(
    path: Path | None, format_: str, output: Path | None, config_file: Path | None, exclude: tuple[str, ...]
) -> int:
    """List every row: of the shipped packs, of PATH's own packs and of its `[[require]]`."""
    tree = open_tree(path, config_file, exclude)
    rules = _by_id(_known(tree))
    if format_ == "json":
        document = {"schema": "vercheck-rules-1", "rules": [_document(id_, rules[id_]) for id_ in rules]}
        emit(json.dumps(document, indent=2) + "\n", output, tree.root)
        return 0
    rows = [
        (id_, kind, str(row.severity) if kind in JUDGING else "", in_words(row))
        for id_, each in rules.items()
        for kind, row in each
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = (
        "  ".join((*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]))
        for row in rows
    )
    emit("".join(printable(line) + "\n" for line in lines), output, tree.root)
    return 0


@command.command("show")
@click.argument("rule", metavar="ID")
@path_argument
@output_option
@tree_options
def show(
    rule: str, path: Path | None, output: Path | None, config_file: Path | None, exclude: tuple[str, ...]
) -> int:
    """Show the row ID: what it says, why, where that can be read, and how grave it is."""
    tree = open_tree(path, config_file, exclude)
    known = _known(tree)
    rules = _by_id(known)
    if rule not in rules:
        raise click.UsageError(f"there is no rule `{rule}`{did_you_mean(rule, rules)}")
    # Without the severities of the configuration, a row says its own.
    own = _by_id(_known(tree._replace(config=replace(tree.config, severities=()))))
    emit(
        "".join(
            printable(line) + "\n" for line in _shown(rule, rules[rule], own[rule][0][1].severity, known)
        ),
        output,
        tree.root,
    )
    return 0


@command.command("test")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
def test(files: tuple[Path, ...]) -> int:
    """Hold each pack FILE to its own `[[example]]` rows."""
    from vercheck.examples import verdicts

    failed = 0
    for file in files:
        found = verdicts(file)
        wrong = [verdict for verdict in found if not verdict.holds]
        failed += len(wrong)
        lines = [line for verdict in wrong for line in _failure(file, verdict)]
        lines.append(f"{file}: {_counted(len(found))}{f', {len(wrong)} failed' if wrong else ''}")
        emit("".join(printable(line) + "\n" for line in lines))
    return int(failed > 0)


def _known(tree: Tree) -> Knowledge:
    from vercheck.pipeline import checks
    from vercheck.rules_in_force import rules_in_force

    return rules_in_force(tree.root, tree.config, checks())


def _by_id(known: Knowledge) -> Rules:
    rules: dict[str, list[tuple[str, Row]]] = {}
    for kind, row in kinds(known):
        rules.setdefault(row.id, []).append((kind, row))
    return dict(sorted(rules.items()))


def _document(id_: str, rows: list[tuple[str, Row]]) -> dict[str, Any]:
    kind, row = rows[0]
    return {
        "id": without_surrogates(id_),
        "kind": kind,
        "severity": str(row.severity) if kind in JUDGING else None,
        "grade": row.grade,
        "says": [without_surrogates(in_words(each)) for _, each in rows],
        "reason": without_surrogates(row.reason),
        "evidence": [without_surrogates(place) for place in row.evidence],
    }


def _shown(id_: str, rows: list[tuple[str, Row]], own: Severity, known: Knowledge) -> Iterator[str]:
    kind, first = rows[0]
    yield f"{id_} ({kind})"
    told: tuple[str, ...] = ()
    for _, row in rows:
        yield f"  {in_words(row)}"
        lines = tuple(details(row, known))
        yield from (f"    {line}" for line in lines if lines != told)
        told = lines
    yield ""
    if kind in JUDGING:
        changed = f" (by the configuration; {own} by itself)" if own is not first.severity else ""
        yield f"severity  {first.severity}{changed}"
    if kind != "require":
        yield f"grade     {first.grade}: {GRADES[first.grade]}"
    yield f"reason    {first.reason}"
    for number, place in enumerate(first.evidence):
        yield f"{'' if number else 'evidence':8}  {place}"


def _failure(file: Path, verdict: Verdict) -> Iterator[str]:
    example = verdict.example
    about = f" by `{example.rule}`" if example.rule else ""
    subjects = ", ".join(f"`{subject}`" for subject in example.subjects)
    yield f"{file}:{example.line}: expected `{example.expect}`{about} of {subjects}"
    for item in verdict.findings:
        yield f"  found {item.check} ({item.rule or 'by no rule'}): {item.message}"
    if not verdict.findings:
        yield "  found nothing"


def _counted(number: int) -> str:
    return f"{number} example{'' if number == 1 else 's'}" if number else "no examples"
