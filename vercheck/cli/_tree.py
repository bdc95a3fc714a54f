"""Which tree a command looks at, and with which configuration: the options that commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from vercheck.config import Config
    from vercheck.pipeline import Outcome, Reading, Selection

Command = TypeVar("Command", bound=Callable[..., Any])

path_argument = click.argument(
    "path", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
output_option = click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to FILE."
)


def tree_options(command: Command) -> Command:
    """`--config`, `--exclude`, and `--no-cache` for scripts that pass it."""
    for option in (
        click.option("--no-cache", is_flag=True, hidden=True, expose_value=False),
        click.option(
            "--exclude", multiple=True, metavar="GLOB", help="Leave out files, as in .gitignore; repeatable."
        ),
        click.option(
            "--config",
            "config_file",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            metavar="FILE",
            help="Use FILE instead of the configuration at the root.",
        ),
    ):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Tree:
    """`shown` is the root as reports call it: as typed, or relative to the current directory."""

    root: Path
    shown: str
    config: Config
    exclude: tuple[str, ...]

    def check(self, selection: Selection | None = None) -> Outcome:
        """The whole flow over this tree, today."""
        from vercheck import pipeline

        return pipeline.check(
            self.root,
            self.config,
            today=today(),
            exclude=self.exclude,
            selection=selection,
            shown_root=self.shown,
        )

    def examine(self, reading: Reading) -> Outcome:
        """Everything after reading, today."""
        from vercheck import pipeline

        return pipeline.examine(reading, self.config, today=today(), shown_root=self.shown)


def open_tree(path: Path | None, config_file: Path | None, exclude: tuple[str, ...]) -> Tree:
    """The tree at `path`; without it, the work tree that holds the current directory, else that directory."""
    from vercheck.config import load
    from vercheck.discover import enclosing_work_tree

    here = Path.cwd()
    named = path if path is not None else enclosing_work_tree(here) or here
    root = named.resolve()
    shown = str(path) if path is not None else os.path.relpath(root, here)
    return Tree(root, shown, load(root, config_file), exclude)


def today() -> date:
    """The day by universal time, so that a hold expires everywhere at once."""
    return datetime.now(UTC).date()
