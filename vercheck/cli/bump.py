"""`vercheck bump`: the whole move of a tool to a version, as one plan; carried out where it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from vercheck.cli._aftermath import aftermath, section
from vercheck.cli._fetching import Fetching, completed, may_fetch, remarks_on, told, told_lent
from vercheck.cli._fixing import a_version, complain, recover, say, show, write
from vercheck.cli._output import emit
from vercheck.cli._tools import tool_named, version_meant
from vercheck.cli._tree import open_tree, output_option, path_argument, tree_options
from vercheck.fix.error import FixError

if TYPE_CHECKING:
    from vercheck.bump.completion import Completion
    from vercheck.bump.whole import Bump, Part
    from vercheck.fix.constraints import Broken

_LONGEST = 40


@click.command("bump")
@click.argument("tool")
@click.argument("version", callback=a_version)
@path_argument
@click.option("--write", "is_written", is_flag=True, help="Apply the diff.")
@click.option("--unsafe", is_flag=True, help="Go on where the move breaks a rule, too.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json: the plan as a document, in place of the diff.",
)
@output_option
@may_fetch
@tree_options
def command(
    tool: str,
    version: str,
    path: Path | None,
    is_written: bool,
    unsafe: bool,
    format_: str,
    output: Path | None,
    fetching: Fetching,
    config_file: Path | None,
    exclude: tuple[str, ...],
) -> int:
    """Plan the move of TOOL to VERSION: its sites, rules, digests and locks; with --write, carry it out.

    The diff goes to standard output, the plan to standard error.
    """
    from vercheck.bump.whole import bump

    if output is not None and format_ == "text":
        raise click.UsageError("`--output` takes the document of `--format json`")
    tree = open_tree(path, config_file, exclude)
    try:
        if is_written:
            recover(tree.root)
        outcome = tree.check()
        name = tool_named(outcome.facts.graph, tool)
        version = version_meant(outcome.facts.graph, name, version)
        got = completed(fetching, outcome, tree, name, version, unsafe=unsafe)
        made = bump(got.outcome, tree.examine, name, version, unsafe=unsafe, lend=got.lend)
        made = replace(made, repair=got.over(made.repair, outcome, tree.examine, unsafe=unsafe))
        if format_ == "text":
            show(made.repair)
        if is_written:
            write(made.repair, tree.root)
    except FixError as error:
        complain(f"vercheck: {error}")
        return 1
    if format_ == "json":
        from vercheck.cli._bump_document import as_json

        emit(as_json(made, got, is_written=is_written), output, tree.root)
    else:
        say(*_plan(made, got, is_fetched=fetching.is_on, is_written=is_written, unsafe=unsafe))
    return int(not made.repair.is_complete or (bool(made.repair.after) and not is_written))


def _plan(made: Bump, got: Completion, *, is_fetched: bool, is_written: bool, unsafe: bool) -> Iterator[str]:
    if made.moves or made.held or made.repair.after:
        yield f"{made.tool} to {made.version}"
    else:
        nothing = "nothing moves" if made.stays else "nothing to move"
        yield f"{made.tool} to {made.version}: {nothing}"
    yield from section("moved" if is_written else "moves", map(_part, made.moves))
    yield from section("fetched", told(got.files))
    yield from section("lent", told_lent(got.lent, made.repair.after))
    yield from section("held back", map(_part, made.held))
    yield from section("needs", _needs(made))
    yield from section("not fetched" if is_fetched else "remarks", remarks_on(got, made.repair.after))
    yield from section("breaks", (line for one in made.breaks for line in _broken(one, unsafe=unsafe)))
    yield from section("failed", (failure.reason for failure in made.repair.failures))
    yield from section("conflicts", (conflict.reason for conflict in made.repair.plan.conflicts))
    yield from section("by hand", (*made.ends, *made.by_hand))
    rules = {one.objection.rule for one in made.breaks}
    yield from aftermath(made.repair, made.stays, made.refreshes, rules)
    if made.repair.after and not is_written:
        yield "add `--write` to apply the diff"


def _part(part: Part) -> str:
    place = f"{part.edit.location.path}:{part.edit.location.line}"
    about = f"  {part.about}" if part.about else ""
    return f"{place}  {_short(part.edit.old)} → {_short(part.edit.new)}{about}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:16]}…"


def _needs(made: Bump) -> Iterator[str]:
    yield from made.needs
    yield from (f"`curl -fsSL {quote(address)} | sha256sum` gives its digest" for address in made.addresses)
    if made.unregistered:
        yield f"`vercheck registry add {made.tool} {made.version} --write` downloads and registers the files"


def _broken(one: Broken, *, unsafe: bool) -> Iterator[str]:
    yield one.words if one.is_grave else f"warning: {one.words}"
    if one.remedy is not None:
        yield f"  `vercheck bump {one.objection.tool} {one.remedy}` would go with it"
    if one.is_grave and not unsafe:
        yield "  `--unsafe` goes on all the same"
