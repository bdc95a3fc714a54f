"""What the commands that repair share: showing a diff, writing it, saying what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from vercheck.cli._manners import is_quiet
from vercheck.cli._output import emit, style
from vercheck.printable import printable

if TYPE_CHECKING:
    from vercheck.repair import Repair


class Change(Protocol):
    """Files before and after what a command would do to them."""

    @property
    def before(self) -> Mapping[str, bytes]: ...

    @property
    def after(self) -> Mapping[str, bytes]: ...


def a_version(_context: click.Context, _parameter: click.Parameter, version: str | None) -> str | None:
    """A version that somebody names: `latest` or a branch is none that a site could be held to."""
    from vercheck.versions import is_floating

    if version is not None and (is_floating(version) or not any(map(str.isdigit, version))):
        raise click.BadParameter(f"`{version}` names no version")
    return version


def recover(root: Path) -> None:
    """Bring a write that was killed to an end, before anything is read."""
    from vercheck.fix.recover import recover

    say(*recover(root))


def show(made: Change) -> None:
    """The diff, on standard output."""
    from vercheck.fix.diff import unified_diff

    emit(unified_diff(made.before, made.after, style(None).colour))


def write(made: Change, root: Path) -> None:
    """The diff, on disk."""
    from vercheck.fix.write import write

    write(root, made.after, made.before)


def summary(made: Repair, *, written: bool) -> list[str]:
    """One line for each fix: what came of it, and why."""
    lines = [f"{'applied' if written else 'would apply'}: {fix.title}" for fix in made.plan.applied]
    return [*lines, *left(made)]


def left(made: Repair) -> list[str]:
    """One line for each fix that is not applied."""
    lines = [f"held back: {held.fix.title}: {held.reason}" for held in made.plan.held]
    lines += [f"held back: {conflict.reason}" for conflict in made.plan.conflicts]
    return [*lines, *(f"failed: {failure.fix.title}: {failure.reason}" for failure in made.failures)]


def say(*lines: str) -> None:
    """What came of it, for people, on standard error; nothing where they want the result alone."""
    if not is_quiet():
        complain(*lines)


def complain(*lines: str) -> None:
    """What went wrong, which is said however quiet it should be."""
    text = "".join(f"{printable(line)}\n" for line in lines)
    click.echo(text.encode("utf-8", "backslashreplace"), err=True, nl=False)
