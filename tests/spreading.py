"""Work in several processes, in an interpreter of its own: `python -m tests.spreading NAME`.

Processes are copied only where there is no second thread, and what else is tested in an interpreter may have
left one there.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from vercheck.side_by_side import side_by_side

MANY = range(400)
PATIENCE = 60
"""Seconds, within which two processes that are at work have met."""


def process(_item: int) -> int:
    return os.getpid()


def spread(work: Callable[[int], int], worth: int = 100) -> list[int]:
    return list(side_by_side(work, MANY, worth))


def several() -> None:
    """Each waits until another has begun: one alone may be quick enough to do all of it."""
    until = time.monotonic() + PATIENCE
    with tempfile.TemporaryDirectory() as folder:

        def meets_another(_item: int) -> int:
            (Path(folder) / str(os.getpid())).touch()
            while len(list(Path(folder).iterdir())) < 2 and time.monotonic() < until:
                time.sleep(0.01)
            return os.getpid()

        found = set(spread(meets_another))
    assert len(found) > 1, found
    assert os.getpid() not in found
    assert spread(lambda item: item * item) == [item * item for item in MANY]


def within() -> None:
    assert set(spread(lambda _: len(set(side_by_side(process, MANY, 100))))) == {1}


def killed() -> None:
    first = os.getpid()

    def dies_once(item: int) -> int:
        if item == 250 and os.getpid() != first:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    assert first not in spread(process)
    assert spread(dies_once) == list(MANY)


def failing() -> None:
    first = os.getpid()

    def fails(item: int) -> int:
        if item == 250:
            error = ValueError("no such gizmo")
            error.add_note(f"while it was read by {'another' if os.getpid() != first else 'the first'}")
            raise error
        return item

    with pytest.raises(ValueError, match="no such gizmo") as raised:
        spread(fails)
    assert raised.value.__notes__ == ["while it was read by another"]


if __name__ == "__main__":
    {"several": several, "within": within, "killed": killed, "failing": failing}[sys.argv[1]]()
