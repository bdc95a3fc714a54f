"""The checkouts of a fleet, spread over processes of this machine.

Not by an executor of the standard library: there, one process that dies takes all the work in hand with it,
and none can tell whose it was. Here each has a channel of its own, whose end says which checkout it had.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from multiprocessing.connection import Connection, wait

from vercheck.fleet.process import TRIES, Process
from vercheck.fleet.results import Result, Task


def in_processes(tasks: Iterable[Task], jobs: int) -> Generator[tuple[Task, Result], None, None]:
    """Each task with its result, as they come."""
    crew = _Crew(iter(tasks), jobs)
    try:
        while busy := crew.at_work():
            for channel in wait(list(busy)):
                process = busy[channel]  # type: ignore[index]
                task, result = process.task, process.result()
                if task is not None and result is not None:
                    yield task, result
                elif task is not None:
                    crew.again.append((task, process.tries))
    finally:
        crew.stop()


def apart(task: Task) -> Result:
    """What comes of one task, in a process beside this one; several threads may ask at once."""
    for tries in range(1, TRIES + 1):
        process = _idle_one() or Process()
        process.take(task, tries)
        result = process.result()
        if result is None:
            continue
        if process.is_fit():
            _idle.append(process)
        else:
            process.stop()
        return result
    raise AssertionError("the last process that dies of a task tells how")


_idle: list[Process] = []
"""Processes that wait for the next thread that asks."""


def _idle_one() -> Process | None:
    while True:
        try:
            process = _idle.pop()
        except IndexError:
            return None
        if process.is_fit():
            return process
        process.stop()


class _Crew:
    """The processes, and the tasks that none of them has yet: first of all those that a process died with."""

    def __init__(self, tasks: Iterator[Task], jobs: int) -> None:
        self.again: deque[tuple[Task, int]] = deque()
        self._tasks = tasks
        self._jobs = jobs
        self._processes: list[Process] = []

    def at_work(self) -> dict[Connection, Process]:
        """Every process that has a task, by its channel; there is one without only where there is no task."""
        for process in self._processes:
            if not process.is_fit():
                process.stop()
        self._processes = [process for process in self._processes if not process.has_stopped]
        idle = [process for process in self._processes if process.task is None]
        while len(self._processes) < self._jobs or idle:
            task, tries = self.again.popleft() if self.again else (next(self._tasks, None), 0)
            if task is None:
                break
            if not idle:
                idle.append(Process())
                self._processes += idle
            idle.pop().take(task, tries + 1)
        return {process.channel: process for process in self._processes if process.task is not None}

    def stop(self) -> None:
        for process in self._processes:
            process.stop()
