"""What a process of a fleet does with its channel: checkouts come in, and what is found there goes out.

The time that a checkout may take is kept by the system and ends the process, whatever that is in the middle
of, and also where nobody is left who would.
"""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import Connection

from vercheck.fleet.examine import examine
from vercheck.fleet.results import Result, Task
from vercheck.side_by_side import leave_to_others

_IDLE = 60.0
"""Seconds without a task after which it goes."""


def serve(channel: Connection) -> None:
    """Until nobody has anything to do any more."""
    leave_to_others()
    # Whatever is started from here would keep the channel open, and nobody would hear that this one ended.
    os.set_inheritable(channel.fileno(), False)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
    try:
        while channel.poll(_IDLE):
            channel.send(_in_time(channel.recv()))
    except (EOFError, OSError):  # nobody is there any more
        return


def _in_time(task: Task) -> Result:
    signal.setitimer(signal.ITIMER_REAL, task.terms.seconds)
    try:
        return examine(task)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
