"""`vercheck check`: every finding, and an exit status for a gate."""

from __future__ import annotations

import os
from pathlib import Path

import click

from vercheck.cli._answers import Question, ask
from vercheck.cli._baseline import baseline_options
from vercheck.cli._checks import known_checks
from vercheck.cli._destinations import (
    FOR_PEOPLE,
    Output,
    destinations,
    format_option,
    outputs_option,
    within,
)
from vercheck.cli._output import emit, style
from vercheck.cli._tree import kept, open_tree, path_argument, placed, tree_options
from vercheck.cli._wish import Wish
from vercheck.own_files import BASELINE, CONFIGURATIONS, PROJECT, real_place

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
    if (severity, fail_on) == ("error", "warning"):
        raise click.UsageError(
            f"`--fail-on {fail_on}` with `--severity {severity}` would fail on what is hidden"
        )
    if base is not None and changed:
        raise click.UsageError("`--changed` compares with what is checked out, and `--base` with a revision")
    wanted = destinations(format_, outputs)
    if is_counted and not any(to.format in FOR_PEOPLE for to in wanted):
        raise click.UsageError("`--statistics` is for people: `text` or `concise` must be among the formats")
    wish = Wish(
        wanted,
        tuple(sorted(select)),
        tuple(sorted(ignore)),
        severity,
        fail_on,
        base,
        changed,
        is_counted,
        baseline_file,
        no_baseline,
        bool(exclude),
    )
    root, shown = placed(path)
    question = _question(root, shown, wish, config_file, exclude)
    answer = question.answer() if question is not None else None
    if answer is None:
        asked = question.asked() if question is not None else None
        answer = (asked.answer() or asked.answer_as_said()) if asked is not None else None
    if answer is None:
        from vercheck.cli._checking import checked

        left_out = (*exclude, *within(root, outputs))
        answer = checked(open_tree(path, config_file, left_out), wish, asked)
    for to, text in zip(wanted, answer.texts, strict=True):
        emit(text, to.file, root)
    return answer.status


def _question(
    root: Path, shown: str, wish: Wish, config_file: Path | None, exclude: tuple[str, ...]
) -> Question | None:
    """What is asked, where it may have been asked before: of a tree as it is, not of what changed in it."""
    between_runs = kept()
    if between_runs is None or not wish.is_whole:
        return None
    own = [root / name for name in (*CONFIGURATIONS, PROJECT, BASELINE)]
    read = [*own, *(file for file in (config_file, wish.baseline_file) if file is not None)]
    written = [real_place(to.file) for to in wish.wanted if to.file is not None]
    named = repr((os.getcwd(), config_file))  # noqa: PTH109 - what is named relative to it is said so
    said = (shown, named, repr(wish), repr(exclude), repr([style(to.file) for to in wish.wanted]))
    return ask(between_runs, root, said, read, written)
