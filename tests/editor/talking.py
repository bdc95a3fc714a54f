"""An editor's side of the conversation: a client that starts `vercheck lsp` and speaks with it over pipes.

Everything that is waited for has a time-out, so that a server which says nothing fails a test and hangs none.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

PATIENCE = 60.0
"""Seconds for one answer: many times what a slow machine takes."""

T = TypeVar("T")


def talk(conversation: Callable[[], Awaitable[None]]) -> None:
    """Hold a whole conversation, which may take a few answers' time and no more."""
    asyncio.run(asyncio.wait_for(_awaited(conversation), 3 * PATIENCE))


async def _awaited(conversation: Callable[[], Awaitable[None]]) -> None:
    await conversation()


def capabilities(
    encoding: types.PositionEncodingKind | None = None, **more: bool
) -> types.ClientCapabilities:
    """What the client can do; by default everything that the server has a use for."""
    able = {"resolves": True, "versions": True, "disabled": True, "markdown": True, "progress": True} | more
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=[encoding]) if encoding else None,
        window=types.WindowClientCapabilities(work_done_progress=able["progress"]),
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=able["versions"]),
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
        ),
        text_document=types.TextDocumentClientCapabilities(
            code_action=types.CodeActionClientCapabilities(
                data_support=able["resolves"],
                disabled_support=able["disabled"],
                resolve_support=types.ClientCodeActionResolveOptions(["edit"]) if able["resolves"] else None,
            ),
            hover=types.HoverClientCapabilities(
                content_format=[types.MarkupKind.Markdown] if able["markdown"] else None
            ),
        ),
    )


@dataclass
class Editor:
    """An editor with its open texts. `shown` holds what it was last told of each file."""

    client: LanguageClient
    root: Path
    texts: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    shown: dict[str, list[types.Diagnostic]] = field(default_factory=dict)
    told: asyncio.Condition = field(default_factory=asyncio.Condition)
    messages: list[str] = field(default_factory=list)
    registrations: list[types.Registration] = field(default_factory=list)
    progress: list[str] = field(default_factory=list)

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def open(self, path: str, text: str | None = None, *, uri: str | None = None) -> str:
        address = uri or self.uri(path)
        content = text if text is not None else (self.root / path).read_bytes().decode()
        self.texts[address], self.versions[address] = content, 1
        item = types.TextDocumentItem(address, "plaintext", 1, content)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return address

    def type(self, uri: str, text: str) -> None:
        """Replace the whole text."""
        self.texts[uri], self.versions[uri] = text, self.versions[uri] + 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.versions[uri], uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def close(self, uri: str) -> None:
        del self.texts[uri]
        item = types.TextDocumentIdentifier(uri)
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(item))

    def save(self, path: str, text: str) -> None:
        (self.root / path).write_text(text)
        item = types.TextDocumentIdentifier(self.uri(path))
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(item))

    def watched(self, path: str, kind: types.FileChangeType = types.FileChangeType.Changed) -> None:
        """Tell of a file that changed on disk."""
        event = types.FileEvent(self.uri(path), kind)
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))

    async def until(
        self, uri: str, holds: Callable[[list[types.Diagnostic]], bool]
    ) -> list[types.Diagnostic]:
        """What is shown in a file, once it is as it should be."""
        await self.heard(lambda: uri in self.shown and holds(self.shown[uri]))
        return self.shown[uri]

    async def heard(self, holds: Callable[[], bool]) -> None:
        """Wait until what was told is as it should be."""
        async with self.told:
            try:
                await asyncio.wait_for(self.told.wait_for(holds), PATIENCE)
            except TimeoutError:
                raise AssertionError(f"shown: {self.shown}; said: {self.messages}") from None

    async def codes(self, uri: str, *codes: str) -> list[types.Diagnostic]:
        """What is shown in a file, once it is findings of these checks."""
        return await self.until(uri, lambda found: sorted(str(item.code) for item in found) == sorted(codes))

    async def ask(self, answer: Awaitable[T]) -> T:
        return await asyncio.wait_for(answer, PATIENCE)

    async def actions(self, uri: str, range_: types.Range, *only: str) -> list[types.CodeAction]:
        context = types.CodeActionContext([], only=list(only) or None)
        params = types.CodeActionParams(types.TextDocumentIdentifier(uri), range_, context)
        found = await self.ask(self.client.text_document_code_action_async(params))
        return [action for action in found or () if isinstance(action, types.CodeAction)]

    async def resolved(self, action: types.CodeAction) -> types.CodeAction:
        return await self.ask(self.client.code_action_resolve_async(action))

    async def hover(self, uri: str, line: int, character: int) -> str:
        params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(line, character))
        found = await self.ask(self.client.text_document_hover_async(params))
        return found.contents.value if found and isinstance(found.contents, types.MarkupContent) else ""

    async def definition(self, uri: str, line: int, character: int) -> list[tuple[str, int]]:
        params = types.DefinitionParams(types.TextDocumentIdentifier(uri), types.Position(line, character))
        found: Any = await self.ask(self.client.text_document_definition_async(params))
        return [(place.uri, place.range.start.line) for place in found or ()]

    async def references(self, uri: str, line: int, character: int) -> list[tuple[str, int]]:
        params = types.ReferenceParams(
            types.ReferenceContext(include_declaration=True),
            types.TextDocumentIdentifier(uri),
            types.Position(line, character),
        )
        found = await self.ask(self.client.text_document_references_async(params))
        return [(place.uri, place.range.start.line) for place in found or ()]

    def apply(self, edit: types.WorkspaceEdit) -> None:
        """What an editor does with an edit: change open texts, and files that are not open."""
        changes = dict(edit.changes or {})
        for change in edit.document_changes or ():
            assert isinstance(change, types.TextDocumentEdit)
            uri, version = change.text_document.uri, change.text_document.version
            assert version == self.versions.get(uri) if uri in self.texts else version is None
            changes[uri] = [item for item in change.edits if isinstance(item, types.TextEdit)]
        for uri, edits in changes.items():
            if uri in self.texts:
                self.type(uri, edited(self.texts[uri], edits))
                continue
            file = self.root / Path(uri.removeprefix(self.root.as_uri() + "/"))
            file.write_text(edited(file.read_text(), edits))


