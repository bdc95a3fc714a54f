"""`vercheck check`: every finding, and an exit status for a gate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

import vercheck.reporters
from vercheck.cli._checks import known_checks
from vercheck.cli._destinations import Output, destinations, format_option, outputs_option, within
from vercheck.cli._output import emit, style
from vercheck.cli._tree import open_tree, path_argument, tree_options
from vercheck.model import Severity

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
@click.option("--fail-on", type=_LEVELS, default="error", show_default=True, help="Exit with 1 from here on.")
@tree_options
def command(
    path: Path | None,
    format_: str,
    outputs: tuple[Output, ...],
    select: frozenset[str],
    ignore: frozenset[str],
    severity: str,
    fail_on: str,
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
    from vercheck.pipeline import Selection
    from vercheck.plugs import scan

    tree = open_tree(path, config_file, exclude)
    tree = replace(tree, exclude=(*tree.exclude, *within(tree.root, outputs)))
    outcome = tree.check(Selection(select, ignore))
    kept = tuple(item for item in outcome.report.diagnostics if (item.severity or Severity.OFF) >= shown)
    outcome = replace(outcome, report=replace(outcome.report, diagnostics=kept))
    reporters = scan(vercheck.reporters, "REPORTER", vercheck.reporters.Reporter)
    sources = outcome.sources()
    for to in destinations(format_, outputs):
        emit(reporters[to.format].render(outcome.report, sources, style(to.file)), to.file)
    return int(any((item.severity or Severity.OFF) >= threshold for item in kept))
