"""`vercheck fix`: shows what would make the versions agree, and writes it where it is told to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vercheck.cli._aftermath import aftermath
from vercheck.cli._checks import known_checks
from vercheck.cli._fetching import Fetching, completed, may_fetch, remarks_on, told, told_lent
from vercheck.cli._fixing import a_version, complain, left, recover, say, show, summary, write
from vercheck.cli._tools import tool_named, version_meant
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
@may_fetch
@tree_options
def command(
    path: Path | None,
    is_written: bool,
    interactive: bool,
    unsafe: bool,
    tool: str | None,
    version: str | None,
    checks: frozenset[str],
    fetching: Fetching,
    config_file: Path | None,
    exclude: tuple[str, ...],
) -> int:
    """Print a diff that makes versions agree; with --write, apply it.

    The diff goes to standard output, and what was held back, with its reason, to standard error.
    """
    if version is not None and (tool is None or checks):
        raise click.UsageError("`--to` moves one whole tool: it needs `--tool`, and takes no `--check`")
    if fetching.is_on and (version is None or interactive):
        raise click.UsageError(
            "`--fetch` completes one whole move: it needs `--tool` and `--to`, and asks nothing"
        )
    tree = open_tree(path, config_file, exclude)
    try:
        if is_written or interactive:
            recover(tree.root)
        outcome = tree.check()
        given = fetching if not interactive else None
        made, fetched = _made(tree, outcome, tool, version, checks, given, unsafe=unsafe)
        if interactive:
            return _after_asking(made, outcome, tree, tool, checks)
        show(made)
        if is_written:
            write(made, tree.root)
    except FixError as error:
        complain(f"vercheck: {error}")
        return 1
    after = _aftermath(made, outcome, tool, version) if tool is not None and version is not None else []
    say(*fetched, *_told(made, outcome, tool, checks, after, written=is_written))
    return int(not made.is_complete or (bool(made.after) and not is_written))


def _made(
    tree: Tree,
    outcome: Outcome,
    tool: str | None,
    version: str | None,
    checks: frozenset[str],
    fetching: Fetching | None,
    *,
    unsafe: bool,
) -> tuple[Repair, list[str]]:
    """The repair, and what is to be said of digests that were fetched or lent for it; where nothing is to be
    got, `fetching` is `None`."""
    from vercheck.repair import move, repair

    name = None if tool is None else tool_named(outcome.facts.graph, tool)
    if name is None or version is None:
        return repair(outcome, tree.examine, tool=name, checks=checks, unsafe=unsafe), []
    version = version_meant(outcome.facts.graph, name, version)
    if fetching is None:
        return move(outcome, tree.examine, name, version, unsafe=unsafe), []
    got = completed(fetching, outcome, tree, name, version, unsafe=unsafe)
    made = move(got.outcome, tree.examine, name, version, unsafe=unsafe, lend=got.lend)
    made = got.over(made, outcome, tree.examine, unsafe=unsafe)
    lines = [f"fetched: {line}" for line in told(got.files)]
    lines += told_lent(got.lent, made.after)
    return made, [*lines, *remarks_on(got, made.after)]


def _after_asking(
    made: Repair, outcome: Outcome, tree: Tree, tool: str | None, checks: frozenset[str]
) -> int:
    """Write what somebody says yes to. What they say no to is left, like all that is held back."""
    from vercheck.cli._asking import wanted
    from vercheck.repair import narrowed

    offered = made.plan.applied
    if not offered:
        say(*(left(made) or _nothing(outcome, tool, checks)))
        return int(not made.is_complete)
    chosen = wanted(made)
    if chosen != offered:
        made = narrowed(made, chosen, outcome, tree.examine)
    write(made, tree.root)
    say(*summary(made, written=True), *(f"skipped: {fix.title}" for fix in offered if fix not in chosen))
    return int(chosen != offered or not made.is_complete)


def _aftermath(made: Repair, outcome: Outcome, tool: str, version: str) -> list[str]:
    """What a move leaves as it is, and what is to be done after it."""
    from vercheck.bump.whole import to_refresh, to_stay

    name = tool_named(outcome.facts.graph, tool)
    stays = to_stay(outcome, name, version, made)
    return list(aftermath(made, stays, to_refresh(outcome, name, version, made)))


def _told(
    made: Repair,
    outcome: Outcome,
    tool: str | None,
    checks: frozenset[str],
    after: Sequence[str],
    *,
    written: bool,
) -> list[str]:
    lines = [*summary(made, written=written), *after]
    if not lines and not made.after:
        return _nothing(outcome, tool, checks)
    if made.after and not written:
        lines.append("add `--write` to apply the diff")
    return lines


def _nothing(outcome: Outcome, tool: str | None, checks: frozenset[str]) -> list[str]:
    """What is said where no fix is offered: what was chosen, and of everything how much there is."""
    from vercheck.fix.undecided import undecided

    found = outcome.report.diagnostics
    if tool is not None or checks:
        name = None if tool is None else tool_named(outcome.facts.graph, tool)
        return [*undecided(found, name, checks)] or ["nothing to fix"]
    if not found:
        return ["nothing to fix"]
    which = "the finding needs" if len(found) == 1 else f"the {len(found)} findings need"
    return [f"nothing to fix without a choice: {which} somebody to decide, see `vercheck check`"]
