"""`vercheck fix`: shows what would make the versions agree, and writes it where it is told to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vercheck.cli._checks import known_checks
from vercheck.cli._output import emit, style
from vercheck.cli._tools import tool_named
from vercheck.cli._tree import Tree, open_tree, path_argument, tree_options
from vercheck.fix.error import FixError
from vercheck.printable import printable

if TYPE_CHECKING:
    from vercheck.repair import Repair


@click.command("fix")
@path_argument
@click.option("--write", is_flag=True, help="Apply the diff.")
@click.option("--unsafe", is_flag=True, help="Apply fixes that pick a side, too.")
@click.option("--tool", metavar="T", help="Only fixes of this tool.")
@click.option("--to", "version", metavar="V", help="Move the tool to this version, wherever it stands.")
@click.option(
    "--check",
    "checks",
    multiple=True,
    callback=known_checks,
    metavar="CHECK",
    help="Only fixes of these; repeatable.",
)
@tree_options
def command(
    path: Path | None,
    write: bool,
    unsafe: bool,
    tool: str | None,
    version: str | None,
    checks: frozenset[str],
    config_file: Path | None,
    exclude: tuple[str, ...],
) -> int:
    """Print a diff that makes versions agree; with --write, apply it.

    The diff goes to standard output, and what was held back, with its reason, to standard error.
    """
    if version is not None and (tool is None or checks):
        raise click.UsageError("`--to` moves one whole tool: it needs `--tool`, and takes no `--check`")
    tree = open_tree(path, config_file, exclude)
    try:
        if write:
            _recover(tree.root)
        made = _made(tree, tool, version, checks, unsafe=unsafe)
        _show(made)
        if write:
            _write(made, tree.root)
    except FixError as error:
        _say(f"vercheck: {error}")
        return 1
    _say(*_summary(made, written=write))
    return int(not made.is_complete or (bool(made.after) and not write))


def _made(
    tree: Tree, tool: str | None, version: str | None, checks: frozenset[str], *, unsafe: bool
) -> Repair:
    from vercheck.repair import move, repair

    outcome = tree.check()
    name = None if tool is None else tool_named(outcome.facts.graph, tool)
    if name is not None and version is not None:
        return move(outcome, tree.examine, name, version, unsafe=unsafe)
    return repair(outcome, tree.examine, tool=name, checks=checks, unsafe=unsafe)


def _show(made: Repair) -> None:
    from vercheck.fix.diff import unified_diff

    emit(unified_diff(made.before, made.after, style(None).colour))


def _recover(root: Path) -> None:
    """Bring a write that was killed to an end, before anything is read."""
    from vercheck.fix.recover import recover

    _say(*recover(root))


def _write(made: Repair, root: Path) -> None:
    from vercheck.fix.write import write

    write(root, made.after, made.before)


def _summary(made: Repair, *, written: bool) -> list[str]:
    lines = [f"{'applied' if written else 'would apply'}: {fix.title}" for fix in made.plan.applied]
    lines += [f"held back: {held.fix.title}: {held.reason}" for held in made.plan.held]
    lines += [f"held back: {conflict.reason}" for conflict in made.plan.conflicts]
    lines += [f"failed: {failure.fix.title}: {failure.reason}" for failure in made.failures]
    if not lines:
        return ["nothing to fix"]
    if made.after and not written:
        lines.append("add `--write` to apply the diff")
    return lines


def _say(*lines: str) -> None:
    text = "".join(f"{printable(line)}\n" for line in lines)
    click.echo(text.encode("utf-8", "backslashreplace"), err=True, nl=False)
