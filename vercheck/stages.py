"""Tells whoever listens which stage of the flow runs and how far it is; mostly, nobody does.

Apart from the stages, which are pure and print nothing, and below all of them: a listener is the command
line's, and no result depends on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar

T = TypeVar("T")


class Listener(Protocol):
    def begin(self, stage: str) -> None:
        """A stage begins, perhaps within another one."""

    def step(self, done: int, of: int) -> None:
        """So many items of the current stage are done."""

    def end(self) -> None:
        """The stage that began last ends."""


_LISTENING: ContextVar[Listener | None] = ContextVar("listening", default=None)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Have a listener hear of all stages within."""
    token = _LISTENING.set(listener)
    try:
        yield
    finally:
        _LISTENING.reset(token)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """A stage of the flow; also a decorator of the function that is one."""
    listener = _LISTENING.get()
    if listener is None:
        yield
        return
    listener.begin(name)
    try:
        yield
    finally:
        listener.end()


def counted(items: Sequence[T]) -> Iterator[T]:
    """The items as they are, telling how many are done."""
    listener = _LISTENING.get()
    for done, item in enumerate(items):
        if listener is not None:
            listener.step(done, len(items))
        yield item
