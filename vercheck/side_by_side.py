"""Work that is spread over processes where there is enough of it, and done here where there is not."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

MOST = 8
"""Processes at once: beyond that, one waits for the disk and for the others."""

_SHARES = 6
"""Portions for each process, so that none waits long for one that has the large files."""

_works: list[Callable[[Any], Any]] = []
"""What the processes do: they are copies of this one, so nothing needs to be handed over."""

_is_one_of_several = False


def leave_to_others() -> None:
    """From here on, do all in this process: there are others beside it, which have work of their own."""
    global _is_one_of_several
    _is_one_of_several = True


def side_by_side(work: Callable[[T], R], items: Sequence[T], worth: int) -> Iterator[R]:
    """`work` of each item, in order; from `worth` items on, by several processes. It reads and returns, and
    changes nothing."""
    count = processes(len(items), worth)
    if count == 1:
        yield from map(work, items)
        return
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    try:
        for result in _spread(work, items, count):
            yield result
            done += 1
    except BrokenProcessPool:  # one was killed, as a machine that is short of memory does
        yield from map(work, items[done:])


def processes(items: int, worth: int) -> int:
    """In how many processes so many items are worked on."""
    count = min(MOST, processors(), items // max(1, worth // 2))
    return count if count > 1 and items >= worth and _may_copy() else 1


def _spread(work: Callable[[T], R], items: Sequence[T], count: int) -> Iterator[R]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    size = max(1, len(items) // (count * _SHARES))
    _works.append(work)
    try:
        with ProcessPoolExecutor(count, mp_context=get_context("fork")) as pool:
            yield from pool.map(_done, items, chunksize=size)
    finally:
        _works.pop()


def _done(item: Any) -> Any:
    return _works[-1](item)


def _may_copy() -> bool:
    """Whether a copy of this process can be made: a thread that it lacks may hold a lock that it has, and one
    of several processes leaves it to the first."""
    if _is_one_of_several or sys.platform != "linux" or threading.active_count() != 1:
        return False
    from multiprocessing import parent_process

    return parent_process() is None


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
