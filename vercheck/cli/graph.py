"""`vercheck graph`: a picture of what is pinned where, and of what disagrees."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vercheck.cli._output import emit
from vercheck.cli._tools import tool_named
from vercheck.cli._tree import open_tree, output_option, path_argument, tree_options


@click.command("graph")
@path_argument
@click.option(
    "--format",
    "format_",
    type=click.Choice(["html", "dot", "mermaid", "json"]),
    default="html",
    show_default=True,
)
@click.option("--tool", "tools", multiple=True, metavar="T", help="Only this tool; repeatable.")
@click.option("--only-drift", is_flag=True, help="Only tools that a finding is about.")
@output_option
@tree_options
def command(
    path: Path | None,
    format_: str,
    tools: tuple[str, ...],
    only_drift: bool,
    output: Path | None,
    config_file: Path | None,
    exclude: tuple[str, ...],
) -> int:
    """Draw the tools, the places that pin them, and what disagrees.

    \b
    Examples:
      vercheck graph --output pins.html              a page for the browser, which needs no network
      vercheck graph --format dot | dot -Tsvg        through graphviz
      vercheck graph --format mermaid --only-drift   for a comment in Markdown
    """
    if format_ == "html" and output is None and sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError("the page is for a browser: `vercheck graph --output pins.html`")
    from vercheck.pictures import draw
    from vercheck.pictures.document import as_json
    from vercheck.pictures.dot import as_dot
    from vercheck.pictures.mermaid import as_mermaid
    from vercheck.pictures.page import NotCarriedError, as_html

    tree = open_tree(path, config_file, exclude)
    outcome = tree.check()
    wanted = frozenset(tool_named(outcome.facts.graph, tool) for tool in tools)
    picture = draw(outcome, wanted, only_drift)
    formats = {"html": as_html, "dot": as_dot, "mermaid": as_mermaid, "json": as_json}
    try:
        emit(formats[format_](picture), output, tree.root)
    except NotCarriedError as error:
        raise click.ClickException(str(error)) from None
    return 0
