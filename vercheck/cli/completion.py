"""`vercheck completion`: the script that has a shell complete commands, options and values."""

from __future__ import annotations

import click

from vercheck.cli._output import emit

VARIABLE = "_VERCHECK_COMPLETE"
"""What the script sets to ask for words; click answers it before any command runs."""


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print the script that completes commands, options, checks and tools in SHELL."""
    from click.shell_completion import BashComplete, FishComplete, ZshComplete

    kinds = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
    script = kinds[shell](context.find_root().command, {}, "vercheck", VARIABLE).source()
    emit(f"{script.strip()}\n")
    return 0
