"""`vercheck baseline`: writes down what is found today, so that only what is new fails from then on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vercheck.cli._baseline import file_option, opened, place
from vercheck.cli._tree import open_tree, path_argument
from vercheck.cli._whole_file import write_whole
from vercheck.model import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vercheck.baseline import Entry


@click.command("baseline")
@path_argument
@click.option("--shrink", is_flag=True, help="Only take entries out; there must be a baseline.")
@click.option("--add", is_flag=True, help="Take findings in that an existing baseline lacks.")
@file_option
@click.option(
    "--config",
    "config_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Use FILE instead of the configuration at the root.",
)
def command(
    path: Path | None, shrink: bool, add: bool, baseline_file: Path | None, config_file: Path | None
) -> int:
    """Write today's findings into a file; from then on `vercheck check` reports only others.

    Where the file exists, entries whose findings are gone are taken out, and nothing is added but with
    --add. Exits with 1 where an error is left that the file does not hide.
    """
    if shrink and add:
        raise click.UsageError("`--shrink` only takes out, and `--add` takes in")
    from vercheck.baseline import Compared, entries_of

    tree = open_tree(path, config_file, ())
    file, name = place(tree, baseline_file)
    baseline = opened(tree, baseline_file) if baseline_file is None or file.is_file() else None
    if shrink and baseline is None:
        raise click.UsageError(f"there is no `{name}` to shrink; without `--shrink` it is written")
    outcome = tree.check()
    found = outcome.report.diagnostics
    if baseline is None:
        return _begin(tree.root, baseline_file or file, name, entries_of(found))
    compared = Compared.of(outcome, baseline)
    # What is taken in is new no more, and no entry waits for its repair.
    gone = {*compared.stale, *(compared.changed if add else ())}
    kept = [entry for entry in baseline.entries if entry not in gone]
    known = {entry.fingerprint for entry in kept}
    added = [entry for entry in entries_of(found) if add and entry.fingerprint not in known]
    if gone or added:
        _write(tree.root, baseline_file or file, name, (*kept, *added))
    _say(_told(name, len(kept) + len(added), len(gone), len(added)))
    if compared.changed and not add:
        _say(_waiting(len(compared.changed)))
    return 0 if add else _left(compared.new)


def _begin(root: Path, file: Path, name: str, entries: tuple[Entry, ...]) -> int:
    if not entries:
        _say("nothing to write down: there are no findings")
        return 0
    _write(root, file, name, entries)
    _say(f"`{name}` has {_counted(len(entries))} now: commit it, and `vercheck check` reports only others")
    return 0


def _told(name: str, entries: int, gone: int, added: int) -> str:
    if not gone and not added:
        return f"`{name}` stays as it is: {_counted(entries)}"
    changes = [f"{gone:,} taken out"] * bool(gone) + [f"{added:,} added"] * bool(added)
    rest = f"{_counted(entries)} left" if entries else "nothing left in it, so that it can be deleted"
    return f"`{name}`: {', '.join(changes)}; {rest}"


def _waiting(entries: int) -> str:
    what = "1 of them is" if entries == 1 else f"{entries:,} of them are"
    return f"{what} another finding now, and kept until that is repaired or taken in"


def _left(new: tuple[Diagnostic, ...]) -> int:
    """The exit status, after a word about findings that the baseline does not hide."""
    if new:
        _say(f"{_counted(len(new))} not in it: `vercheck check` shows them, `--add` takes them in")
    return int(any(item.severity is Severity.ERROR for item in new))


def _write(root: Path, file: Path, name: str, entries: Iterable[Entry]) -> None:
    from vercheck.baseline import text

    try:
        write_whole(file, text(entries).encode("utf-8"), root)
    except OSError as error:
        raise click.ClickException(f"`{name}` cannot be written: {error.strerror}") from None


def _counted(number: int) -> str:
    return f"{number:,} finding{'' if number == 1 else 's'}"


def _say(line: str) -> None:
    click.echo(line)
