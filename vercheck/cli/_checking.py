"""The run behind `vercheck check`, apart from the command: what is known already needs none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import click

import vercheck.reporters
from vercheck.cli._answers import Answer, Asked
from vercheck.cli._baseline import without_baseline
from vercheck.cli._destinations import FOR_PEOPLE, Destination
from vercheck.cli._output import style
from vercheck.cli._quoted import quoted
from vercheck.cli._statistics import statistics
from vercheck.cli._tree import Tree, today
from vercheck.cli._wish import Wish
from vercheck.model import Diagnostic, Severity
from vercheck.pipeline import Outcome, Selection
from vercheck.plugs import Plugs
from vercheck.reporters import Reporter
from vercheck.stages import stage


def checked(tree: Tree, wish: Wish, asked: Asked | None) -> Answer:
    """Run the checks and say the findings in every way that is wanted."""
    least, worst = Severity.parse(wish.severity), Severity.parse(wish.fail_on)
    selection = Selection(frozenset(wish.select), frozenset(wish.ignore))
    outcome = tree.check(selection) if wish.is_whole else _check_since(tree, wish.base, selection)
    reading = outcome.reading
    outcome = without_baseline(
        outcome,
        tree,
        wish.baseline_file,
        is_off=wish.no_baseline,
        is_whole=wish.is_whole and not wish.is_part,
    )
    shown = tuple(item for item in outcome.report.diagnostics if _severity(item) >= least)
    outcome = replace(outcome, report=replace(outcome.report, diagnostics=shown))
    reporters = Plugs(vercheck.reporters, "REPORTER", Reporter)
    with stage("report"):
        texts = tuple(map(_teller(outcome, reporters, is_counted=wish.is_counted), wish.wanted))
    answer = Answer(texts, int(any(_severity(item) >= worst for item in shown)))
    if asked is not None:
        is_quoting = any(reporters[to.format].quotes for to in wish.wanted)
        lines = quoted(outcome.report.diagnostics, reading.source) if is_quoting else {}
        asked.keep(answer, reading, (pack.value for pack in tree.config.packs), lines)
    return answer


def _severity(item: Diagnostic) -> Severity:
    return item.severity or Severity.OFF


def _teller(
    outcome: Outcome, reporters: Plugs[Reporter], *, is_counted: bool
) -> Callable[[Destination], str]:
    sources = outcome.sources()

    def tell(to: Destination) -> str:
        text = reporters[to.format].render(outcome.report, sources, style(to.file))
        return text + (statistics(outcome.report) if is_counted and to.format in FOR_PEOPLE else "")

    return tell


def _check_since(tree: Tree, base: str | None, selection: Selection) -> Outcome:
    """What a change touches: since this branch parted from a base, or, without one, since the last commit."""
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
            kept=tree.kept,
        )
    except RevisionError as error:
        raise click.ClickException(str(error)) from None
