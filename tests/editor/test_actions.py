from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol.types import CodeAction, CodeActionKind, Position, Range, TextDocumentEdit

from tests.cli.running import MANIFEST, VERSIONS, matched, mismatched
from tests.editor.looking import CRATE, TABLE, opened, view_of, workspace
from tests.trees import digest, versions
from vercheck.editor.actions import FIX_ALL, Abilities, RefusedError, edit_of, offered
from vercheck.editor.view import View

ALL = Abilities(resolves=True, shows_disabled=True, checks_versions=True)
LINE = Range(Position(5, 0), Position(5, 99))
EVERYTHING = Range(Position(0, 0), Position(99, 0))


def offers(
    view: View, range_: Range = LINE, *only: str, path: str = CRATE, able: Abilities = ALL
) -> list[CodeAction]:
    return offered(view, path, range_, only, able, None)


def test_a_safe_fix_is_offered_and_preferred(tmp_path: Path) -> None:
    (offer,) = offers(view_of(mismatched(tmp_path)))
    assert (offer.title, offer.kind, offer.is_preferred) == (
        "change `cargo:wit-bindgen` to `0.46.0`", CodeActionKind.QuickFix, True,
    )  # fmt: skip
    assert offer.edit is None
    assert [found.code for found in offer.diagnostics or ()] == ["companion-mismatch"]


@pytest.mark.parametrize(
    "range_", [Range(Position(0, 0), Position(4, 9)), Range(Position(6, 0), Position(9, 0))]
)
def test_nothing_is_offered_beside_a_finding(range_: Range, tmp_path: Path) -> None:
    assert offers(view_of(mismatched(tmp_path)), range_) == []


def test_nothing_is_offered_where_nothing_is_wrong(tmp_path: Path) -> None:
    assert offers(view_of(matched(tmp_path))) == []


def test_a_cursor_at_the_end_of_a_finding_is_on_it(tmp_path: Path) -> None:
    at_end = Range(Position(5, 21), Position(5, 21))
    assert len(offers(view_of(mismatched(tmp_path)), at_end)) == 1


def test_an_edit_holds_for_the_version_of_an_open_text(tmp_path: Path) -> None:
    view = workspace(matched(tmp_path)).look(opened(tmp_path, crate=MANIFEST))
    edit = edit_of(offers(view)[0].data, view, ALL)
    (change,) = edit.document_changes or ()
    assert isinstance(change, TextDocumentEdit)
    assert (change.text_document.uri, change.text_document.version) == ((tmp_path / CRATE).as_uri(), 1)
    (replaced,) = change.edits
    assert replaced.range == Range(Position(5, 15), Position(5, 21))
    assert getattr(replaced, "new_text", None) == "0.46.0"


def test_an_edit_of_a_file_that_is_not_open_has_no_version(tmp_path: Path) -> None:
    view = view_of(mismatched(tmp_path))
    (change,) = edit_of(offers(view)[0].data, view, ALL).document_changes or ()
    assert isinstance(change, TextDocumentEdit)
    assert change.text_document.version is None


def test_an_editor_that_asks_for_no_edit_gets_it_at_once_and_as_it_can(tmp_path: Path) -> None:
    (offer,) = offers(view_of(mismatched(tmp_path)), able=Abilities())
    assert offer.edit is not None
    assert offer.edit.document_changes is None
    assert list(offer.edit.changes or {}) == [(tmp_path / CRATE).as_uri()]


def test_only_the_kinds_that_are_asked_for_are_offered(tmp_path: Path) -> None:
    view = view_of(mismatched(tmp_path))
    assert [offer.kind for offer in offers(view, LINE, "quickfix")] == ["quickfix"]
    assert offers(view, LINE, "refactor") == []
    for asked in ("source", "source.fixAll", FIX_ALL):
        assert [offer.kind for offer in offers(view, LINE, asked)] == [FIX_ALL]


def test_all_safe_fixes_are_one_edit(tmp_path: Path) -> None:
    mismatched(tmp_path)
    (tmp_path / "other").mkdir()
    (tmp_path / "other/Cargo.toml").write_text(MANIFEST)
    view = view_of(tmp_path)
    (offer,) = offers(view, LINE, "source.fixAll")
    edit = edit_of(offer.data, view, ALL)
    changed = [
        change.text_document.uri
        for change in edit.document_changes or ()
        if isinstance(change, TextDocumentEdit)
    ]
    assert changed == [(tmp_path / "other/Cargo.toml").as_uri(), (tmp_path / CRATE).as_uri()]


def test_a_fix_that_picks_a_side_says_so_and_is_not_preferred(tmp_path: Path) -> None:
    (tmp_path / "versions.bzl").write_text(versions(wasmtime="2.1.0"))
    (tmp_path / "rule.bzl").write_text("# compatible with wasmtime CLI 2.0.0\n")
    view = view_of(tmp_path)
    (offer,) = offers(view, EVERYTHING, path="rule.bzl")
    assert offer.title == "say `2.1.0` (unsafe: picks a side)"
    assert not offer.is_preferred
    assert edit_of(offer.data, view, ALL).document_changes


