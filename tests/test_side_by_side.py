"""Work in several processes gives what it gives in one, whatever becomes of them."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.side_by_side import processors, side_by_side

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or processors() < 2,
    reason="needs a system that copies processes, and two processors",
)
MANY = range(400)


def process(_item: int) -> int:
    return os.getpid()


def spread(work: Callable[[int], int], worth: int = 100) -> list[int]:
    return list(side_by_side(work, MANY, worth))


def test_results_come_in_order_from_more_than_one_process(tmp_path: Path) -> None:
    """Each waits until another has begun: one alone may be quick enough to do all of it."""
    assert spread(lambda item: item * item) == [item * item for item in MANY]

    def meets_another(_item: int) -> int:
        (tmp_path / str(os.getpid())).touch()
        patience = time.monotonic() + 60
        while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < patience:
            time.sleep(0.01)
        return os.getpid()

    found = set(spread(meets_another))
    assert len(found) > 1
    assert os.getpid() not in found


@given(st.lists(st.integers(), max_size=30), st.integers(1, 40))
def test_little_work_stays_here_and_gives_the_same(items: list[int], more: int) -> None:
    assert list(side_by_side(process, items, len(items) + more)) == [os.getpid()] * len(items)


def test_where_a_thread_may_hold_a_lock_nothing_is_copied() -> None:
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        assert set(spread(process)) == {os.getpid()}
    finally:
        ended.set()
        thread.join()


def test_what_spreads_within_what_is_spread_stays_where_it_is() -> None:
    assert set(spread(lambda _: len(set(side_by_side(process, MANY, 100))))) == {1}


def test_a_process_that_is_killed_costs_no_result(tmp_path: Path) -> None:
    first = os.getpid()

    def dies_once(item: int) -> int:
        if item == 250 and os.getpid() != first:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    assert spread(dies_once) == list(MANY)


def test_a_failure_arrives_with_what_was_said_about_it() -> None:
    def fails(item: int) -> int:
        if item == 250:
            error = ValueError("no such gizmo")
            error.add_note("while it was read")
            raise error
        return item

    with pytest.raises(ValueError, match="no such gizmo") as raised:
        spread(fails)
    assert raised.value.__notes__ == ["while it was read"]
