"""Which tree a command looks at, and with which configuration: the options that commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from vercheck.cache.kept import Kept
from vercheck.cache.place import default_folder
from vercheck.cli._output_file import OutputFile
from vercheck.git import enclosing_work_tree
from vercheck.tree import Tree, no_root, today

__all__ = [
    "Tree", "cache_folder", "kept", "open_tree", "output_option", "path_argument", "placed", "today",
    "tree_options",
]  # fmt: skip

Command = TypeVar("Command", bound=Callable[..., Any])

path_argument = click.argument(
    "path", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
output_option = click.option("--output", type=OutputFile(), metavar="FILE", help="Write to FILE.")


def tree_options(command: Command) -> Command:
    """`--config`, `--exclude`, `--no-cache` and `--cache-dir`."""
    for option in (
        click.option(
            "--cache-dir",
            type=click.Path(file_okay=False, path_type=Path),
            metavar="FOLDER",
            envvar="VERCHECK_CACHE_DIR",
            expose_value=False,
            callback=_remember,
            help="Keep between runs what files say in FOLDER.",
        ),
        click.option(
            "--no-cache",
            is_flag=True,
            envvar="VERCHECK_NO_CACHE",
            expose_value=False,
            callback=_remember,
            help="Neither use nor keep what earlier runs found out.",
        ),
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


def open_tree(path: Path | None, config_file: Path | None, exclude: tuple[str, ...]) -> Tree:
    """The tree at `path`; without it, the work tree that holds the current directory, else that directory."""
    from vercheck.config import load

    root, shown = placed(path)
    return Tree(root, shown, load(root, config_file), exclude, kept())


def placed(path: Path | None) -> tuple[Path, str]:
    """The root that a command looks at, and what it is called.

    Raises:
        click.UsageError: the current directory was deleted, or the root is no folder of files to check.
    """
    try:
        here = Path.cwd()
    except OSError as error:
        raise click.UsageError(f"the current directory cannot be read: {error.strerror}") from None
    named = path if path is not None else enclosing_work_tree(here) or here
    root = named.resolve()
    if trouble := no_root(root):
        raise click.UsageError(f"`{named}` cannot be checked: {trouble}")
    return root, str(path) if path is not None else os.path.relpath(root, here)


def kept() -> Kept | None:
    """What earlier runs found out, unless this one is to go without."""
    folder = cache_folder()
    return Kept(folder) if folder is not None else None


def cache_folder() -> str | None:
    """Where that is, or would be."""
    wishes = click.get_current_context().meta
    if wishes.get("no_cache"):
        return None
    folder = wishes.get("cache_dir") or default_folder()
    return os.fspath(folder) if folder is not None else None


def _remember(context: click.Context, option: click.Parameter, value: object) -> None:
    context.meta[option.name or ""] = value
