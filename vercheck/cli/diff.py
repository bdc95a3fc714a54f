"""`vercheck diff`: which pins moved between two revisions, or since one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vercheck.cli._moves import as_json, as_markdown, as_text
from vercheck.cli._output import emit
from vercheck.cli._tree import open_tree, output_option, today, tree_options
from vercheck.did_you_mean import did_you_mean
from vercheck.printable import printable

if TYPE_CHECKING:
    from vercheck.since import Pins


@click.command("diff")
@click.argument("revisions", nargs=-1, required=True, metavar="REV [REV]")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
)
@click.option("--tool", metavar="T", help="Only pins of this tool.")
@click.option("--locked", is_flag=True, help="Also what lock files resolve.")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="PATH",
    help="The root that is looked at, instead of the work tree here.",
)
@output_option
@tree_options
def command(
    revisions: tuple[str, ...],
    format_: str,
    tool: str | None,
    locked: bool,
    root: Path | None,
    output: Path | None,
    config_file: Path | None,
    exclude: tuple[str, ...],
) -> int:
    """List the pins that moved from REV to another REV, or to the work tree."""
    base, head = _revisions(revisions)
    from vercheck.discover import RevisionError
    from vercheck.since import moves, pins_of

    tree = open_tree(root, config_file, exclude)
    try:
        pins = pins_of(
            tree.root, tree.config, base, head, today=today(), exclude=tree.exclude, kept=tree.kept
        )
    except RevisionError as error:
        raise click.ClickException(str(error)) from None
    for trouble in pins.unread:
        click.echo(f"vercheck: {printable(trouble)}", err=True)
    found = moves(pins.before, pins.now)
    if tool is not None:
        wanted = _named(pins, tool)
        found = tuple(move for move in found if move.tool in wanted)
    if format_ == "json":
        emit(as_json(base, head, found), output, tree.root)
        return 0
    shown = tuple(move for move in found if locked or not move.is_locked)
    render = as_markdown if format_ == "markdown" else as_text
    emit(render(shown, len(found) - len(shown)), output, tree.root)
    return 0


def _named(pins: Pins, tool: str) -> frozenset[str]:
    wanted = pins.tool_names(tool)
    if not wanted:
        known = (*pins.before.tools(), *pins.now.tools())
        raise click.UsageError(f"no pin here belongs to `{tool}`{did_you_mean(tool, known)}")
    return wanted


def _revisions(given: tuple[str, ...]) -> tuple[str, str | None]:
    """The two sides, as two words or as git writes a range: `v1..v2`."""
    if len(given) == 1 and ".." in given[0] and "..." not in given[0]:
        first, _, second = given[0].partition("..")
        return first or "HEAD", second or "HEAD"
    if len(given) > 2:
        raise click.UsageError(f"there is a revision too many: `{given[2]}`")
    return given[0], given[1] if len(given) == 2 else None
