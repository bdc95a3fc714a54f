"""`vercheck hoist`: one place for a version that many places spell out."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vercheck.cli._fixing import complain, recover, say, show, write
from vercheck.cli._tools import tool_named
from vercheck.cli._tree import Tree, open_tree, path_argument, tree_options
from vercheck.fix.error import FixError

if TYPE_CHECKING:
    from vercheck.hoist.result import Hoist


@click.command("hoist")
@click.argument("tool")
@path_argument
@click.option(
    "--into",
    "home",
    required=True,
    metavar="FILE",
    help="Where the version is to stand: a `.bzl` file, or the `Cargo.toml` of a workspace.",
)
@click.option("--symbol", metavar="NAME", help="The table in a `.bzl` file, where it is not the only one.")
@click.option("--to", "version", metavar="V", help="Which version it is to be, where places differ.")
@click.option("--write", "is_written", is_flag=True, help="Apply the diff.")
@tree_options
def command(
    tool: str,
    path: Path | None,
    home: str,
    symbol: str | None,
    version: str | None,
    is_written: bool,
    config_file: Path | None,
    exclude: tuple[str, ...],
) -> int:
    """Print a diff that moves TOOL's version to one place, and looks it up everywhere else.

    The diff goes to standard output, and what stays where it is, with its reason, to standard error.
    """
    from vercheck.hoist.result import HoistError

    tree = open_tree(path, config_file, exclude)
    try:
        if is_written:
            recover(tree.root)
        made = _made(tree, tool, _inside(tree, home), symbol, version)
        if not made.refused:
            show(made)
        if is_written and not made.refused:
            write(made, tree.root)
    except HoistError as error:
        raise click.UsageError(str(error)) from None
    except FixError as error:
        complain(f"vercheck: {error}")
        return 1
    say(*_summary(made, written=is_written))
    if made.refused and version is not None:
        say(f"`vercheck fix --tool {tool} --to {version}` moves what belongs to the version, too")
    return int(bool(made.refused) or (bool(made.after) and not is_written))


def _made(tree: Tree, tool: str, home: str, symbol: str | None, version: str | None) -> Hoist:
    from vercheck.hoist.cargo import hoist_cargo
    from vercheck.hoist.proof import proven
    from vercheck.hoist.starlark import hoist_starlark

    outcome = tree.check()
    if home.rpartition("/")[2] == "Cargo.toml":
        if symbol is not None:
            raise click.UsageError("`--symbol` names a table of a `.bzl` file")
        made = hoist_cargo(outcome, tool, home, version)
    elif home.endswith(".bzl"):
        name = tool_named(outcome.facts.graph, tool)
        made = hoist_starlark(outcome, name, home, symbol, version)
    else:
        raise click.UsageError(f"`{home}` is neither a `.bzl` file nor a `Cargo.toml`")
    return proven(made, outcome, tree.examine)


def _inside(tree: Tree, home: str) -> str:
    """The path of the file from the root of the tree."""
    if Path(home).is_absolute():
        try:
            home = Path(home).relative_to(tree.root).as_posix()
        except ValueError:
            raise click.UsageError(f"`{home}` is not in `{tree.shown}`") from None
    path = posixpath.normpath(home)
    if path == ".." or path.startswith("../"):
        raise click.UsageError(f"`{home}` is not in `{tree.shown}`")
    return path


def _summary(made: Hoist, *, written: bool) -> list[str]:
    if made.refused:
        return [f"refused: {reason}" for reason in made.refused]
    lines = []
    if made.after:
        places = "1 place" if len(made.sites) == 1 else f"{len(made.sites)} places"
        verb = "hoisted" if written else "would hoist"
        lines.append(f"{verb}: `{made.version}` of {places} to {made.home}")
    lines += [f"left: {left.place} says `{left.text}`: {left.reason}" for left in made.left]
    lines += [f"now an error: {finding}" for finding in made.graver]
    if not made.after:
        return ["nothing to hoist", *lines]
    if not written:
        lines.append("add `--write` to apply the diff")
    return lines
