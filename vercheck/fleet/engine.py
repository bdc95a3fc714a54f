"""The checkouts of a fleet, spread over the workers of a `dask.distributed` scheduler.

The engine is an optional extra. It runs a checkout again where a worker is lost; here it is only seen to
that no more is in its hands than its workers have work for.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable
from itertools import islice
from typing import Any

from vercheck import __version__
from vercheck.fleet.examine import examine
from vercheck.fleet.results import Failed, FleetError, Result, Task, Trouble

_PATIENCE = 30
"""Seconds in which a scheduler answers, and has a worker."""

_AHEAD = 4
"""Checkouts that wait for each thread of the workers."""

_one_at_a_time = threading.Lock()


def on_scheduler(tasks: Iterable[Task], address: str) -> Generator[tuple[Task, Result], None, None]:
    """Each task with its result, as they come.

    Raises:
        FleetError: the engine is not installed, does not answer, or has no worker.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise FleetError("`--scheduler` needs `dask.distributed`: `pip install 'vercheck[fleet]'`") from None
    try:
        client: Any = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TypeError) as error:
        raise FleetError(f"no scheduler answers at `{address}`: {error}") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise FleetError(f"the scheduler at `{address}` has no workers") from None
        pending = iter(tasks)
        at_once = _AHEAD * max(1, sum(client.nthreads().values()))
        given: dict[Any, Task] = {}

        def give(count: int) -> list[Any]:
            new = {client.submit(_examined, task, pure=False): task for task in islice(pending, count)}
            given.update(new)
            return list(new)

        arriving: Any = as_completed(give(at_once), loop=client.loop)  # type: ignore[no-untyped-call]
        for future in arriving:
            task = given.pop(future)
            result = _result(future)
            future.release()
            arriving.update(give(1))
            yield task, result


def _result(future: Any) -> Result:
    try:
        version, result = future.result()
    except Exception as error:  # whatever the engine ran into, it did with one checkout
        return Failed(Trouble.PROCESS, f"the engine gave up on it: {type(error).__name__}: {error}"[:500])
    if version != __version__:
        return Failed(Trouble.PROCESS, f"its worker has vercheck {version}, and here it is {__version__}")
    answer: Result = result
    return answer


def _examined(task: Task) -> tuple[str, Result]:
    """In a worker, which may have several threads: parsers and caches are for one at a time."""
    with _one_at_a_time:
        return __version__, examine(task)
