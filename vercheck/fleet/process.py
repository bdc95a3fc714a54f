"""A process that checks one checkout after the other, and may die of any of them.

Started as a program of its own, because one that an engine gave its tasks to may not be allowed to have
others of the standard library's kind. It leads a group, so that whatever it started ends with it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from vercheck.fleet.results import Failed, Result, Task, Trouble

TRIES = 3
"""Processes that may die of a checkout: the first ones may have been killed for something else."""

_SHIFT = 200
"""Checkouts after which a process is replaced, with whatever memory it holds on to."""

_FAREWELL = 5.0
"""Seconds in which a process that let go of its channel is gone."""

_BEGIN = (
    "import sys; from multiprocessing.connection import Connection;"
    " channel = Connection(int(sys.argv[1])); sys.path[:] = channel.recv();"
    " from vercheck.fleet.serving import serve; serve(channel)"
)


class Process:
    """It, the `task` that it has in hand, how many processes, with this one, had that, and the `channel` that
    tells when there is a result, or no process any more."""

    def __init__(self) -> None:
        self.channel, theirs = Pipe()
        self._process = _started(theirs)
        with suppress(OSError):
            self.channel.send(sys.path)
        self.task: Task | None = None
        self.tries = 0
        self._served = 0
        self.has_stopped = False

    def is_fit(self) -> bool:
        """Whether it may get another task, or has one: it is there, and has not done its share."""
        if self.task is not None:
            return True
        return not self.has_stopped and self._served < _SHIFT and self._process.poll() is None

    def take(self, task: Task, tries: int) -> None:
        self.task, self.tries = task, tries
        self._served += 1
        with suppress(OSError):  # where it dies at this moment, the end of its channel will tell
            self.channel.send(task)

    def result(self) -> Result | None:
        """What came of the task; `None` where the process died with it, and another one may not."""
        task, self.task = self.task, None
        assert task is not None  # noqa: S101 - for the types: only those at work are asked
        try:
            result: Result = self.channel.recv()
        except (EOFError, OSError):
            code = self._end()
            if code == -signal.SIGALRM:
                return Failed(Trouble.TIME, f"stopped: not done in {task.terms.seconds:,} s")
            if self.tries < TRIES:
                return None
            return Failed(Trouble.PROCESS, f"the process that checked it {_ended(code)}")
        return result

    def stop(self) -> None:
        """Whatever it does, and with whatever it started; between two tasks, it has nothing to lose."""
        if self.has_stopped:
            return
        self.has_stopped = True
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self.channel.close()

    def _end(self) -> int:
        # It lets go of its channel a moment before it is gone, and how it went is not to be disturbed.
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_FAREWELL)
        self.stop()
        return self._process.returncode


def _started(theirs: Connection) -> subprocess.Popen[bytes]:
    with theirs:
        return subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-c", _BEGIN, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            # A session of its own: what interrupts this process leaves it to us to stop the others.
            start_new_session=True,
        )


def _ended(code: int) -> str:
    if code >= 0:
        return f"ended with status {code}"
    try:
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by signal {-code}"
