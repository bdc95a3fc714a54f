"""Work in several processes gives what it gives in one, whatever becomes of them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.spreading import PATIENCE, process, spread
from vercheck.side_by_side import processors, side_by_side

copies = pytest.mark.skipif(
    sys.platform != "linux" or processors() < 2,
    reason="needs a system that copies processes, and two processors",
)


def alone(name: str) -> None:
    """Run one of `tests.spreading` where no thread of another test is."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.spreading", name],
        capture_output=True, text=True, check=False, timeout=2 * PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@copies
def test_results_come_in_order_from_more_than_one_process() -> None:
    alone("several")


@copies
def test_what_spreads_within_what_is_spread_stays_where_it_is() -> None:
    alone("within")


@copies
def test_a_process_that_is_killed_costs_no_result() -> None:
    alone("killed")


@copies
def test_a_failure_arrives_with_what_was_said_about_it() -> None:
    alone("failing")


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
