"""`vercheck fleet`: many checkouts as one, each by itself, and tools across them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vercheck.cli._checks import known_checks
from vercheck.cli._manners import is_quiet
from vercheck.cli._output import emit, style
from vercheck.cli._tree import cache_folder, output_option, tree_options
from vercheck.did_you_mean import did_you_mean
from vercheck.own_files import real_place

if TYPE_CHECKING:
    from vercheck.fleet.checkouts import Checkout
    from vercheck.fleet.report import FleetReport
    from vercheck.fleet.results import Terms
    from vercheck.fleet.run import Progress, Spread
    from vercheck.fleet.store import Store
    from vercheck.model import Severity

_LEVELS = click.Choice(["error", "warning"])
_STORE = "fleet.sqlite"


@click.command("fleet")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--list",
    "list_file",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="More paths, one on each line; `-` reads them from standard input.",
)
@click.option(
    "--store",
    "store_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keep results in FILE, an SQLite database, and go on from what it has.",
)
@click.option("--prune", is_flag=True, help="Drop from the store what is not asked for.")
@click.option("--tool", metavar="T", help="Only this tool: its findings, and where it is at which version.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 512),
    metavar="N",
    help="Processes at once; by default, one for each processor.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="Have the workers of this `dask.distributed` scheduler do it."
)
@click.option(
    "--timeout",
    type=click.IntRange(0, 1_000_000),
    default=600,
    show_default=True,
    metavar="SECONDS",
    help="Stop and report a repository that takes longer; 0 for no limit.",
)
@click.option(
    "--select", multiple=True, callback=known_checks, metavar="CHECK", help="Run only these; repeatable."
)
@click.option(
    "--ignore", multiple=True, callback=known_checks, metavar="CHECK", help="Run all but these; repeatable."
)
@click.option("--severity", type=_LEVELS, help="Hide findings below it; by default, those that do not fail.")
@click.option("--fail-on", type=_LEVELS, default="error", show_default=True, help="Exit with 1 from here on.")
@output_option
@tree_options
def command(
    paths: tuple[str, ...],
    list_file: Path | None,
    store_file: Path | None,
    prune: bool,
    tool: str | None,
    format_: str,
    jobs: int | None,
    scheduler: str | None,
    timeout: int,
    select: frozenset[str],
    ignore: frozenset[str],
    severity: str | None,
    fail_on: str,
    output: Path | None,
    config_file: Path | None,
    exclude: tuple[str, ...],
) -> int:
    """Check many checkouts as one: each by itself, and tools across all of them.

    Each PATH is a root, which goes by its own configuration. Without any, the report is of what the store
    has.
    """
    from vercheck.fleet.results import FleetError, Terms
    from vercheck.fleet.summary import status
    from vercheck.model import Severity

    if (severity, fail_on) == ("error", "warning"):
        raise click.UsageError(
            f"`--fail-on {fail_on}` with `--severity {severity}` would fail on what is hidden"
        )
    if jobs is not None and scheduler is not None:
        raise click.UsageError(
            "`--jobs` is for processes of this machine, and `--scheduler` has workers of its own"
        )
    if prune and store_file is None:
        raise click.UsageError("`--prune` needs the `--store` that it is about")
    wanted = _wanted(paths, list_file, store_file)
    roots = tuple(Path(checkout.place) for checkout in wanted or ())
    _refuse_to_be_led_away((store_file, output), roots)
    terms = Terms(
        real_place(config_file) if config_file is not None else None,
        exclude,
        tuple(sorted(select)),
        tuple(sorted(ignore)),
        cache_folder(),
        real_place(output) if output is not None else None,
        real_place(store_file) if store_file is not None else None,
        timeout,
    )
    try:
        with _store(store_file) as store:
            if wanted is not None:
                _check(wanted, terms, store, _spread(jobs, scheduler), store_file)
                if prune:
                    store.forget_but(wanted)
            store.ask_about(wanted)
            report = _report(store, tool, Severity.parse(severity or fail_on))
            emit(_told(report, format_, output), output, *roots)
            return status(report.repositories, Severity.parse(fail_on))
    except FleetError as error:
        raise click.ClickException(str(error)) from None


def _refuse_to_be_led_away(files: tuple[Path | None, ...], roots: tuple[Path, ...]) -> None:
    from vercheck.cli._led_away import refuse_to_be_led_away

    for file in files:
        if file is None:
            continue
        try:
            refuse_to_be_led_away(file, roots)
        except OSError as error:
            raise click.ClickException(f"`{file}` cannot be written: {error.strerror}") from None


def _wanted(
    paths: tuple[str, ...], list_file: Path | None, store_file: Path | None
) -> tuple[Checkout, ...] | None:
    """What is to be checked; `None` where it is only asked what the store has."""
    from vercheck.fleet.checkouts import checkouts, listed

    if not paths and list_file is None:
        if store_file is None:
            raise click.UsageError("name checkouts, or a `--list` of them, or a `--store` to report on")
        if not store_file.is_file():
            raise click.UsageError(
                f"there is no store `{store_file}` yet: name checkouts, or a `--list` of them"
            )
        return None
    if list_file is None:
        return checkouts(paths)
    try:
        content = sys.stdin.buffer.read() if str(list_file) == "-" else list_file.read_bytes()
    except OSError as error:
        raise click.UsageError(f"the list `{list_file}` cannot be read: {error.strerror}") from None
    found = checkouts((*paths, *listed(content)))
    if not found:
        raise click.UsageError(f"the list `{list_file}` names no checkout")
    return found


@contextmanager
def _store(file: Path | None) -> Iterator[Store]:
    """The store that is named, or one that goes when the run ends."""
    from vercheck.fleet.store import opened

    if file is not None:
        with opened(file) as store:
            yield store
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="vercheck-") as folder, opened(Path(folder) / _STORE) as store:
        yield store


def _spread(jobs: int | None, scheduler: str | None) -> Spread:
    if scheduler is not None:
        from vercheck.fleet.engine import on_scheduler

        return partial(on_scheduler, address=scheduler)
    from vercheck.fleet.processes import in_processes
    from vercheck.side_by_side import processors

    return partial(in_processes, jobs=jobs or processors())


def _check(
    wanted: tuple[Checkout, ...], terms: Terms, store: Store, spread: Spread, file: Path | None
) -> None:
    from vercheck.fleet.results import FleetError
    from vercheck.fleet.run import Progress, run

    progress = Progress()
    try:
        run(wanted, terms, store, spread, progress)
    except KeyboardInterrupt:
        _say(f"interrupted{_left(progress, len(wanted), file)}")
        raise
    except FleetError as error:
        left = _left(progress, len(wanted), file) if progress.done else ""
        raise FleetError(f"{error}{left}") from None
    if progress.known and not is_quiet():
        _say(
            f"{progress.known:,} of {len(wanted):,} repositories are as they were when the store took them in"
        )


def _left(progress: Progress, of: int, file: Path | None) -> str:
    if file is None:
        return f" after {progress.done:,} of {of:,} repositories; a `--store` would have kept them"
    return (
        f": {progress.done:,} of {of:,} repositories are in `{os.fspath(file)}`,"
        " and the same command does the others"
    )


def _report(store: Store, tool: str | None, severity: Severity) -> FleetReport:
    from vercheck.fleet.across import Across
    from vercheck.fleet.report import FleetReport

    if tool is None:
        return FleetReport.of(Across(store), severity)
    across = Across(store)
    name = across.tool_named(tool)
    if name is None:
        raise click.UsageError(
            f"no pin of these repositories belongs to `{tool}`{did_you_mean(tool, across.tools())}"
        )
    return FleetReport.of(Across(store, name), severity)


def _told(report: FleetReport, format_: str, output: Path | None) -> str:
    from vercheck.fleet import document, markdown, text

    match format_:
        case "json":
            return document.render(report)
        case "markdown":
            return markdown.render(report)
        case _:
            return text.render(report, style(output))


def _say(words: str) -> None:
    click.echo(f"vercheck: {words}", err=True)
