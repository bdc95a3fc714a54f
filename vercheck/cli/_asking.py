"""Asks about one fix after another, in the words of `git add --patch`.

Answers are read line by line from standard input, so that they can also be piped; where they end, the
answer to all that is left is no.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from vercheck.cli._fixing import say
from vercheck.cli._output import emit, style
from vercheck.printable import printable

if TYPE_CHECKING:
    from vercheck.model import Fix
    from vercheck.repair import Repair

_HELP = (
    "y - apply this fix",
    "n - do not apply this fix",
    "a - apply this fix and all that are left",
    "q - apply neither this fix nor any that is left",
    "? - print this help",
)


def wanted(made: Repair) -> tuple[Fix, ...]:
    """The fixes of a repair that somebody says yes to, each shown with its own diff."""
    return tuple(_wanted(made))


def _wanted(made: Repair) -> Iterator[Fix]:
    fixes = made.plan.applied
    for number, fix in enumerate(fixes, 1):
        _show(made, fix)
        match _answer(f"({number}/{len(fixes)}) {fix.title} ({fix.applicability})?"):
            case "y":
                yield fix
            case "a":
                yield from fixes[number - 1 :]
                return
            case "q":
                return
            case _:
                continue


def _show(made: Repair, fix: Fix) -> None:
    from vercheck.fix.apply import apply
    from vercheck.fix.diff import unified_diff
    from vercheck.fix.plan import Plan

    after = apply(Plan(applied=(fix,)), made.before.__getitem__)
    before = {path: made.before[path] for path in after}
    emit(unified_diff(before, after, style(None).colour))


def _answer(question: str) -> str:
    while True:
        click.echo(
            f"{printable(question)} [y,n,a,q,?] ".encode("utf-8", "backslashreplace"), err=True, nl=False
        )
        line = sys.stdin.readline() if sys.stdin is not None else ""
        answer = line.strip().lower()[:1]
        if not line:
            say("")
            return "q"
        if answer in ("y", "n", "a", "q"):
            return answer
        say(*_HELP)
