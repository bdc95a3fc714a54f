"""The tool that somebody means by a name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vercheck.did_you_mean import did_you_mean

if TYPE_CHECKING:
    from vercheck.graph import PinGraph


def tool_named(graph: PinGraph, name: str) -> str:
    """The tool that goes by a name or an artifact.

    Raises:
        click.UsageError: nothing that was read goes by it.
    """
    tool = graph.tool_named(name)
    if tool is None or not (graph.pins_of(tool) or graph.registries_of(tool)):
        raise click.UsageError(f"no pin here belongs to `{name}`{did_you_mean(name, graph.tools())}")
    return tool


def version_meant(graph: PinGraph, tool: str, version: str) -> str:
    """The version that somebody gives, in the words of the tool's own where it is a name of a package set.

    Raises:
        click.UsageError: it is a name from which no version can be told.
    """
    from vercheck.graph.spelled import NoVersionError, meant

    try:
        return meant(graph, tool, version)
    except NoVersionError as error:
        raise click.UsageError(str(error)) from error


def tools_and_path(names: Sequence[str]) -> tuple[tuple[str, ...], Path | None]:
    """The tools of a command line, and the path where the last name is one: a folder written with a
    slash, or `.`.

    Raises:
        click.UsageError: the last name is a path, and not that of a folder.
    """
    *tools, last = names or ("",)
    if last in (".", "..") or ("/" in last and Path(last).is_dir()):
        return tuple(tools), Path(last)
    if last.endswith("/") or last.startswith(("/", "./", "../", "~/")) or Path(last).is_file():
        what = "a file" if Path(last).is_file() else "not there"
        raise click.UsageError(f"`{last}` is {what}: PATH is a folder")
    return tuple(names), None
