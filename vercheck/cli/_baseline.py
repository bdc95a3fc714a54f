"""Which baseline a command goes by: the file at the root, the one that is named, or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vercheck.cli._tree import Tree

if TYPE_CHECKING:
    from vercheck.baseline import Baseline
    from vercheck.pipeline import Outcome

Command = TypeVar("Command", bound=Callable[..., Any])

file_option = click.option(
    "--baseline",
    "baseline_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Use FILE instead of the `.vercheck-baseline.json` at the root.",
)


def baseline_options(command: Command) -> Command:
    """`--baseline` and `--no-baseline`."""
    off = click.option("--no-baseline", is_flag=True, help="Show what the baseline hides, too.")
    return file_option(off(command))


def place(tree: Tree, file: Path | None) -> tuple[Path, str]:
    """Where the baseline of a tree is or would be, and what messages call it: below the root, relative to
    it.

    Raises:
        click.ClickException: a link leads it out of the root.
    """
    from vercheck.baseline import BaselineError, place

    try:
        return place(tree.root, file)
    except BaselineError as error:
        raise click.ClickException(str(error)) from None


def opened(tree: Tree, file: Path | None) -> Baseline | None:
    """The baseline of a tree; `None` where the root has none and none is named.

    Raises:
        click.ClickException: it is not there although it is named, or is no baseline.
    """
    from vercheck.baseline import BaselineError, baseline_of

    try:
        return baseline_of(tree.root, file)
    except BaselineError as error:
        raise click.ClickException(str(error)) from None


def without_baseline(
    outcome: Outcome, tree: Tree, file: Path | None, *, is_off: bool, is_whole: bool
) -> Outcome:
    """What a run found beside what the baseline has."""
    if is_off and file is not None:
        raise click.UsageError("`--no-baseline` goes by none, and `--baseline` by the file that it names")
    baseline = None if is_off else opened(tree, file)
    if baseline is None:
        return outcome
    from vercheck.baseline import against

    return against(outcome, baseline, tree.config, is_whole=is_whole)
