"""`vercheck lsp`: tells an editor what disagrees while somebody types."""

from __future__ import annotations

from pathlib import Path

import click

from vercheck.cli._tree import kept, tree_options


@click.command("lsp")
@click.option(
    "--stdio",
    is_flag=True,
    expose_value=False,
    help="The only way there is; for editors that say it.",
)
@click.option("--clientProcessId", "client", type=int, hidden=True, expose_value=False)
@tree_options
def command(config_file: Path | None, exclude: tuple[str, ...]) -> int:
    """Serve an editor by the Language Server Protocol, over standard input and output.

    It reads what `vercheck check` reads, writes nothing and downloads nothing: an editor applies the fixes
    that somebody picks.
    """
    from vercheck.editor.protocol import serve

    return serve(config_file.resolve() if config_file is not None else None, exclude, kept())
