"""The options of commands that download, and the client and the progress line that they get."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from vercheck.cli._tree import Tree, today
from vercheck.printable import without_credentials

if TYPE_CHECKING:
    from vercheck.bump.completion import Completion, Fetched
    from vercheck.fetch import Client, Progress
    from vercheck.pipeline import Outcome
    from vercheck.registries.add import Borrowed

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


@dataclass(frozen=True, slots=True)
class Fetching:
    """What somebody said about downloads; `is_on` whether there are to be any."""

    is_on: bool
    base: str | None
    template: str | None
    timeout: float
    max_size: int


def may_fetch(command: Command) -> Command:
    """`--fetch` and the options of what it downloads, which the command gets as one value."""

    @wraps(command)
    def gathered(
        *, is_fetched: bool, base: Any, template: Any, timeout: Any, max_size: Any, **rest: Any
    ) -> Any:
        if not is_fetched and (base is not None or template is not None):
            raise click.UsageError("`--mirror` and `--url-template` are about what `--fetch` downloads")
        return command(fetching=Fetching(is_fetched, base, template, timeout, max_size), **rest)

    option = click.option(
        "--fetch", "is_fetched", is_flag=True, help="Download the files whose digests a move waits for."
    )
    return option(fetch_options(cast("Command", gathered)))


def completed(
    fetching: Fetching, outcome: Outcome, tree: Tree, tool: str, version: str, *, unsafe: bool
) -> Completion:
    """What a move gets from other registries of the repository; from the network, where somebody asked for
    it."""
    from vercheck.bump.borrowing import borrowed
    from vercheck.bump.completion import complete

    if not fetching.is_on:
        return borrowed(outcome, tree.examine, tool, version, today(), unsafe=unsafe)
    with client_for(fetching.base, fetching.timeout, fetching.max_size) as client, progress() as tell:
        return complete(
            outcome,
            tree.examine,
            tool,
            version,
            client,
            today(),
            template=fetching.template,
            unsafe=unsafe,
            tell=tell,
        )


def told(files: Sequence[Fetched]) -> list[str]:
    """One line for each file that was fetched, and whether anything vouches for it."""
    lines = [
        f"{file.place}: {f'`{file.about}` ' if file.about else ''}{file.sha256} of "
        + without_credentials(file.url)
        + (f" (as {file.published} says)" if file.published else "")
        for file in files
    ]
    if files and not any(file.published for file in files):
        lines.append(UNVOUCHED)
    return lines


def remarks_on(got: Completion, after: Mapping[str, bytes]) -> tuple[str, ...]:
    """What else there is to say; nothing of entries that are lent and not taken."""
    is_taken = not got.lent or any(one.path in after for one in got.lent)
    return got.remarks if is_taken else ()


def told_lent(lent: Iterable[Borrowed], after: Mapping[str, bytes]) -> list[str]:
    """One line for each digest that another registry lends to a file which changes."""
    return [
        f"{one.path}: `{one.platform}` {one.digest.hex} lent by {one.lender}"
        for one in lent
        if one.path in after
    ]


UNVOUCHED = "no digests are published beside the files: these are of what the server sent now"


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
