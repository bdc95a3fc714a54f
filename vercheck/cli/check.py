"""`vercheck check`: every finding, and an exit status for a gate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

import vercheck.reporters
from vercheck.cli._baseline import baseline_options, without_baseline
from vercheck.cli._checks import known_checks
from vercheck.cli._destinations import Output, destinations, format_option, outputs_option, within
from vercheck.cli._output import emit, style
from vercheck.cli._statistics import FORMATS, statistics
from vercheck.cli._tree import Tree, open_tree, path_argument, today, tree_options
from vercheck.model import Severity

if TYPE_CHECKING:
    from vercheck.pipeline import Outcome, Selection

_LEVELS = click.Choice(["error", "warning"])


@click.command("check")
@path_argument
@format_option
@outputs_option
@click.option(
    "--select", multiple=True, callback=known_checks, metavar="CHECK", help="Run only these; repeatable."
)
@click.option(
    "--ignore", multiple=True, callback=known_checks, metavar="CHECK", help="Run all but these; repeatable."
)
@click.option("--severity", type=_LEVELS, default="warning", show_default=True, help="Hide what is below it.")
@click.option("--base", metavar="REV", help="Only what a change since this branch parted from REV touches.")
@click.option("--changed", is_flag=True, help="Only what a change that is not committed touches.")
@click.option("--fail-on", type=_LEVELS, default="error", show_default=True, help="Exit with 1 from here on.")
@click.option("--statistics", "is_counted", is_flag=True, help="Count findings by check and tool at the end.")
@baseline_options
@tree_options
def command(
    path: Path | None,
    format_: str,
    outputs: tuple[Output, ...],
    select: frozenset[str],
    ignore: frozenset[str],
    severity: str,
    fail_on: str,
    base: str | None,
    changed: bool,
    is_counted: bool,
    baseline_file: Path | None,
    no_baseline: bool,
    config_file: Path | None,
    exclude: tuple[str, ...],
) -> int:
    """Report every version that disagrees with what it belongs to.

    PATH is the root that is checked; without it, the git work tree that holds the current directory.
    """
    shown, threshold = Severity.parse(severity), Severity.parse(fail_on)
    if threshold < shown:
        raise click.UsageError(
            f"`--fail-on {fail_on}` with `--severity {severity}` would fail on what is hidden"
        )
    if base is not None and changed:
        raise click.UsageError("`--changed` compares with what is checked out, and `--base` with a revision")
    wanted = destinations(format_, outputs)
    if is_counted and not any(to.format in FORMATS for to in wanted):
        raise click.UsageError("`--statistics` is for people: `text` or `concise` must be among the formats")
    from vercheck.pipeline import Selection
    from vercheck.plugs import scan

    tree = open_tree(path, config_file, exclude)
    tree = replace(tree, exclude=(*tree.exclude, *within(tree.root, outputs)))
    selection = Selection(select, ignore)
    is_whole = base is None and not changed
    outcome = tree.check(selection) if is_whole else _check_since(tree, base, selection)
    outcome = without_baseline(
        outcome, tree, baseline_file, is_off=no_baseline, is_whole=is_whole and not exclude
    )
    kept = tuple(item for item in outcome.report.diagnostics if (item.severity or Severity.OFF) >= shown)
    outcome = replace(outcome, report=replace(outcome.report, diagnostics=kept))
    reporters = scan(vercheck.reporters, "REPORTER", vercheck.reporters.Reporter)
    sources = outcome.sources()
    for to in wanted:
        text = reporters[to.format].render(outcome.report, sources, style(to.file))
        counts = statistics(outcome.report) if is_counted and to.format in FORMATS else ""
        emit(text + counts, to.file)
    return int(any((item.severity or Severity.OFF) >= threshold for item in kept))


def _check_since(tree: Tree, base: str | None, selection: Selection) -> Outcome:
    """What a change touches: since this branch parted from `base`, or, without one, since the last commit."""
    from vercheck.discover import RevisionError
    from vercheck.since import base_of, check_since, last_commit

    try:
        return check_since(
            tree.root,
            tree.config,
            base_of(tree.root, base) if base is not None else last_commit(tree.root),
            today=today(),
            exclude=tree.exclude,
            selection=selection,
            shown_root=tree.shown,
        )
    except RevisionError as error:
        raise click.ClickException(str(error)) from None
