"""How much may be evaluated in one file.

Separate from the evaluator, which knows what expressions mean and not what they cost. A few lines that
double a list, or a call, again and again would otherwise grow without end.
"""

from __future__ import annotations

from vercheck.model import Span
from vercheck.syntax.data import Datum, Mapping, Sequence

MAX_STEPS = 50_000
"""Steps that a file may take besides one for each of its bytes."""

_ENTRIES_PER_STEP = 16


class Budget:
    """Counts steps. What is named twice counts twice, with all that it holds."""

    def __init__(self, size: int) -> None:
        """`size` is the file's, in bytes."""
        self._left = MAX_STEPS + size
        self.stopped: Span | None = None
        """The expression at which there was nothing left."""

    @property
    def is_spent(self) -> bool:
        return self._left < 0

    def step(self) -> None:
        self._left -= 1

    def stop(self, span: Span) -> None:
        self.stopped = self.stopped or span

    def take(self, datum: Datum) -> None:
        """Pay for a value that is written elsewhere, counted no further than there is budget left."""
        waiting: list[Datum] = [datum]
        while waiting and not self.is_spent:
            match waiting.pop():
                case Sequence(items):
                    self._left -= len(items)
                    waiting.extend(items)
                case Mapping(entries):
                    self._left -= len(entries)
                    waiting.extend(entry.value for entry in entries)
                case _:
                    pass

    def search(self, datum: Datum) -> None:
        """Pay for a value of which one entry is wanted: the search, not all that it holds."""
        if isinstance(datum, Mapping):
            self._left -= len(datum.entries) // _ENTRIES_PER_STEP
