"""Where reports go: one format on the terminal, any others into files, from a single run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from vercheck.cli._output_file import OutputFile
from vercheck.did_you_mean import did_you_mean
from vercheck.own_files import patterns_below, real_place
from vercheck.plugs import plug_names

FOR_PEOPLE = ("text", "concise")
"""Formats for people. Those for programs have the check, the severity and the tool in every row."""

_FILE = OutputFile()
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]+")
"""What may be a format in front of a `:`. One letter alone is a drive."""


class Output(NamedTuple):
    """One `--output`: without a format of its own, it takes that of `--format`."""

    file: Path
    format: str | None = None


class Destination(NamedTuple):
    """A format, and the file it goes to; no file is standard output."""

    format: str
    file: Path | None = None


def formats() -> list[str]:
    """The formats that there are."""
    return plug_names("reporters")


def destinations(format_: str, outputs: Sequence[Output]) -> tuple[Destination, ...]:
    """Files, then what `--format` asks for, on standard output unless a file without a format takes it."""
    files = tuple(Destination(output.format or format_, output.file) for output in outputs)
    is_taken = any(output.format is None for output in outputs)
    return files if is_taken else (*files, Destination(format_))


def within(root: Path, outputs: Sequence[Output]) -> tuple[str, ...]:
    """The files of a tree that reports go to, in the words of `.gitignore`: no run reads its own reports."""
    return patterns_below(root, (real_place(output.file) for output in outputs))


def _outputs(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> tuple[Output, ...]:
    outputs = tuple(_output(context, option, value) for value in values)
    files = [output.file for output in outputs]
    for file in files:
        if files.count(file) > 1:
            raise click.BadParameter(f"two reports would go to `{file}`")
    return outputs


def _output(context: click.Context, option: click.Parameter, value: str) -> Output:
    """`FORMAT:FILE` or `FILE`. A word that is no format is refused: it is likelier mistyped than a name."""
    word, colon, rest = value.partition(":")
    if value in formats():
        raise click.BadParameter(
            f"`{value}` is a format: `{value}:FILE` (a file of that name is `./{value}`)"
        )
    if rest == "-" and word in formats():
        raise click.BadParameter(f"`-` is no file: `--format {word}` goes to standard output")
    if not colon or not _WORD.fullmatch(word):
        return Output(_FILE.convert(value, option, context))
    if word not in formats():
        known = did_you_mean(word, formats()) or f"; there are {', '.join(formats())}"
        raise click.BadParameter(f"there is no format `{word}`{known} (a file of that name is `./{value}`)")
    if not rest:
        raise click.BadParameter(f"`{value}` names no file")
    return Output(_FILE.convert(rest, option, context), word)


class _Format(click.Choice):  # type: ignore[type-arg]  # generic since click 8.2
    """A name of a format, or the one that was meant."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:  # noqa: ARG002
        near = did_you_mean(str(value), self.choices) or f"; there are {', '.join(self.choices)}"
        return f"there is no format `{value}`{near}"


format_option = click.option(
    "--format",
    "format_",
    type=_Format(formats()),
    default="text",
    show_default=True,
    help="How to say it.",
)
outputs_option = click.option(
    "--output",
    "outputs",
    multiple=True,
    callback=_outputs,
    metavar="[FORMAT:]FILE",
    help="Write to FILE; with a FORMAT, beside what `--format` prints. Repeatable.",
)
