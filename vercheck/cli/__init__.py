"""The command line: the only place that prints or exits.

A command is imported when it is called, so that `--version` and a wrong option cost nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from vercheck.cli._collector import leave_the_rest  # isort: split

import click

from vercheck import __version__
from vercheck.cli._examples import with_examples
from vercheck.cli._failures import status_of
from vercheck.cli._manners import well_mannered
from vercheck.did_you_mean import did_you_mean

COMMANDS = {
    "check": "check",
    "fix": "fix",
    "bump": "bump",
    "hoist": "hoist",
    "list": "list_pins",
    "why": "why",
    "graph": "graph",
    "plan": "plan",
    "registry": "registry",
    "diff": "diff",
    "coverage": "coverage",
    "init": "init",
    "baseline": "baseline",
    "explain": "explain",
    "rules": "rules",
    "fleet": "fleet",
    "schema": "schema",
    "lsp": "lsp",
    "completion": "completion",
}
"""The module of each command, in the order of the help."""


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            if ctx.resilient_parsing:
                return None
            ctx.fail(f"there is no command `{cmd_name}`{did_you_mean(cmd_name, COMMANDS)}")
        command: click.Command = import_module(f"vercheck.cli.{COMMANDS[cmd_name]}").command
        command = with_examples(well_mannered(command), cmd_name)
        if ctx.resilient_parsing:
            from vercheck.cli._completing import completing

            return completing(command)
        return command


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def vercheck() -> None:
    """Find versions that disagree across the tools a repository is built with, say why, and fix them.

    \b
    Exit status:
      0  nothing at or above the threshold
      1  findings, or a diff to apply
      2  wrong usage or configuration
      3  a bug in vercheck
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit."""
    try:
        status = vercheck.main(args=arguments, prog_name="vercheck", standalone_mode=False)
    except BaseException as error:
        status = status_of(error)
    if arguments is None:
        leave_the_rest()
    sys.exit(status if isinstance(status, int) else 0)
