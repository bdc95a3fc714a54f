"""What hears of the stages of a run: a table of times, and a line on a terminal. Apart from the options that
ask for them, because most runs have neither."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from vercheck.stages import Listener, heard_by

__all__ = ["ProgressLine", "Timings", "heard_by"]

_PATIENCE = 0.5
"""Seconds before anything is said of how far a stage is."""

_INTERVAL = 0.1
"""Seconds between two states of the progress line."""

_ITEMS = {"fleet": "repositories"}
"""What stages count that do not count files."""

_CLEAR = "\r\x1b[K"

Clock = Callable[[], float]


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
        stage = self._running[-1]
        self._show(f"{stage} {done:,} of {of:,} {_ITEMS.get(stage, 'files')}")

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
