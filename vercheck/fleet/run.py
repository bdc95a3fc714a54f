"""A fleet's run: every checkout that the store does not know as it is, into the store as it comes."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass

from vercheck.fleet.checkouts import Checkout
from vercheck.fleet.results import Result, Task, Terms, Unchanged
from vercheck.fleet.store import Store
from vercheck.stages import counted, stage

Spread = Callable[[Iterable[Task]], Generator[tuple[Task, Result], None, None]]
"""How tasks are done: by processes here, or by an engine."""


@dataclass(slots=True)
class Progress:
    """How many checkouts are `done`, and how many of them were `known` already."""

    done: int = 0
    known: int = 0


def run(
    checkouts: Sequence[Checkout], terms: Terms, store: Store, spread: Spread, progress: Progress
) -> None:
    """Check them all. Where this is interrupted, what is done is in the store."""
    tasks = (Task(checkout, terms, store.known(checkout)) for checkout in checkouts)
    with stage("fleet"), closing(spread(tasks)) as results:
        for _, (task, result) in zip(counted(checkouts), results, strict=True):
            store.record(task.checkout, result)
            progress.done += 1
            progress.known += isinstance(result, Unchanged)
