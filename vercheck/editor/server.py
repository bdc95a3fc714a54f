"""The language server: its folders, each with a session, what it told the editor, and what that can do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from vercheck import __version__
from vercheck.cache.kept import Kept
from vercheck.editor.actions import Abilities
from vercheck.editor.findings import pages, shown
from vercheck.editor.session import Session
from vercheck.editor.uris import path_of
from vercheck.editor.view import View
from vercheck.editor.workspace import Workspace
from vercheck.git import enclosing_work_tree

T = TypeVar("T")
_CONFIGURED = ("vercheck.toml", ".vercheck.toml")


class Server(LanguageServer):
    """One for each editor; what it is given is as on the command line."""

    def __init__(
        self, config_file: Path | None = None, exclude: tuple[str, ...] = (), kept: Kept | None = None
    ) -> None:
        # Whole texts at each change: the library finds lines of a part of a text by what Python calls a line
        # ending, which a form feed is, and an editor does not.
        super().__init__("vercheck", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.is_over = False
        self.is_told_to_exit = False
        self._config_file = config_file
        self._exclude = exclude
        self._kept = kept
        self._sessions: dict[Path, Session] = {}
        self._shown: dict[Path, dict[str, tuple[int | None, list[types.Diagnostic]]]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vercheck")

    # folders

    def open_folder(self, folder: Path) -> Session:
        """The session of the root that a folder belongs to, as for `vercheck check` in that folder."""
        named = _root_of(folder)
        root = named.resolve()
        if root not in self._sessions:
            workspace = Workspace(named, str(self._encoding()), self._config_file, self._exclude, self._kept)
            self._shown[root] = {}
            self._sessions[root] = Session(
                workspace, self.work, lambda view: self._show(root, view), self._fail
            )
            self._tasks.append(asyncio.create_task(self._announce(self._sessions[root], root)))
        return self._sessions[root]

    def close_folder(self, folder: Path) -> None:
        root = _root_of(folder).resolve()
        left = (path_of(other.uri) for other in self.workspace.folders.values())
        if any(_root_of(other).resolve() == root for other in left if other is not None):
            return
        session = self._sessions.pop(root, None)
        if session is not None:
            session.end()
            for uri in self._shown.pop(root, {}):
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def session_of(self, uri: str) -> tuple[Session, str] | None:
        """The session of a file, and its path there. A file of no folder belongs to its own work tree; one
        that is in none is no business of ours."""
        named = path_of(uri)
        if named is None:
            return None
        path = named.resolve()
        roots = [root for root in self._sessions if path.is_relative_to(root)]
        if roots:
            root = max(roots, key=lambda root: len(root.parts))
            return self._sessions[root], path.relative_to(root).as_posix()
        work_tree = enclosing_work_tree(path.parent)
        if work_tree is None:
            return None
        session = self.open_folder(work_tree)
        return session, path.relative_to(session.workspace.root).as_posix()

    def reload(self) -> None:
        for session in self._sessions.values():
            session.reload()

    # work

    async def work(self, task: Callable[[], T]) -> T:
        """Do something on the worker thread, after what it was given before."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, task)

    async def view_of(self, uri: str) -> tuple[View, str] | None:
        """What there is to see of a file now, with its path there."""
        found = self.session_of(uri)
        view = await found[0].view() if found is not None else None
        return (view, found[1]) if found is not None and view is not None else None

    def abilities(self) -> Abilities:
        document, workspace = self.client_capabilities.text_document, self.client_capabilities.workspace
        action = document.code_action if document is not None else None
        edit = workspace.workspace_edit if workspace is not None else None
        resolved = action.resolve_support.properties if action is not None and action.resolve_support else ()
        return Abilities(
            resolves="edit" in resolved and bool(action and action.data_support),
            shows_disabled=bool(action and action.disabled_support),
            checks_versions=bool(edit and edit.document_changes),
        )

    def markup(self) -> types.MarkupKind:
        document = self.client_capabilities.text_document
        kinds = document.hover.content_format if document is not None and document.hover is not None else None
        return kinds[0] if kinds else types.MarkupKind.PlainText

    def end(self) -> None:
        self.is_over = True
        for session in self._sessions.values():
            session.end()
        for task in self._tasks:
            task.cancel()
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _encoding(self) -> types.PositionEncodingKind | str:
        return self.workspace.position_encoding or types.PositionEncodingKind.Utf16

    async def _announce(self, session: Session, root: Path) -> None:
        """Say that a repository is being read, which may take its time, where an editor shows such things."""
        window = self.client_capabilities.window
        if window is None or not window.work_done_progress:
            return
        token = f"vercheck {root}"
        await self.work_done_progress.create_async(token)
        begin = types.WorkDoneProgressBegin("vercheck", message=f"reading {root.name}")
        self.work_done_progress.begin(token, begin)
        await session.view()
        self.work_done_progress.end(token, types.WorkDoneProgressEnd())

    async def _show(self, root: Path, view: View) -> None:
        """Tell the editor what it is not yet told; a file that has no finding any more is told so."""
        versions = {document.uri: document.version for document in view.documents.values()}
        found = await self.work(lambda: shown(view, pages()))
        if root not in self._shown:
            return
        before, now = self._shown[root], {uri: (versions.get(uri), found[uri]) for uri in found}
        for uri in sorted(before.keys() | now.keys()):
            if before.get(uri) != now.get(uri):
                version, items = now.get(uri, (versions.get(uri), []))
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, items, version))
        self._shown[root] = now

    def _fail(self, error: Exception) -> None:
        notes = "".join(f" ({note})" for note in getattr(error, "__notes__", ()))
        message = f"this is a bug in vercheck, not in the repository: {type(error).__name__}: {error}{notes}"
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, message))


def _root_of(folder: Path) -> Path:
    """The folder itself where it has a configuration, else the work tree that holds it, if one does."""
    is_root = any((folder / name).is_file() for name in _CONFIGURED)
    return folder if is_root else enclosing_work_tree(folder) or folder
