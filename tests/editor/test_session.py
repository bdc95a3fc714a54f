from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from tests.cli.running import MANIFEST, matched
from tests.editor.looking import CRATE, found, workspace
from tests.editor.talking import talk
from vercheck.editor.session import Session
from vercheck.editor.view import Document, View

GOOD = MANIFEST.replace("0.47.0", "0.46.0")


class Watcher:
    """What a session does: its looks, and what it shows and says of them. The first `failing` looks fail."""

    def __init__(self, root: Path, failing: int = 0) -> None:
        self.shown: list[View] = []
        self.failures: list[Exception] = []
        self.looks = 0
        self._failing = failing
        self.session = Session(workspace(root), self._run, self._show, self.failures.append)

    def type(self, text: str, version: int = 1) -> None:
        self.session.typed(CRATE, Document("file:///x", version, text.encode()))

    async def _run(self, look: Callable[[], View]) -> View:
        self.looks += 1
        if self.looks <= self._failing:
            raise ValueError("a bug")
        return await asyncio.to_thread(look)

    async def _show(self, view: View) -> None:
        self.shown.append(view)


def test_an_answer_is_of_what_was_typed_last(tmp_path: Path) -> None:
    async def conversation() -> None:
        watcher = Watcher(matched(tmp_path))
        watcher.type(MANIFEST)
        view = await watcher.session.view()
        assert view is not None
        assert found(view) == [("companion-mismatch", CRATE)]
        watcher.type(GOOD)
        view = await watcher.session.view()
        assert view is not None
        assert found(view) == []
        watcher.session.end()

    talk(conversation)


def test_many_keys_are_one_look(tmp_path: Path) -> None:
    async def conversation() -> None:
        watcher = Watcher(matched(tmp_path))
        await watcher.session.view()
        looks = watcher.looks
        for version in range(2, 50):
            watcher.type(f"{MANIFEST}# {version}\n", version)
            await asyncio.sleep(0)
        while not watcher.shown[-1].documents:
            await asyncio.sleep(0.01)
        assert watcher.looks == looks + 1
        assert watcher.shown[-1].documents[CRATE].version == 49
        watcher.session.end()

    talk(conversation)


def test_an_answer_without_a_change_looks_at_nothing(tmp_path: Path) -> None:
    async def conversation() -> None:
        watcher = Watcher(matched(tmp_path))
        first = await watcher.session.view()
        assert await watcher.session.view() is first
        assert watcher.looks == 1
        watcher.session.end()

    talk(conversation)


def test_after_a_bug_is_before_the_next_look(tmp_path: Path) -> None:
    async def conversation() -> None:
        watcher = Watcher(matched(tmp_path), failing=1)
        assert await watcher.session.view() is None
        assert [str(error) for error in watcher.failures] == ["a bug"]
        watcher.type(MANIFEST)
        view = await watcher.session.view()
        assert view is not None
        assert found(view) == [("companion-mismatch", CRATE)]
        watcher.session.end()

    talk(conversation)


def test_a_change_on_disk_that_a_bug_swallowed_is_told_again(tmp_path: Path) -> None:
    async def conversation() -> None:
        watcher = Watcher(matched(tmp_path))
        await watcher.session.view()
        watcher._failing = watcher.looks + 1
        (tmp_path / CRATE).write_text(MANIFEST)
        watcher.session.changed_on_disk([CRATE])
        await watcher.session.view()
        watcher.session.closed(CRATE)
        watcher.session.changed_on_disk([])
        view = await watcher.session.view()
        assert view is not None
        assert found(view) == [("companion-mismatch", CRATE)]
        watcher.session.end()

    talk(conversation)


def test_who_waits_when_it_ends_gets_what_was_seen_last(tmp_path: Path) -> None:
    async def conversation() -> None:
        watcher = Watcher(matched(tmp_path))
        seen = await watcher.session.view()
        watcher.type(MANIFEST)
        waiting = asyncio.create_task(watcher.session.view())
        await asyncio.sleep(0)
        watcher.session.end()
        assert await waiting is seen

    talk(conversation)
