"""What an editor says and asks, message by message, handed to the server's sessions."""

from __future__ import annotations

import threading
from pathlib import Path

from lsprotocol import types

from vercheck.cache.kept import Kept
from vercheck.editor.actions import FIX_ALL, RefusedError, edit_of, offered
from vercheck.editor.findings import pages
from vercheck.editor.hover import hover
from vercheck.editor.places import definition, references
from vercheck.editor.server import Server
from vercheck.editor.session import Session
from vercheck.editor.uris import path_of
from vercheck.editor.view import Document

_STACK = 1 << 26
"""Bytes of a thread's stack: parsers go deep, and some systems give threads very little."""


def serve(config_file: Path | None, exclude: tuple[str, ...], kept: Kept | None) -> int:
    """Speak with an editor over standard input and output until it ends, and say how: an `exit` that no
    `shutdown` came before is a failure, says the protocol."""
    threading.stack_size(_STACK)
    made = server(config_file, exclude, kept)
    made.start_io()
    return int(made.is_told_to_exit and not made.is_over)


def server(
    config_file: Path | None = None, exclude: tuple[str, ...] = (), kept: Kept | None = None
) -> Server:
    """A server that answers everything it says it can."""
    made = Server(config_file, exclude, kept)
    _follow_folders(made)
    _follow_texts(made)
    _follow_files(made)
    _answer(made)
    _offer(made)
    return made


def _follow_folders(server: Server) -> None:
    """Which folders are open, from the beginning to the end."""

    @server.feature(types.INITIALIZED)
    async def initialized(_params: types.InitializedParams) -> None:
        folders = [path_of(folder.uri) for folder in server.workspace.folders.values()]
        if not folders and server.workspace.root_uri is not None:
            folders = [path_of(server.workspace.root_uri)]
        for folder in folders:
            if folder is not None and folder.is_dir():
                server.open_folder(folder)
        await _watch_files(server)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(params: types.DidChangeWorkspaceFoldersParams) -> None:
        for gone in params.event.removed:
            if (folder := path_of(gone.uri)) is not None:
                server.close_folder(folder)
        for new in params.event.added:
            if (folder := path_of(new.uri)) is not None and folder.is_dir():
                server.open_folder(folder)

    @server.feature(types.SHUTDOWN)
    def ended(_params: None) -> None:
        server.end()

    @server.feature(types.EXIT)
    def told_to_exit(_params: None) -> None:
        server.is_told_to_exit = True


def _follow_texts(server: Server) -> None:
    """What is typed."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        _typed(server, params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        _typed(server, params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        if (found := server.session_of(params.text_document.uri)) is not None:
            found[0].closed(found[1])


def _typed(server: Server, uri: str) -> None:
    found = server.session_of(uri)
    if found is not None:
        text = server.workspace.get_text_document(uri)
        found[0].typed(found[1], Document(uri, text.version, text.source.encode("utf-8", "replace")))


def _follow_files(server: Server) -> None:
    """What changes on disk, and in what was configured."""

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        if (found := server.session_of(params.text_document.uri)) is not None:
            found[0].changed_on_disk([found[1]])

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def changed_on_disk(params: types.DidChangeWatchedFilesParams) -> None:
        by_session: dict[Session, list[str]] = {}
        for change in params.changes:
            found = server.session_of(change.uri)
            if found is not None and not found[1].startswith(".git/"):
                by_session.setdefault(found[0], []).append(found[1])
        for session, paths in by_session.items():
            session.changed_on_disk(paths)

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configured(_params: types.DidChangeConfigurationParams) -> None:
        server.reload()


async def _watch_files(server: Server) -> None:
    """Ask to be told of files that change without being open, where an editor takes such wishes."""
    workspace = server.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace is not None else None
    if watched is None or not watched.dynamic_registration:
        return
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher("**/*")])
    registration = types.Registration("vercheck-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    await server.client_register_capability_async(types.RegistrationParams([registration]))


def _answer(server: Server) -> None:
    """What an editor asks."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(params: types.HoverParams) -> types.Hover | None:
        found = await server.view_of(params.text_document.uri)
        if found is None:
            return None
        return await server.work(lambda: hover(*found, params.position, server.markup()))

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def defined(params: types.DefinitionParams) -> list[types.Location]:
        found = await server.view_of(params.text_document.uri)
        return await server.work(lambda: definition(*found, params.position)) if found is not None else []

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def referred(params: types.ReferenceParams) -> list[types.Location]:
        found = await server.view_of(params.text_document.uri)
        return await server.work(lambda: references(*found, params.position)) if found is not None else []


def _offer(server: Server) -> None:
    """What can be done about a finding."""
    kinds = [types.CodeActionKind.QuickFix, FIX_ALL]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(kinds, resolve_provider=True))
    async def acted(params: types.CodeActionParams) -> list[types.CodeAction]:
        found = await server.view_of(params.text_document.uri)
        if found is None:
            return []
        only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
        return await server.work(lambda: offered(*found, params.range, only, server.abilities(), pages()))

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolved(action: types.CodeAction) -> types.CodeAction:
        data = action.data if isinstance(action.data, dict) else {}
        found = await server.view_of(Path(str(data.get("root", "/"))).joinpath("any").as_uri())
        if found is None:
            return action
        try:
            action.edit = await server.work(lambda: edit_of(data, found[0], server.abilities()))
        except RefusedError as error:
            message = types.ShowMessageParams(types.MessageType.Warning, f"vercheck: not fixed: {error}")
            server.window_show_message(message)
        return action
