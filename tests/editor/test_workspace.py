from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import MANIFEST, VERSIONS, matched, mismatched, run
from tests.editor.looking import CRATE, TABLE, found, opened, view_of, workspace
from tests.repositories import Repository
from vercheck.cache.kept import Kept
from vercheck.editor.view import Document
from vercheck.editor.workspace import Workspace

WRONG = [("companion-mismatch", CRATE)]
GOOD = MANIFEST.replace("0.47.0", "0.46.0")


def test_what_is_on_disk_is_found(tmp_path: Path) -> None:
    assert found(view_of(mismatched(tmp_path))) == WRONG
    assert found(view_of(matched(tmp_path))) == []


def test_an_open_text_counts_instead_of_the_disk(tmp_path: Path) -> None:
    desk = workspace(matched(tmp_path))
    assert found(desk.look({})) == []
    assert found(desk.look(opened(tmp_path, crate=MANIFEST))) == WRONG
    assert found(desk.look(opened(tmp_path, crate=GOOD))) == []


def test_a_text_that_is_closed_unsaved_is_as_on_disk_again(tmp_path: Path) -> None:
    desk = workspace(matched(tmp_path))
    assert found(desk.look(opened(tmp_path, crate=MANIFEST))) == WRONG
    assert found(desk.look({})) == []


def test_a_change_on_disk_is_seen_when_it_is_told(tmp_path: Path) -> None:
    desk = workspace(mismatched(tmp_path))
    assert found(desk.look({})) == WRONG
    (tmp_path / TABLE).write_text(VERSIONS.replace("0.46.0", "0.47.0"))
    assert found(desk.look({}, [TABLE])) == []


def test_a_change_on_disk_below_an_open_text_is_not_seen(tmp_path: Path) -> None:
    desk = workspace(matched(tmp_path))
    open_ = opened(tmp_path, crate=GOOD)
    desk.look(open_)
    (tmp_path / CRATE).write_text(MANIFEST)
    assert found(desk.look(open_, [CRATE])) == []


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    desk = workspace(matched(tmp_path))
    first = desk.look({}).seen
    second = desk.look(opened(tmp_path, crate=MANIFEST)).seen
    assert first is not None
    assert second is not None
    before, after = (seen.outcome.reading.extractions for seen in (first, second))
    assert [path for path in after if after[path] is not before[path]] == [CRATE]


def test_nothing_is_examined_where_nothing_changed(tmp_path: Path) -> None:
    desk = workspace(matched(tmp_path))
    open_ = opened(tmp_path, crate=MANIFEST)
    assert desk.look(open_).seen is desk.look(open_, ["README.md"]).seen


def test_a_file_that_came_or_went_is_seen(tmp_path: Path) -> None:
    desk = workspace(matched(tmp_path))
    assert found(desk.look({})) == []
    (tmp_path / "other").mkdir()
    (tmp_path / "other/Cargo.toml").write_text(MANIFEST)
    assert found(desk.look({}, ["other/Cargo.toml"])) == [("companion-mismatch", "other/Cargo.toml")]
    (tmp_path / "other/Cargo.toml").unlink()
    assert found(desk.look({}, ["other/Cargo.toml"])) == []


def test_a_folder_that_came_or_went_is_seen(tmp_path: Path) -> None:
    desk = workspace(matched(tmp_path))
    desk.look({})
    (tmp_path / "other").mkdir()
    (tmp_path / "other/Cargo.toml").write_text(MANIFEST)
    assert len(found(desk.look({}, ["other"]))) == 1
    (tmp_path / "other/Cargo.toml").rename(tmp_path / "unread.txt")
    (tmp_path / "other").rmdir()
    assert found(desk.look({}, ["other"])) == []


def test_a_text_becomes_one_of_the_tree_when_a_comment_says_so(tmp_path: Path) -> None:
    matched(tmp_path)
    (tmp_path / "notes.xyz").write_text("nothing\n")
    desk = workspace(tmp_path)
    assert found(desk.look({})) == []
    text = "# vercheck: pin bin:wasm-tools\nuse 1.230.0\n"
    there = found(desk.look({"notes.xyz": Document("file:///x", 1, text.encode())}))
    assert ("version-drift", TABLE) in there
    assert found(desk.look({})) == []


def test_a_text_that_git_ignores_is_none_of_the_tree(tmp_path: Path) -> None:
    Repository.new(tmp_path)
    matched(tmp_path)
    (tmp_path / ".gitignore").write_text("out/\n")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/Cargo.toml").write_text(MANIFEST)
    desk = workspace(tmp_path)
    document = Document((tmp_path / "out/Cargo.toml").as_uri(), 1, MANIFEST.encode())
    assert found(desk.look({"out/Cargo.toml": document})) == []


def test_files_that_git_ignores_may_come_and_go(tmp_path: Path) -> None:
    Repository.new(tmp_path)
    matched(tmp_path)
    (tmp_path / ".gitignore").write_text("target/\n")
    desk = workspace(tmp_path)
    before = desk.look({})
    (tmp_path / "target").mkdir()
    (tmp_path / "target/Cargo.toml").write_text(MANIFEST)
    assert desk.look({}, ["target", "target/Cargo.toml"]).seen is before.seen
    (tmp_path / "other.toml").write_text("")
    (tmp_path / "Cargo.toml").write_text(MANIFEST)
    assert found(desk.look({}, ["other.toml", "Cargo.toml"])) == [("companion-mismatch", "Cargo.toml")]


