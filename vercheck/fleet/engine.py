"""The checkouts of a fleet, spread over the workers of a `dask.distributed` scheduler.

The engine is an optional extra. It runs a checkout again where a worker is lost; here it is only seen to
that no more is in its hands than its workers have work for.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterable
from concurrent.futures import CancelledError
from itertools import islice
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from vercheck import __version__
from vercheck.fleet.processes import apart
from vercheck.fleet.results import Failed, FleetError, Result, Task, Trouble

_ANSWER = 5
"""Seconds in which a scheduler answers: one that is named is there, or it is not."""

_GRACE = 2
"""Seconds that the engine needs to say so itself."""

_WORKERS = 30
"""Seconds in which it has a worker, which may be starting."""

_AHEAD = 4
"""Checkouts that wait for each thread of the workers."""


def on_scheduler(tasks: Iterable[Task], address: str) -> Generator[tuple[Task, Result], None, None]:
    """Each task with its result, as they come.

    Raises:
        FleetError: the engine is not installed, does not answer, has no worker, or went away.
    """
    try:
        from distributed import as_completed
    except ImportError:
        raise FleetError("`--scheduler` needs `dask.distributed`: `pip install 'vercheck[fleet]'`") from None
    _silence()
    try:
        client = _connected(address)
    except TimeoutError:
        raise FleetError(f"no scheduler answers at `{address}` within {_ANSWER} s") from None
    except (OSError, ValueError, TypeError) as error:
        raise FleetError(f"no scheduler answers at `{address}`: {error}") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_WORKERS)
        except TimeoutError:
            raise FleetError(f"the scheduler at `{address}` has no workers after {_WORKERS} s") from None
        pending = iter(tasks)
        at_once = _AHEAD * max(1, sum(client.nthreads().values()))
        given: dict[Any, Task] = {}

        def give(count: int) -> list[Any]:
            new = {_submitted(client, task, address): task for task in islice(pending, count)}
            given.update(new)
            return list(new)

        arriving: Any = as_completed(give(at_once), loop=client.loop)  # type: ignore[no-untyped-call]
        for future in arriving:
            task = given.pop(future)
            result = _result(future, address)
            future.release()
            yield task, result  # before more is given, because that fails where the scheduler is gone
            arriving.update(give(1))


def _connected(address: str) -> Any:
    """A client of the scheduler. Made by a thread that can be left behind: the engine's own limit ends where
    something takes the connection and then says nothing.

    Raises:
        TimeoutError: there was no answer.
        OSError, ValueError, TypeError: there is nobody, or the address is none.
    """
    from distributed import Client

    came: SimpleQueue[Any] = SimpleQueue()

    def connect() -> None:
        try:
            came.put(Client(address, timeout=_ANSWER, set_as_default=False))  # type: ignore[no-untyped-call]
        except Exception as error:  # whoever waits for it raises it
            came.put(error)

    Thread(target=connect, daemon=True).start()
    try:
        client = came.get(timeout=_ANSWER + _GRACE)
    except Empty:
        raise TimeoutError from None
    if isinstance(client, Exception):
        raise client
    return client


def _silence() -> None:
    """What the engine has to tell is told here, in one line; its loggers have levels of their own."""
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _submitted(client: Any, task: Task, address: str) -> Any:
    try:
        return client.submit(_examined, task, pure=False)
    except Exception as error:
        raise _gone(address) from error


def _result(future: Any, address: str) -> Result:
    from distributed.comm.core import CommClosedError

    try:
        version, result = future.result()
    except (CancelledError, CommClosedError) as error:  # nobody but a scheduler that is lost takes one back
        raise _gone(address) from error
    except Exception as error:  # whatever the engine ran into, it did with one checkout
        return Failed(Trouble.PROCESS, f"the engine gave up on it: {type(error).__name__}: {error}"[:500])
    if version != __version__:
        return Failed(Trouble.PROCESS, f"its worker has vercheck {version}, and here it is {__version__}")
    answer: Result = result
    return answer


def _gone(address: str) -> FleetError:
    return FleetError(f"the scheduler at `{address}` went away")


def _examined(task: Task) -> tuple[str, Result]:
    """In a worker, in a process apart from it: what a checkout does to that one, it does to no other."""
    return __version__, apart(task)
