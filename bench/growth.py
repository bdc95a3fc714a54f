"""How the time to read one file grows with its size, for every reader and however odd the file is.

Apart from the slope over repositories, whose files are ordinary and small: there, a reader that takes the
square of a file's size does not show. Each way to make a file large is measured in a process of its own,
which ends by itself after a while, so that one without end costs no more than that.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from multiprocessing.connection import Connection, wait
from typing import Any

from bench.swelling import SWELLINGS
from tests.robustness.sound import SOUND
from vercheck.claims import Claims
from vercheck.cli._collector import SELDOM
from vercheck.config import Config
from vercheck.declared import Declared
from vercheck.model import Source
from vercheck.told import extractors, hear, telling

SIZE = 64 * 1024
"""Bytes of the smallest file; the others have twice and four times as many."""

SECONDS = 60
"""Of the processor, for the three sizes together."""

STEEP = 1.3
"""From which exponent on a growth is told: 1 is as the size, 2 is as its square."""

_FEW = 0.05
"""Seconds that are too few to tell how they grow."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What it took to work on one thing: `seconds` of the processor at the size, twice and four times it,
    fewer where time ran out, and the MiB that they took at most."""

    subject: str
    readers: str
    way: str
    seconds: tuple[float, ...]
    memory: float

    @property
    def ended(self) -> bool:
        return len(self.seconds) == 3

    @property
    def exponent(self) -> float:
        """1 where the time grows as the size, 2 where it grows as its square; 0 where it is too short to
        tell."""
        if len(self.seconds) < 2 or self.seconds[-1] < _FEW:
            return 0.0
        return log2(self.seconds[-1] / max(self.seconds[0], 1e-4)) / (len(self.seconds) - 1)

    @property
    def is_steep(self) -> bool:
        return not self.ended or self.exponent > STEEP


@dataclass(frozen=True, slots=True)
class Task:
    """`make` gives for a size what is to be done then."""

    subject: str
    readers: str
    way: str
    make: Callable[[int], Callable[[], object]]


def measure(tasks: Sequence[Task], size: int, processes: int = 0) -> Iterator[Growth]:
    """The tasks' growths, as they come."""
    context = multiprocessing.get_context("fork")
    running: dict[Connection, tuple[Task, Any, list[float]]] = {}
    waiting = list(reversed(tasks))
    while waiting or running:
        while waiting and len(running) < (processes or os.cpu_count() or 1):
            task = waiting.pop()
            receiving, sending = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(task, size, sending))
            process.start()
            sending.close()
            running[receiving] = (task, process, [])
        for ready in wait(list(running)):
            assert isinstance(ready, Connection)
            task, process, got = running[ready]
            try:
                got.append(ready.recv())
            except EOFError:
                del running[ready]
                process.join()
                *seconds, memory = got if len(got) == 4 else [*got, 0.0]
                yield Growth(task.subject, task.readers, task.way, tuple(seconds), memory)


def _work(task: Task, size: int, sending: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.set_threshold(SELDOM)  # as the command line does
    gc.freeze()
    before = _peak()
    for times in (1, 2, 4):
        sending.send(_timed(task.make(size * times)))
    sending.send(_peak() - before)
    sending.close()


def _timed(work: Callable[[], object]) -> float:
    """Seconds of the processor; the least of several where they are short, as others use the machine too."""
    took: list[float] = []
    while not took or (sum(took) < 0.1 and len(took) < 3):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def files(samples: Mapping[str, str] = SOUND, ways: Sequence[str] = tuple(SWELLINGS)) -> Iterator[Task]:
    """Every sample made large in every way, read by all who read files of its name."""
    claims, declared = Claims(dict(extractors())), Declared.of(Config())  # all imported, before any copies
    for path, text in samples.items():
        sound = text.encode()
        owners = telling(claims.owners(path), Source(path, sound))
        hear(Source(path, sound), owners, declared)  # so that what it imports is there, too
        for way in ways:
            yield Task(path, " ".join(owners), way, _reading(path, sound, owners, way, declared))


def _reading(
    path: str, sound: bytes, owners: tuple[str, ...], way: str, declared: Declared
) -> Callable[[int], Callable[[], object]]:
    def make(size: int) -> Callable[[], object]:
        content = SWELLINGS[way](sound, size)
        return lambda: hear(Source(path, content), owners, declared)

    return make


def section(growths: Sequence[Growth], size: int) -> Iterator[str]:
    """The worst of every subject, and all that are steep."""
    steep = [one for one in growths if one.is_steep]
    yield "## Growth"
    yield ""
    yield f"Seconds of processor for one file of {size // 1024} KiB, made large in {len(SWELLINGS)} ways, and"
    yield "for twice and four times that; the exponent is 1 where time grows as size does, and 2 where it"
    yield "grows as its square. Less than a twentieth of a second tells none. Of a tree, what is measured is"
    yield "to link and to check it."
    yield f"The steepest of each; of {len(growths):,} in all, {len(steep)} are above {STEEP}."
    yield ""
    yield "| | steepest | exponent | s | s | s | MiB |"
    yield "|---|---|---|---|---|---|---|"
    by_subject: dict[str, list[Growth]] = {}
    for one in growths:
        by_subject.setdefault(one.subject, []).append(one)
    worst = {id(max(found, key=_rank)) for found in by_subject.values()}
    for one in sorted(growths, key=lambda one: (one.subject, one.way)):
        if id(one) in worst or one.is_steep:
            yield _row(one)


def _rank(one: Growth) -> tuple[bool, float, float]:
    return not one.ended, one.exponent, sum(one.seconds)


def _row(one: Growth) -> str:
    seconds = [f"{spent:.2f}" for spent in one.seconds] + ["did not end"] * (3 - len(one.seconds))
    exponent = f"**{one.exponent:.2f}**" if one.is_steep else f"{one.exponent:.2f}"
    return f"| {one.subject} | {one.way} | {exponent} | {' | '.join(seconds)} | {one.memory:.0f} |"
