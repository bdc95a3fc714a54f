"""`vercheck init`: proposes a configuration from what is in the repository."""

from __future__ import annotations

from pathlib import Path

import click

from vercheck.cli._output import emit
from vercheck.cli._tree import open_tree, path_argument, today

_FILE = "vercheck.toml"


@click.command("init")
@path_argument
@click.option("--write", "is_written", is_flag=True, help="Create vercheck.toml at the root.")
def command(path: Path | None, is_written: bool) -> int:
    """Propose a `vercheck.toml`: authorities, severities, scopes, holds and derived values, with counts.

    Prints it; with --write, creates it, and never over a configuration that exists. What is proposed and
    not certain is written behind a `#`.
    """
    from vercheck import pipeline
    from vercheck.config import Config
    from vercheck.proposal import authorities, harmless, page

    tree = open_tree(path, None, ())
    if is_written and tree.config.path is not None:
        raise click.UsageError(
            f"`{tree.config.path}` already configures vercheck here; without `--write`, a proposal is printed"
        )
    tree = tree._replace(config=Config())
    outcome = tree.check()
    candidates = authorities(outcome.reading, outcome.facts.graph)
    on = harmless(
        candidates,
        outcome,
        lambda config: pipeline.examine(outcome.reading, config, today=today(), shown_root=tree.shown),
    )
    text = page(outcome, candidates, on)
    if not is_written:
        emit(text)
        return 0
    try:
        with (tree.root / _FILE).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise click.ClickException(f"`{_FILE}` cannot be written: {error.strerror}") from None
    click.echo(f"`{_FILE}` is there now: read it through, and commit what you keep")
    return 0
