"""`--quiet` and `--verbose`, of every command that reads a tree, and what shows while one is read.

Given to the commands from outside, so that all have them alike and none has to think of it.
"""

from __future__ import annotations

import os
import sys

import click

_QUIET = "vercheck.quiet"


def well_mannered(command: click.Command) -> click.Command:
    """A command, and those below it, with `--quiet` and `--verbose` where it reads a tree."""
    if isinstance(command, click.Group):
        for below in command.commands.values():
            well_mannered(below)
    names = {parameter.name for parameter in command.params}
    if "config_file" in names and "quiet" not in names:
        own = [option for option in command.params if option.name == "config_file"]
        at = command.params.index(own[0])
        command.params[at:at] = [_quiet(), _verbose()]
    return command


def is_quiet() -> bool:
    """Whether the words beside a result are unwanted."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(_QUIET))


def _quiet() -> click.Option:
    return click.Option(
        ["-q", "--quiet"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_remember,
        help="Say nothing beside the result: no counts, no progress.",
    )


def _verbose() -> click.Option:
    return click.Option(
        ["-v", "--verbose"],
        is_flag=True,
        expose_value=False,
        callback=_listen,
        help="Say how long each stage took.",
    )


def _remember(context: click.Context, _option: click.Parameter, is_wanted: bool) -> None:
    context.meta[_QUIET] = is_wanted


def _listen(context: click.Context, _option: click.Parameter, is_verbose: bool) -> None:
    """Have what happens until the command ends told on the error stream, as far as it is wanted there."""
    if context.resilient_parsing:
        return
    if is_verbose:
        from vercheck.cli._watching import Timings, heard_by

        timings = Timings()
        context.call_on_close(lambda: _say("\n".join(timings.lines()) + "\n"))
        context.with_resource(heard_by(timings))
    elif not context.meta.get(_QUIET) and _is_watched():
        from vercheck.cli._watching import ProgressLine, heard_by

        line = ProgressLine(_say)
        context.call_on_close(line.clear)
        context.with_resource(heard_by(line))


def _is_watched() -> bool:
    """Whether somebody sits in front of the error stream, who can see a line change."""
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    return is_terminal and os.environ.get("TERM") != "dumb" and not os.environ.get("CI")


def _say(text: str) -> None:
    click.echo(text, err=True, nl=False)
