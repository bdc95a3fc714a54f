"""The options of commands that download, and the client and the progress line that they get."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from vercheck.fetch import Client, Progress

_INTERVAL = 0.1
"""Seconds between two states of the progress line."""

Command = TypeVar("Command", bound=Callable[..., Any])


def fetch_options(command: Command) -> Command:
    """Where files come from, and how much of everything they may take."""
    for option in (
        click.option(
            "--max-size",
            type=click.IntRange(1),
            default=2048,
            show_default=True,
            metavar="MIB",
            help="Per file.",
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(0.05, 3600),
            default=30.0,
            show_default=True,
            metavar="SECONDS",
            help="How long a server may send nothing.",
        ),
        click.option(
            "--url-template",
            "template",
            metavar="URL",
            help="Where files are: `https://…/v{version}/{url_suffix}`.",
        ),
        click.option(
            "--mirror", "base", metavar="BASE", help="Fetch from BASE instead of each file's own host."
        ),
    ):
        command = option(command)
    return command


@contextmanager
def client_for(base: str | None, timeout: float, max_size: int) -> Iterator[Client]:
    from vercheck.fetch import Client, FetchError, Limits, Mirror
    from vercheck.fetch.limits import MEBIBYTE

    try:
        mirror = Mirror.at(base) if base is not None else None
    except FetchError as error:
        raise click.UsageError(str(error)) from None
    with Client(Limits(size=max_size * MEBIBYTE, silence=timeout), mirror) as client:
        yield client


@contextmanager
def progress() -> Iterator[Callable[[Progress], None] | None]:
    """A line on the error stream that tells how far downloads are, where somebody sees it."""
    if not sys.stderr.isatty():
        yield None
        return

    shown = 0.0

    def tell(now: Progress) -> None:
        nonlocal shown
        if time.monotonic() - shown < _INTERVAL:
            return
        shown = time.monotonic()
        click.echo(f"\r\x1b[K{now.done} of {now.files} files, {now.size / 1e6:.1f} MB", err=True, nl=False)

    try:
        yield tell
    finally:
        click.echo("\r\x1b[K", err=True, nl=False)