HELD = f"""\
http_archive(
    name = "wasmtime",
    sha256 = "{digest("wasmtime")}",
    urls = ["https://github.com/bytecodealliance/wasmtime/releases/download/v25.0.0/wasmtime-v25.0.0-src.tar.gz"],
)
"""


def test_a_fix_that_is_held_back_is_shown_with_its_reason_where_it_can_be(tmp_path: Path) -> None:
    (tmp_path / "versions.bzl").write_text(versions(wasmtime="26.0.0"))
    (tmp_path / "WORKSPACE").write_text(HELD)
    (tmp_path / "vercheck.toml").write_text('[authority]\n"*" = "versions.bzl#TOOL_VERSIONS"\n')
    view = view_of(tmp_path)
    (offer,) = offers(view, EVERYTHING, path="WORKSPACE")
    assert offer.disabled is not None
    assert offer.disabled.reason == "WORKSPACE:4 has a digest that belongs to `25.0.0`"
    with pytest.raises(RefusedError, match="has a digest that belongs"):
        edit_of(offer.data, view, ALL)
    assert offers(view, EVERYTHING, path="WORKSPACE", able=Abilities(resolves=True)) == []


def test_an_offer_whose_finding_is_gone_is_refused(tmp_path: Path) -> None:
    desk = workspace(mismatched(tmp_path))
    offer = offers(desk.look({}))[0]
    view = desk.look(opened(tmp_path, crate=MANIFEST.replace("0.47.0", "0.46.0")))
    with pytest.raises(RefusedError, match="gone"):
        edit_of(offer.data, view, ALL)


def test_a_file_that_changed_on_disk_unseen_is_left_alone(tmp_path: Path) -> None:
    view = view_of(mismatched(tmp_path))
    (offer,) = offers(view)
    for text in ("# new\n" + MANIFEST, MANIFEST + "# new\n"):
        (tmp_path / CRATE).write_text(text)
        with pytest.raises(RefusedError, match=r"changed since|the file says"):
            edit_of(offer.data, view, ALL)


@pytest.mark.parametrize("data", [{}, {"finding": None}, {"finding": ["x"]}, {"finding": {"a": 1}}])
def test_an_offer_that_nobody_made_is_refused(data: object, tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        edit_of(data, view_of(mismatched(tmp_path)), ALL)


def test_nothing_is_offered_under_a_configuration_that_was_never_right(tmp_path: Path) -> None:
    mismatched(tmp_path)
    (tmp_path / "vercheck.toml").write_text("[[")
    view = view_of(tmp_path)
    assert offers(view) == []
    with pytest.raises(RefusedError):
        edit_of({"all": True}, view, ALL)


DRIFT = {"a.bzl": 'FOB_VERSION = "1.0.0"\n', "b.bzl": 'FOB_VERSION = "2.0.0"\n'}
FIRST = Range(Position(0, 0), Position(0, 99))


def drifting(root: Path) -> Path:
    for path, text in DRIFT.items():
        (root / path).write_text(text)
    return root


def test_of_two_sides_that_are_equals_each_can_be_picked(tmp_path: Path) -> None:
    view = view_of(drifting(tmp_path))
    one, other = offers(view, FIRST, path="b.bzl")
    assert {one.title, other.title} == {
        "move `fob` to `1.0.0` (unsafe: picks a side)",
        "move `fob` to `2.0.0` (unsafe: picks a side)",
    }
    assert [one.is_preferred, other.is_preferred] == [None, None]
    for offer in (one, other):
        (change,) = edit_of(offer.data, view, ALL).document_changes or ()
        assert isinstance(change, TextDocumentEdit)
        moved = "a.bzl" if "2.0.0" in offer.title else "b.bzl"
        assert change.text_document.uri == (tmp_path / moved).as_uri()


def test_all_safe_fixes_at_once_pick_no_side(tmp_path: Path) -> None:
    view = view_of(drifting(tmp_path))
    with pytest.raises(RefusedError, match="nothing to fix"):
        edit_of({"root": str(tmp_path), "all": True}, view, ALL)


def test_a_side_that_is_not_there_any_more_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="nothing to fix"):
        edit_of({"root": str(tmp_path), "tool": "cog", "to": "1.0.0"}, view_of(drifting(tmp_path)), ALL)


def test_the_fix_is_offered_in_the_open_file_of_the_other_side_too(tmp_path: Path) -> None:
    view = workspace(mismatched(tmp_path)).look(opened(tmp_path, table=VERSIONS))
    line = Range(Position(2, 0), Position(2, 99))
    (offer,) = offers(view, line, path=TABLE)
    assert offer.title == "change `cargo:wit-bindgen` to `0.46.0`"
    assert offers(view, FIRST, path=TABLE) == []
    assert offers(view_of(tmp_path), line, path=TABLE) == []
