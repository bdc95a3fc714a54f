"""How output leaves: whole, in UTF-8 whatever the locale says, and quietly where nobody reads it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from vercheck.cli._manners import is_quiet
from vercheck.style import Style

_PLAIN_WIDTH = 100
"""Columns where the output is no terminal, so that it is the same everywhere."""


def emit(text: str, file: Path | None = None, *roots: Path) -> None:
    """Write to a file, which no link of a repository or of one of the `roots` may lead out of it, or to
    standard output.

    Raises:
        click.ClickException: the file, or standard output, cannot be written.
    """
    content = text.encode("utf-8", "backslashreplace")
    if file is not None:
        from vercheck.cli._whole_file import write_whole

        try:
            write_whole(file, content, *roots)
        except OSError as error:
            raise click.ClickException(f"`{file}` cannot be written: {error.strerror}") from None
        return
    if sys.stdout is None:
        raise click.ClickException("could not write the report: standard output is closed")
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has seen enough; the verdict stands.
        _forget_the_rest()
    except OSError as error:
        _forget_the_rest()
        trouble = (error.strerror or str(error)).lower()
        raise click.ClickException(f"could not write the report: {trouble}") from None


def _forget_the_rest() -> None:
    """Let what Python flushes at exit go nowhere, instead of failing once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def style(file: Path | None) -> Style:
    """Colours and width for a terminal, and neither for anything else."""
    is_terminal = file is None and sys.stdout is not None and sys.stdout.isatty()
    counts = file is not None or not is_quiet()
    if not is_terminal:
        return Style(width=_PLAIN_WIDTH, counts=counts)
    import shutil

    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Style(colour, shutil.get_terminal_size().columns, counts)
