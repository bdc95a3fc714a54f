"""The language server as an editor meets it: another process, spoken to over pipes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from lsprotocol import types

from tests.cli.running import MANIFEST, VERSIONS, matched, mismatched
from tests.editor.looking import CRATE, TABLE
from tests.editor.talking import Editor, capabilities, editing, talk

GOOD = MANIFEST.replace("0.47.0", "0.46.0")
EVERYTHING = types.Range(types.Position(0, 0), types.Position(99, 0))


async def fix(editor: Editor, uri: str, finding: types.Diagnostic) -> None:
    """Take the one quick fix of a finding, as an editor does."""
    (action,) = await editor.actions(uri, finding.range)
    edit = action.edit or (await editor.resolved(action)).edit
    assert edit is not None, editor.messages
    editor.apply(edit)


def test_a_version_is_changed_a_finding_comes_its_fix_is_applied_and_it_goes(tmp_path: Path) -> None:
    async def conversation() -> None:
        async with editing(matched(tmp_path), "--stdio") as editor:
            crate = editor.open(CRATE)
            editor.type(crate, MANIFEST)
            (finding,) = await editor.codes(crate, "companion-mismatch")
            assert finding.range == types.Range(types.Position(5, 15), types.Position(5, 21))
            assert finding.severity is types.DiagnosticSeverity.Error
            assert finding.source == "vercheck"
            (related,) = finding.related_information or ()
            assert (related.location.uri, related.location.range.start.line) == (editor.uri(TABLE), 2)
            (action,) = await editor.actions(crate, finding.range)
            assert (action.kind, action.is_preferred, action.edit) == ("quickfix", True, None)
            await fix(editor, crate, finding)
            assert editor.texts[crate] == GOOD
            await editor.codes(crate)
            assert editor.messages == []

    talk(conversation)
    assert (tmp_path / CRATE).read_text() == GOOD, "the server wrote to the disk"


def test_what_a_cursor_is_on_is_explained_and_leads_to_the_other_places(tmp_path: Path) -> None:
    async def conversation() -> None:
        async with editing(mismatched(tmp_path)) as editor:
            crate, table = editor.open(CRATE), editor.uri(TABLE)
            assert "`bin:wit-bindgen`" in await editor.hover(crate, 5, 16)
            assert await editor.hover(crate, 0, 0) == ""
            assert await editor.definition(crate, 5, 16) == [(table, 2)]
            assert await editor.references(crate, 5, 16) == [(table, 2), (crate, 5)]
            assert await editor.hover("untitled:Untitled-1", 0, 0) == ""
            assert await editor.hover("file:///nowhere/x.bzl", 0, 0) == ""

    talk(conversation)


@pytest.mark.parametrize("encoding", [None, *types.PositionEncodingKind])
def test_places_behind_other_characters_are_right(
    encoding: types.PositionEncodingKind | None, tmp_path: Path
) -> None:
    text = (
        '# 😋 ä\r\n[package]\r\nname = "u"\r\nversion = "0.1.0"\r\n[dependencies]\r\n'
        'wit-bindgen = { features = ["😋😋ä"], version = "0.47.0" } # 😋\r\n'
    )
    before = text.splitlines()[5].partition("0.47.0")[0]
    start = {
        types.PositionEncodingKind.Utf8: len(before.encode()),
        types.PositionEncodingKind.Utf32: len(before),
    }.get(encoding or types.PositionEncodingKind.Utf16, len(before.encode("utf-16-le")) // 2)

    async def conversation() -> None:
        async with editing(matched(tmp_path), able=capabilities(encoding)) as editor:
            crate = editor.open(CRATE, text)
            (finding,) = await editor.codes(crate, "companion-mismatch")
            assert finding.range.start == types.Position(5, start)
            assert finding.range.end == types.Position(5, start + len("0.47.0"))
            assert "0.47.0" in await editor.hover(crate, 5, start)
            (action,) = await editor.actions(crate, finding.range)
            edit = (await editor.resolved(action)).edit
            assert edit is not None
            if start == len(before.encode("utf-16-le")) // 2:
                editor.apply(edit)
                assert editor.texts[crate] == text.replace("0.47.0", "0.46.0")
                await editor.codes(crate)

    talk(conversation)


def test_a_text_that_does_not_parse_meanwhile_does_no_harm(tmp_path: Path) -> None:
    async def conversation() -> None:
        async with editing(matched(tmp_path)) as editor:
            crate = editor.open(CRATE)
            for length in range(0, len(MANIFEST), 7):
                editor.type(crate, MANIFEST[:length])
            editor.type(crate, MANIFEST[:-2])
            await editor.until(crate, lambda found: any(item.code == "parse-error" for item in found))
            editor.type(crate, MANIFEST)
            await editor.codes(crate, "companion-mismatch")
            assert editor.messages == []

    talk(conversation)


def test_a_change_on_disk_ends_a_finding_in_another_file(tmp_path: Path) -> None:
    async def conversation() -> None:
        async with editing(mismatched(tmp_path)) as editor:
            crate = editor.uri(CRATE)
            await editor.codes(crate, "companion-mismatch")
            assert [item.method for item in editor.registrations] == ["workspace/didChangeWatchedFiles"]
            (tmp_path / TABLE).write_text(VERSIONS.replace("0.46.0", "0.47.0"))
            editor.watched(TABLE)
            await editor.codes(crate)
            editor.save(TABLE, VERSIONS)
            await editor.codes(crate, "companion-mismatch")

    talk(conversation)


def test_a_text_that_is_closed_unsaved_takes_its_finding_with_it(tmp_path: Path) -> None:
    async def conversation() -> None:
        async with editing(matched(tmp_path)) as editor:
            crate = editor.open(CRATE, MANIFEST)
            await editor.codes(crate, "companion-mismatch")
            editor.close(crate)
            await editor.codes(crate)

    talk(conversation)


def test_a_configuration_counts_when_it_is_saved_and_is_pointed_at_where_it_is_wrong(tmp_path: Path) -> None:
    async def conversation() -> None:
        async with editing(mismatched(tmp_path)) as editor:
            crate, config = editor.uri(CRATE), editor.uri("vercheck.toml")
            await editor.codes(crate, "companion-mismatch")
            editor.save("vercheck.toml", '[severity]\n"companion-mismatch" = "warning"\n')
            (finding,) = await editor.until(
                crate, lambda found: [item.severity for item in found] == [types.DiagnosticSeverity.Warning]
            )
            editor.save("vercheck.toml", "[severity]\nunheard = 1\n")
            await editor.codes(config, "configuration")
            editor.save("vercheck.toml", '[severity]\n"companion-mismatch" = "off"\n')
            await editor.codes(config)
            await editor.codes(crate)
            (tmp_path / "vercheck.toml").unlink()
            editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
            await editor.codes(crate, "companion-mismatch")
            assert finding.code == "companion-mismatch"

    talk(conversation)


@pytest.mark.parametrize("spelling", ["strict", "loose", "link"])
def test_folders_with_spaces_other_letters_and_links_are_found(spelling: str, tmp_path: Path) -> None:
    async def conversation() -> None:
        root = matched(tmp_path / "a folder, ä@(1);x%20")
        (tmp_path / "link").symlink_to(root)
        folder = root.as_uri()
        if spelling == "loose":
            folder = folder.replace("%40", "@").replace("%28", "(").replace("%3B", ";")
        if spelling == "link":
            folder = (tmp_path / "link").as_uri()
        async with editing(root, folder=folder) as editor:
            crate = editor.open(CRATE, MANIFEST, uri=f"{folder}/{CRATE}")
            (finding,) = await editor.codes(crate, "companion-mismatch")
            (related,) = finding.related_information or ()
            assert related.location.uri.endswith(TABLE)
            await fix(editor, crate, finding)
            await editor.codes(crate)
            assert set(editor.shown) == {crate}

    talk(conversation)


def test_a_file_of_no_folder_belongs_to_its_own_work_tree(tmp_path: Path) -> None:
    async def conversation() -> None:
        tree = matched(tmp_path / "tree")
        (tree / ".git").mkdir()
        (tmp_path / "empty").mkdir()
        async with editing(tmp_path / "empty") as editor:
            crate = editor.open(CRATE, MANIFEST, uri=(tree / CRATE).as_uri())
            await editor.codes(crate, "companion-mismatch")
            stray = mismatched(tmp_path / "stray") / CRATE
            assert await editor.hover(editor.open(CRATE, MANIFEST, uri=stray.as_uri()), 5, 16) == ""
            assert stray.as_uri() not in editor.shown

    talk(conversation)


def test_a_fix_may_change_several_files_open_or_not(tmp_path: Path) -> None:
    async def conversation() -> None:
        root = mismatched(tmp_path)
        (root / "other").mkdir()
        (root / "other/Cargo.toml").write_text(MANIFEST)
        async with editing(root) as editor:
            crate, other = editor.open(CRATE), editor.uri("other/Cargo.toml")
            await editor.codes(crate, "companion-mismatch")
            (action,) = await editor.actions(crate, EVERYTHING, "source.fixAll")
            edit = (await editor.resolved(action)).edit
            assert edit is not None
            editor.apply(edit)
            editor.watched("other/Cargo.toml")
            await editor.codes(crate)
            await editor.codes(other)
            assert (root / "other/Cargo.toml").read_text() == GOOD

    talk(conversation)


def test_an_editor_that_can_do_little_gets_a_whole_fix_at_once(tmp_path: Path) -> None:
    async def conversation() -> None:
        able = capabilities(resolves=False, versions=False, disabled=False, markdown=False)
        async with editing(mismatched(tmp_path), able=able) as editor:
            crate = editor.open(CRATE)
            (finding,) = await editor.codes(crate, "companion-mismatch")
            (action,) = await editor.actions(crate, finding.range)
            assert action.edit is not None
            assert list(action.edit.changes or {}) == [crate]
            await fix(editor, crate, finding)
            await editor.codes(crate)
            assert "**" not in await editor.hover(crate, 5, 16)

    talk(conversation)


def test_a_fix_that_came_too_late_is_refused_in_words(tmp_path: Path) -> None:
    async def conversation() -> None:
        async with editing(mismatched(tmp_path)) as editor:
            crate = editor.open(CRATE)
            (finding,) = await editor.codes(crate, "companion-mismatch")
            (action,) = await editor.actions(crate, finding.range)
            editor.type(crate, GOOD)
            assert (await editor.resolved(action)).edit is None
            await editor.codes(crate)
            assert editor.messages == ["vercheck: not fixed: the finding is gone"]

    talk(conversation)


def test_a_folder_that_is_closed_takes_its_findings_with_it_and_another_brings_its_own(
    tmp_path: Path,
) -> None:
    async def conversation() -> None:
        first, second = mismatched(tmp_path / "first"), mismatched(tmp_path / "second")
        folders = [types.WorkspaceFolder(root.as_uri(), root.name) for root in (first, second)]
        async with editing(first) as editor:
            await editor.codes((first / CRATE).as_uri(), "companion-mismatch")
            change = types.WorkspaceFoldersChangeEvent(added=[folders[1]], removed=[folders[0]])
            editor.client.workspace_did_change_workspace_folders(
                types.DidChangeWorkspaceFoldersParams(change)
            )
            await editor.codes((first / CRATE).as_uri())
            await editor.codes((second / CRATE).as_uri(), "companion-mismatch")

    talk(conversation)


def test_two_folders_of_one_work_tree_are_one_root(tmp_path: Path) -> None:
    async def conversation() -> None:
        tree = mismatched(tmp_path)
        (tree / ".git").mkdir()
        first, second = (
            types.WorkspaceFolder((tree / name).as_uri(), name) for name in ("tools", "toolchains")
        )
        async with editing(tree, folder=first.uri) as editor:
            crate = editor.uri(CRATE)
            await editor.codes(crate, "companion-mismatch")
            for added, removed in (([second], []), ([], [first])):
                change = types.WorkspaceFoldersChangeEvent(added=added, removed=removed)
                editor.client.workspace_did_change_workspace_folders(
                    types.DidChangeWorkspaceFoldersParams(change)
                )
            assert "wit-bindgen" in await editor.hover(crate, 5, 16)
            assert len(editor.shown[crate]) == 1
            change = types.WorkspaceFoldersChangeEvent(added=[], removed=[second])
            editor.client.workspace_did_change_workspace_folders(
                types.DidChangeWorkspaceFoldersParams(change)
            )
            await editor.codes(crate)

    talk(conversation)


def test_options_of_the_command_line_count(tmp_path: Path) -> None:
    async def conversation() -> None:
        root = mismatched(tmp_path / "tree")
        config = tmp_path / "mine.toml"
        config.write_text('[severity]\n"companion-mismatch" = "warning"\n')
        async with editing(root, "--config", str(config), "--clientProcessId=1") as editor:
            (finding,) = await editor.codes(editor.uri(CRATE), "companion-mismatch")
            assert finding.severity is types.DiagnosticSeverity.Warning
        async with editing(root, "--exclude", "tools/") as editor:
            crate = editor.open(CRATE)
            assert await editor.actions(crate, EVERYTHING) == []
            assert crate not in editor.shown

    talk(conversation)


def test_the_first_reading_is_announced_where_that_is_shown(tmp_path: Path) -> None:
    async def conversation() -> None:
        async with editing(mismatched(tmp_path)) as editor:
            await editor.heard(lambda: editor.progress[-1:] == ["end"])
            assert editor.progress == ["create", "begin", "end"]
        async with editing(tmp_path, able=capabilities(progress=False)) as editor:
            await editor.codes(editor.uri(CRATE), "companion-mismatch")
            assert editor.progress == []

    talk(conversation)


def test_the_server_ends_when_its_editor_is_gone() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "vercheck", "lsp", "--stdio"],
        input=b"",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (0, b"")


@pytest.mark.parametrize(("says_shutdown", "status"), [(True, 0), (False, 1)])
def test_an_exit_without_a_shutdown_is_a_failure_as_the_protocol_has_it(
    says_shutdown: bool, status: int
) -> None:
    start = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}
    over = [{"jsonrpc": "2.0", "id": 2, "method": "shutdown"}] if says_shutdown else []
    messages = [start, *over, {"jsonrpc": "2.0", "method": "exit"}]
    texts = [json.dumps(message) for message in messages]
    ended = subprocess.run(
        [sys.executable, "-m", "vercheck", "lsp", "--stdio"],
        input="".join(f"Content-Length: {len(text)}\r\n\r\n{text}" for text in texts).encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == status