def edited(text: str, edits: Sequence[types.TextEdit]) -> str:
    """A text after edits in UTF-16, the last one first."""
    lines = text.splitlines(keepends=True)
    starts = [sum(len(line) for line in lines[:number]) for number in range(len(lines) + 1)]

    def offset(position: types.Position) -> int:
        line = lines[position.line] if position.line < len(lines) else ""
        return starts[position.line] + len(
            line.encode("utf-16-le")[: 2 * position.character].decode("utf-16-le")
        )

    for edit in sorted(
        edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True
    ):
        start, end = offset(edit.range.start), offset(edit.range.end)
        text = text[:start] + edit.new_text + text[end:]
    return text


@asynccontextmanager
async def editing(
    root: Path, *arguments: str, able: types.ClientCapabilities | None = None, folder: str | None = None
) -> AsyncIterator[Editor]:
    """An editor that has a folder open, until it says goodbye. `folder` is its address spelt otherwise."""
    client = LanguageClient("an editor", "1")
    editor = Editor(client, root)

    async def publish(params: types.PublishDiagnosticsParams) -> None:
        async with editor.told:
            editor.shown[params.uri] = list(params.diagnostics)
            editor.told.notify_all()

    def say(params: types.ShowMessageParams | types.LogMessageParams) -> None:
        editor.messages.append(params.message)

    def register(params: types.RegistrationParams) -> None:
        editor.registrations.extend(params.registrations)

    async def progress(params: types.ProgressParams) -> None:
        async with editor.told:
            value = params.value
            kind = value["kind"] if isinstance(value, dict) else getattr(value, "kind", "")
            editor.progress.append(str(kind))
            editor.told.notify_all()

    def allow(_params: types.WorkDoneProgressCreateParams) -> None:
        editor.progress.append("create")

    client.feature(types.PROGRESS)(progress)
    client.feature(types.WINDOW_WORK_DONE_PROGRESS_CREATE)(allow)
    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(publish)
    client.feature(types.WINDOW_SHOW_MESSAGE)(say)
    client.feature(types.WINDOW_LOG_MESSAGE)(say)
    client.feature(types.CLIENT_REGISTER_CAPABILITY)(register)
    await client.start_io(sys.executable, "-m", "vercheck", "lsp", *arguments)
    try:
        address = folder or root.as_uri()
        asked = types.InitializeParams(
            capabilities=able or capabilities(),
            workspace_folders=[types.WorkspaceFolder(address, root.name)],
            root_uri=address,
        )
        await editor.ask(client.initialize_async(asked))
        client.initialized(types.InitializedParams())
        yield editor
        await editor.ask(client.shutdown_async(None))
        client.exit(None)
        await editor.ask(client.stop())  # type: ignore[no-untyped-call]
    finally:
        await _end(client)


async def _end(client: LanguageClient) -> None:
    """Leave nothing running, whatever happened."""
    process = client._server
    if process is None:
        return
    if process.returncode is None:
        process.kill()
        await process.wait()
    for task in client._async_tasks:
        task.cancel()
    await asyncio.gather(*client._async_tasks, return_exceptions=True)
    process._transport.close()  # type: ignore[attr-defined]
