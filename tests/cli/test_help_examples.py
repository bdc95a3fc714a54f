"""The examples in the help of the commands are command lines that the commands take."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import click
import pytest

from tests.cli.running import run
from vercheck.cli import COMMANDS, vercheck
from vercheck.cli._examples import EXAMPLES

LINES = [line for lines in EXAMPLES.values() for line, _ in lines if line.split()[1] in COMMANDS]


def leaves() -> Iterator[str]:
    """The commands that do something, each with the words that lead to it."""
    context = vercheck.make_context("vercheck", ["check"], resilient_parsing=True)
    for name in COMMANDS:
        command = vercheck.get_command(context, name)
        if isinstance(command, click.Group):
            yield from (f"{name} {below}" for below in command.commands)
        else:
            yield name


@pytest.mark.parametrize("name", list(leaves()))
def test_the_help_of_every_command_ends_with_examples(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    help_ = run(capfd, *name.split(), "--help").out
    _, _, examples = help_.partition("\n  Examples:\n")
    lines = examples.splitlines()
    assert lines
    assert help_.count("Examples:") == 1
    assert f"vercheck {name}" in lines[0]


@pytest.mark.parametrize("line", LINES)
def test_an_example_is_a_command_line(line: str) -> None:
    words = shlex.split(line.removeprefix('eval "$(').removesuffix(')"').partition(" > ")[0])[1:]
    command: click.Command = vercheck
    context = vercheck.make_context("vercheck", ["check"], resilient_parsing=True)
    while isinstance(command, click.Group):
        found = command.get_command(context, words.pop(0))
        assert found is not None
        command = found
    try:
        command.make_context("vercheck", words, parent=None)
    except click.BadParameter as error:
        assert "does not exist" in error.message  # noqa: PT017 - a file that the reader has
