"""The checkouts of a fleet, spread over processes of this machine.

Not by an executor of the standard library: there, one process that dies takes all the work in hand with it,
and none can tell whose it was. Here each has a channel of its own, whose end says which checkout it had.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait

from vercheck.fleet.examine import examine
from vercheck.fleet.results import Failed, Result, Task, Trouble
from vercheck.plugs import plug_names

_TRIES = 3
"""Processes that may die of a checkout: the first ones may have been killed for something else."""

_SHIFT = 200
"""Checkouts after which a process is replaced, with whatever memory it holds on to."""

_FAREWELL = 5.0
"""Seconds in which a process that let go of its channel is gone."""


def in_processes(tasks: Iterable[Task], jobs: int) -> Generator[tuple[Task, Result], None, None]:
    """Each task with its result, as they come."""
    crew = _Crew(iter(tasks), jobs)
    try:
        while busy := crew.at_work():
            for channel in wait(list(busy)):
                process = busy[channel]  # type: ignore[index]
                task, tries = process.in_hand
                result = process.result()
                if result is not None:
                    yield task, result
                elif tries < _TRIES:
                    crew.again.append((task, tries))
                else:
                    yield task, Failed(Trouble.PROCESS, f"the process that checked it {process.end()}")
    finally:
        crew.stop()


class _Crew:
    """The processes, and the tasks that none of them has yet: first of all those that a process died with."""

    def __init__(self, tasks: Iterator[Task], jobs: int) -> None:
        self.again: deque[tuple[Task, int]] = deque()
        self._tasks = tasks
        self._jobs = jobs
        self._processes: list[_Process] = []

    def at_work(self) -> dict[Connection, _Process]:
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
                idle.append(_Process())
                self._processes += idle
            idle.pop().take(task, tries + 1)
        return {process.channel: process for process in self._processes if process.task is not None}

    def stop(self) -> None:
        for process in self._processes:
            process.stop()


class _Process:
    """A process that checks one checkout after the other, and what it has in hand."""

    def __init__(self) -> None:
        # Not a copy of this process, which has the store open: one of a server that has all modules loaded.
        context = get_context("forkserver")
        context.set_forkserver_preload([_serve.__module__, *_plugs()])
        self.channel, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        with _uninterrupted():
            self._process.start()
        theirs.close()
        self.task: Task | None = None
        self._tries = 0
        self._served = 0
        self.has_stopped = False

    def is_fit(self) -> bool:
        """Whether it may get another task, or has one: it is there, and has not done its share."""
        return self.task is not None or (self._served < _SHIFT and self._process.is_alive())

    @property
    def in_hand(self) -> tuple[Task, int]:
        """The task, and how many processes had it so far."""
        assert self.task is not None  # noqa: S101 - for the types: only those at work are asked
        return self.task, self._tries

    def take(self, task: Task, tries: int) -> None:
        self.task, self._tries = task, tries
        self._served += 1
        with suppress(OSError):  # where it dies at this moment, the end of its channel will tell
            self.channel.send(task)

    def result(self) -> Result | None:
        """What came of the task; `None` where the process died of it, or with it."""
        self.task = None
        try:
            result: Result = self.channel.recv()
        except (EOFError, OSError):
            # It lets go of its channel a moment before it is gone.
            self._process.join(_FAREWELL)
            self.stop()
            return None
        return result

    def end(self) -> str:
        """How it ended, in words."""
        code = self._process.exitcode or 0
        if code >= 0:
            return f"ended with status {code}"
        try:
            return f"was killed by {signal.Signals(-code).name}"
        except ValueError:
            return f"was killed by signal {-code}"

    def stop(self) -> None:
        """Whatever it does; between two tasks, it has nothing to lose."""
        self._process.kill()
        self._process.join()
        self.channel.close()
        self.has_stopped = True


def _serve(channel: Connection) -> None:
    while True:
        try:
            task = channel.recv()
        except EOFError:
            return
        try:
            channel.send(examine(task))
        except OSError:  # nobody is there any more
            return


def _plugs() -> list[str]:
    names = [f"vercheck.{kind}.{name}" for kind in ("extractors", "checks") for name in plug_names(kind)]
    return [name.replace("-", "_") for name in names]


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Have what starts here never hear of an interruption: this process does, and then stops the others."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
