"""When to look again: one root, on the event loop, with its work on a worker thread.

Every key that is pressed is a change. A look waits until the keys rest for a moment, unless somebody waits
for an answer; what is asked while it runs is answered by the next one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from vercheck.editor.view import Document, View
from vercheck.editor.workspace import Workspace

REST = 0.2
"""Seconds without a change before the tree is looked at."""

PATIENCE = 1.0
"""Seconds of changes after which it is looked at all the same."""


class Session:
    """`run` has a worker thread do something; `show` is told of every new view, and `fail` of every bug."""

    def __init__(
        self,
        workspace: Workspace,
        run: Callable[[Callable[[], View]], Awaitable[View]],
        show: Callable[[View], Awaitable[None]],
        fail: Callable[[Exception], None],
    ) -> None:
        self.workspace = workspace
        self._run, self._show, self._fail = run, show, fail
        self._documents: dict[str, Document] = {}
        self._on_disk: set[str] = set()
        self._again = False
        self._asked = 0
        self._answered = 0
        self._waiting = 0
        self._is_over = False
        self._view: View | None = None
        self._changed = asyncio.Event()
        self._hurry = asyncio.Event()
        self._done = asyncio.Condition()
        self._task = asyncio.create_task(self._watch())
        self._ask()

    def typed(self, path: str, document: Document) -> None:
        self._documents[path] = document
        self._ask()

    def closed(self, path: str) -> None:
        if self._documents.pop(path, None) is not None:
            self._ask()

    def changed_on_disk(self, paths: Iterable[str]) -> None:
        self._on_disk.update(paths)
        self._ask()

    def reload(self) -> None:
        """Read everything anew, but for what is still being read for the first time."""
        if self._view is not None:
            self._again = True
            self._ask()

    async def view(self) -> View | None:
        """The tree as it is now; `None` where it could never be read."""
        asked = self._asked
        if self._answered >= asked:
            return self._view
        self._waiting += 1
        self._hurry.set()
        try:
            async with self._done:
                await self._done.wait_for(lambda: self._is_over or self._answered >= asked)
        finally:
            self._waiting -= 1
        return self._view

    def end(self) -> None:
        """Look no more; who still waits gets what was seen last."""
        self._is_over = True
        self._task.cancel()

    def _ask(self) -> None:
        self._asked += 1
        self._changed.set()

    async def _watch(self) -> None:
        try:
            while not self._is_over:
                await self._changed.wait()
                if self._view is not None:
                    await self._rest()
                # Before Python 3.12, a wait that ends as it is cancelled keeps that to itself.
                if not self._is_over:
                    await self._catch_up()
        finally:
            async with self._done:
                self._done.notify_all()

    async def _catch_up(self) -> None:
        """One look at everything that changed so far."""
        self._changed.clear()
        self._hurry.clear()
        asked, documents = self._asked, dict(self._documents)
        on_disk, again = frozenset(self._on_disk), self._again
        self._on_disk, self._again = set(), False
        await self._look(documents, on_disk, again=again)
        async with self._done:
            self._answered = asked
            self._done.notify_all()

    async def _look(self, documents: dict[str, Document], on_disk: frozenset[str], *, again: bool) -> None:
        try:
            self._view = await self._run(lambda: self.workspace.look(documents, on_disk, again=again))
            await self._show(self._view)
        except Exception as error:
            self._on_disk |= on_disk
            self._fail(error)

    async def _rest(self) -> None:
        """Wait until nothing changes any more, or somebody cannot wait."""
        clock = asyncio.get_running_loop()
        latest = clock.time() + PATIENCE
        while not self._waiting and clock.time() < latest:
            asked = self._asked
            try:
                await asyncio.wait_for(self._hurry.wait(), REST)
            except TimeoutError:
                if asked == self._asked:
                    return
            else:
                return
