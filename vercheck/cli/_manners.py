"""`--quiet` and `--verbose`, of every command that reads a tree, and what shows while one is read.

Given to the commands from outside, so that all have them alike and none has to think of it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import click

from vercheck.stages import Listener, heard_by

_QUIET = "vercheck.quiet"
_PATIENCE = 0.5
"""Seconds before anything is said of how far a stage is."""

_INTERVAL = 0.1
"""Seconds between two states of the progress line."""

_CLEAR = "\r\x1b[K"

Clock = Callable[[], float]


def well_mannered(command: click.Command) -> click.Command:
    """A command, and those below it, with `--quiet` and `--verbose` where it reads a tree."""
    if isinstance(command, click.Group):
        for below in command.commands.values():
            well_mannered(below)
    names = {parameter.name for parameter in command.params}
    if "config_file" in names and "quiet" not in names:
        own = [option for option in command.params if option.name == "config_file"]
        at = command.params.index(own[0])
        command.params[at:at] = [_quiet(), _verbose()]
    return command


def is_quiet() -> bool:
    """Whether the words beside a result are unwanted."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(_QUIET))


def _quiet() -> click.Option:
    return click.Option(
        ["-q", "--quiet"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_remember,
        help="Say nothing beside the result: no counts, no progress.",
    )


def _verbose() -> click.Option:
    return click.Option(
        ["-v", "--verbose"],
        is_flag=True,
        expose_value=False,
        callback=_listen,
        help="Say how long each stage took.",
    )


def _remember(context: click.Context, _option: click.Parameter, is_wanted: bool) -> None:
    context.meta[_QUIET] = is_wanted


def _listen(context: click.Context, _option: click.Parameter, is_verbose: bool) -> None:
    """Have what happens until the command ends told on the error stream, as far as it is wanted there."""
    if context.resilient_parsing:
        return
    if is_verbose:
        timings = Timings()
        context.call_on_close(lambda: _say("\n".join(timings.lines()) + "\n"))
        context.with_resource(heard_by(timings))
    elif not context.meta.get(_QUIET) and _is_watched():
        line = ProgressLine(_say)
        context.call_on_close(line.clear)
        context.with_resource(heard_by(line))


def _is_watched() -> bool:
    """Whether somebody sits in front of the error stream, who can see a line change."""
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    return is_terminal and os.environ.get("TERM") != "dumb" and not os.environ.get("CI")


def _say(text: str) -> None:
    click.echo(text, err=True, nl=False)


@dataclass
class Timings(Listener):
    """How long each stage took by itself, without the stages within it, and how long all took, beside them
    too. What is known from an earlier run has no stages."""

    clock: Clock = time.perf_counter
    own: dict[str, float] = field(default_factory=dict)
    _running: list[str] = field(default_factory=list)
    _since: float = 0.0
    _began: float = 0.0

    def __post_init__(self) -> None:
        self._began = self.clock()

    def begin(self, stage: str) -> None:
        self._book()
        self.own.setdefault(stage, 0.0)
        self._running.append(stage)

    def step(self, done: int, of: int) -> None:
        """Time goes by without being counted in items."""

    def end(self) -> None:
        self._book()
        self._running.pop()

    def lines(self) -> Iterator[str]:
        """A table, in the order in which the stages began."""
        rows = [*self.own.items(), ("all", self.clock() - self._began)]
        width = max(len(name) for name, _ in rows)
        return (f"{name.ljust(width)}  {seconds:8.3f} s" for name, seconds in rows)

    def _book(self) -> None:
        """Give the time since the last change to the stage that ran."""
        now = self.clock()
        if self._running:
            self.own[self._running[-1]] += now - self._since
        self._since = now


@dataclass
class ProgressLine(Listener):
    """One line that says which stage runs and how far it is, once that takes longer than one waits."""

    say: Callable[[str], None]
    clock: Clock = time.monotonic
    _running: list[str] = field(default_factory=list)
    _began: float | None = None
    _shown: float | None = None

    def begin(self, stage: str) -> None:
        self._began = self.clock() if self._began is None else self._began
        self._running.append(stage)
        self._show(f"{stage} …")

    def step(self, done: int, of: int) -> None:
        self._show(f"{self._running[-1]} {done:,} of {of:,} files")

    def end(self) -> None:
        self._running.pop()
        if not self._running:
            self.clear()

    def clear(self) -> None:
        """Leave nothing of it behind; also before anything else is said."""
        if self._shown is not None:
            self.say(_CLEAR)
            self._shown = None

    def _show(self, text: str) -> None:
        now = self.clock()
        if now - (self._began or 0.0) < _PATIENCE:
            return
        if self._shown is None or now - self._shown >= _INTERVAL:
            self.say(_CLEAR + text)
            self._shown = now