@pytest.mark.parametrize(
    "text", ["[dependencies\nwit-bindgen = ", "\0\0", "", '[dependencies]\nwit-bindgen = "', "{" * 50_000]
)
def test_a_text_that_is_being_written_is_lived_with(text: str, tmp_path: Path) -> None:
    desk = workspace(matched(tmp_path))
    desk.look(opened(tmp_path, crate=text, table="TOOL_VERSIONS = {\n"))
    assert found(desk.look(opened(tmp_path, crate=MANIFEST))) == WRONG


def test_a_text_of_a_broken_encoding_is_lived_with(tmp_path: Path) -> None:
    desk = workspace(matched(tmp_path))
    desk.look({CRATE: Document("file:///x", 1, b"\xff\xfe" + MANIFEST.encode("utf-16-le"))})
    assert found(desk.look({})) == []


def test_a_configuration_counts_as_soon_as_it_is_saved(tmp_path: Path) -> None:
    desk = workspace(mismatched(tmp_path))
    assert found(desk.look({})) == WRONG
    (tmp_path / "vercheck.toml").write_text('[severity]\n"companion-mismatch" = "off"\n')
    assert found(desk.look({}, ["vercheck.toml"])) == []
    (tmp_path / "vercheck.toml").unlink()
    assert found(desk.look({}, ["vercheck.toml"])) == WRONG


def test_a_wrong_configuration_is_pointed_at_beside_what_was_found_before(tmp_path: Path) -> None:
    desk = workspace(mismatched(tmp_path))
    desk.look({})
    (tmp_path / "vercheck.toml").write_text("[severity]\nunheard = 1\n")
    view = desk.look({}, ["vercheck.toml"])
    assert found(view) == [("configuration", "vercheck.toml"), *WRONG]
    assert view.range(view.findings[0].location).start.line == 1
    (tmp_path / "vercheck.toml").unlink()
    assert found(desk.look({}, ["vercheck.toml"])) == WRONG


def test_a_configuration_that_was_never_right_is_all_that_is_said(tmp_path: Path) -> None:
    mismatched(tmp_path)
    (tmp_path / "vercheck.toml").write_text("[[")
    desk = workspace(tmp_path)
    assert found(desk.look(opened(tmp_path, crate=MANIFEST))) == [("configuration", "vercheck.toml")]
    (tmp_path / "vercheck.toml").write_text("")
    assert found(desk.look(opened(tmp_path, crate=MANIFEST), ["vercheck.toml"])) == WRONG


def test_a_wrong_pack_and_a_wrong_baseline_are_pointed_at(tmp_path: Path) -> None:
    mismatched(tmp_path)
    (tmp_path / "mine.toml").write_text("\n[[tool]]\n")
    (tmp_path / "vercheck.toml").write_text('packs = ["mine.toml"]\n')
    desk = workspace(tmp_path)
    view = desk.look({})
    assert [item.check for item in view.findings] == ["configuration"]
    assert view.uri(view.findings[0].location.path) == (tmp_path / "mine.toml").as_uri()
    (tmp_path / "mine.toml").write_text("")
    (tmp_path / "vercheck.toml").write_text("")
    (tmp_path / ".vercheck-baseline.json").write_text("[")
    assert found(desk.look({}, ["vercheck.toml"])) == [("configuration", ".vercheck-baseline.json")]


def test_what_an_earlier_run_kept_is_as_good_as_read(tmp_path: Path) -> None:
    tree = mismatched(tmp_path / "tree")
    for _ in range(2):
        desk = Workspace(tree, "utf-16", kept=Kept(tmp_path / "kept"))
        assert found(desk.look({})) == WRONG
        assert found(desk.look(opened(tree, crate=GOOD))) == []
        assert found(desk.look({})) == WRONG


def test_another_configuration_may_be_named(tmp_path: Path) -> None:
    tree = mismatched(tmp_path / "tree")
    file = tmp_path / "other.toml"
    file.write_text('[severity]\n"companion-mismatch" = "off"\n')
    assert found(workspace(tree, config=file).look({})) == []


def test_what_the_baseline_has_is_not_shown(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    desk = workspace(mismatched(tmp_path))
    assert found(desk.look({})) == WRONG
    run(capfd, "baseline", tmp_path)
    assert found(desk.look({}, [".vercheck-baseline.json"])) == []
    broken = VERSIONS.replace("1.240.0", "1.230.0") + 'WASM_TOOLS_VERSION = "1.2.0"\n'
    assert [check for check, _ in found(desk.look(opened(tmp_path, table=broken)))] != []


def test_a_root_behind_a_link_is_called_as_the_editor_calls_it(tmp_path: Path) -> None:
    mismatched(tmp_path / "real")
    (tmp_path / "link").symlink_to("real")
    view = view_of(tmp_path / "link")
    assert [view.uri(path) for _, path in found(view)] == [(tmp_path / "link" / CRATE).as_uri()]
