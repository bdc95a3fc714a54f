"""What a shell may offer in the place of a value: checks, tools, schemas.

By the names of options and arguments, so that a command says nothing of it. A shell asks while somebody
types, so nothing here complains: what cannot be known is not offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import click
from click.shell_completion import CompletionItem
from click.types import StringParamType


class Offered(StringParamType):
    """Text, of which some is known."""

    def __init__(self, known: Callable[[click.Context], Iterable[tuple[str, str]]]) -> None:
        self.known = known

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The known words that begin with what is typed; behind a comma, the next one."""
        *before, typed = incomplete.split(",") if param.multiple else [incomplete]
        return [
            CompletionItem(",".join((*before, word)), help=about)
            for word, about in self.known(ctx)
            if word.startswith(typed) and word not in before
        ]


def completing(command: click.Command) -> click.Command:
    """A command, and those below it, whose values a shell can complete."""
    if isinstance(command, click.Group):
        for below in command.commands.values():
            completing(below)
    for parameter in command.params:
        known = _KNOWN.get(parameter.name or "") or _KNOWN.get(f"{command.name} {parameter.name}")
        if known is not None and isinstance(parameter.type, StringParamType):
            parameter.type = Offered(known)
    return command


def _checks(_context: click.Context) -> Iterable[tuple[str, str]]:
    from vercheck.pipeline import checks

    return [(id_, plug.summary) for id_, plug in checks().items()]


def _tools(context: click.Context) -> Iterable[tuple[str, str]]:
    """The tools of the tree that is named, or of the one here."""
    from vercheck import pipeline
    from vercheck.cli._tree import open_tree, today

    with suppress(Exception), context.scope(cleanup=False):
        named = context.params.get("path") or context.params.get("root")
        tree = open_tree(named if isinstance(named, Path) else None, None, ())
        graph = pipeline.link(pipeline.read(tree.root, tree.config), tree.config, today()).graph
        return [(tool, "") for tool in sorted(graph.tools()) if tool.isprintable() and " " not in tool]
    return []


def _schemas(_context: click.Context) -> Iterable[tuple[str, str]]:
    from vercheck.cli.schema import schemas

    return [(name, "") for name in schemas()]


_KNOWN: dict[str, Callable[[click.Context], Iterable[tuple[str, str]]]] = {
    "select": _checks,
    "ignore": _checks,
    "check": _checks,
    "checks": _checks,
    "tool": _tools,
    "tools": _tools,
    "names": _tools,
    "schema name": _schemas,
}
