"""`vercheck fix`: shows what would make the versions agree, and writes it where it is told to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vercheck.cli._checks import known_checks
from vercheck.cli._fixing import a_version, left, recover, say, show, summary, write
from vercheck.cli._tools import tool_named
from vercheck.cli._tree import Tree, open_tree, path_argument, tree_options
from vercheck.fix.error import FixError

if TYPE_CHECKING:
    from vercheck.pipeline import Outcome
    from vercheck.repair import Repair


@click.command("fix")
@path_argument
@click.option("--write", "is_written", is_flag=True, help="Apply the diff.")
@click.option("--interactive", is_flag=True, help="Ask about each fix, and apply those you say yes to.")
@click.option("--unsafe", is_flag=True, help="Apply fixes that pick a side, too.")
@click.option("--tool", metavar="T", help="Only fixes of this tool.")
@click.option(
    "--to",
    "version",
    metavar="V",
    callback=a_version,
    help="Move the tool to this version, wherever it stands.",
)
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
    is_written: bool,
    interactive: bool,
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
        if is_written or interactive:
            recover(tree.root)
        outcome = tree.check()
        made = _made(tree, outcome, tool, version, checks, unsafe=unsafe)
        if interactive:
            return _after_asking(made, outcome, tree)
        show(made)
        if is_written:
            write(made, tree.root)
    except FixError as error:
        say(f"vercheck: {error}")
        return 1
    say(*_told(made, outcome, written=is_written))
    return int(not made.is_complete or (bool(made.after) and not is_written))


def _made(
    tree: Tree,
    outcome: Outcome,
    tool: str | None,
    version: str | None,
    checks: frozenset[str],
    *,
    unsafe: bool,
) -> Repair:
    from vercheck.repair import move, repair

    name = None if tool is None else tool_named(outcome.facts.graph, tool)
    if name is not None and version is not None:
        return move(outcome, tree.examine, name, version, unsafe=unsafe)
    return repair(outcome, tree.examine, tool=name, checks=checks, unsafe=unsafe)


def _after_asking(made: Repair, outcome: Outcome, tree: Tree) -> int:
    """Write what somebody says yes to. What they say no to is left, like all that is held back."""
    from vercheck.cli._asking import wanted
    from vercheck.repair import narrowed

    offered = made.plan.applied
    if not offered:
        say(*(left(made) or [_nothing(outcome)]))
        return int(not made.is_complete)
    chosen = wanted(made)
    if chosen != offered:
        made = narrowed(made, chosen, outcome, tree.examine)
    write(made, tree.root)
    say(*summary(made, written=True), *(f"skipped: {fix.title}" for fix in offered if fix not in chosen))
    return int(chosen != offered or not made.is_complete)


def _told(made: Repair, outcome: Outcome, *, written: bool) -> list[str]:
    lines = summary(made, written=written)
    if not lines:
        return [_nothing(outcome)]
    if made.after and not written:
        lines.append("add `--write` to apply the diff")
    return lines


def _nothing(outcome: Outcome) -> str:
    """What is said where no fix is offered, which is no word about the findings themselves."""
    found = len(outcome.report.diagnostics)
    if not found:
        return "nothing to fix"
    which = "the finding needs" if found == 1 else f"the {found} findings need"
    return f"nothing to fix without a choice: {which} somebody to decide, see `vercheck check`"
