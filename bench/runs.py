"""Processes, measured: their own processor time and memory, whatever else the machine does meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECONDS = 900
"""Limit for one run."""


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process with its children: seconds of processor and of the clock, the peak memory of the
    largest of them in MiB, its exit status, and what it printed."""

    cpu: float
    wall: float
    peak: float
    status: int = 0
    output: bytes = b""

    @property
    def ended(self) -> bool:
        """Whether it took no longer than any may."""
        return self.status != -signal.SIGKILL


@dataclass(frozen=True, slots=True)
class Contestant:
    """A command that takes part; `before` makes the tree ready for a run of it. `processors` bounds on how
    many it may run (0: on all)."""

    name: str
    command: Sequence[str]
    folder: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], None] | None = None
    processors: int = 0

    def run(self) -> Run:
        if self.before is not None:
            self.before()
        few = sorted(os.sched_getaffinity(0))[: self.processors]
        with tempfile.TemporaryFile() as output:
            begin = time.perf_counter()
            process = subprocess.Popen(
                self.command,
                cwd=self.folder,
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            if few:
                os.sched_setaffinity(process.pid, few)
            late = threading.Timer(SECONDS, os.killpg, (process.pid, signal.SIGKILL))
            late.start()
            _, status, usage = os.wait4(process.pid, 0)
            late.cancel()
            process.returncode = os.waitstatus_to_exitcode(status)
            wall = time.perf_counter() - begin
            output.seek(0)
            cpu = usage.ru_utime + usage.ru_stime
            return Run(cpu, wall, usage.ru_maxrss / 1024, process.returncode, output.read())


def alternate(contestants: Sequence[Contestant], rounds: int) -> dict[str, tuple[Run, ...]]:
    """The runs of each, after one that does not count. In every round each runs once, so that all of them
    meet the machine in the same moods; who did not end once is not asked again."""
    asked = [one for one in contestants if one.run().ended]
    runs: dict[str, list[Run]] = {one.name: [] for one in asked}
    for _ in range(rounds):
        for one in asked:
            runs[one.name].append(one.run())
    return {name: tuple(found) for name, found in runs.items()}
