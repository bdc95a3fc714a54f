from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lsprotocol.types import DiagnosticSeverity, DiagnosticTag

from tests.cli.running import MANIFEST, VERSIONS, matched, mismatched
from tests.editor.looking import CRATE, TABLE, opened, view_of, workspace
from vercheck.editor.findings import pages, shown, shown_one
from vercheck.editor.view import View
from vercheck.model import Diagnostic, Location, Severity, Span


def one(finding: Diagnostic, **changes: object) -> Diagnostic:
    return replace(finding, **changes)  # type: ignore[arg-type]


def test_a_finding_is_shown_in_its_file_with_the_other_place(tmp_path: Path) -> None:
    view = view_of(mismatched(tmp_path))
    ((uri, (found,)),) = shown(view, None).items()
    assert uri == (tmp_path / CRATE).as_uri()
    assert (found.code, found.source, found.code_description) == ("companion-mismatch", "vercheck", None)
    (related,) = found.related_information or ()
    assert related.location.uri == (tmp_path / TABLE).as_uri()
    assert related.message.startswith("`bin:wit-bindgen` is `0.46.0` here")


def test_a_tree_that_agrees_shows_nothing(tmp_path: Path) -> None:
    assert shown(view_of(matched(tmp_path)), None) == {}


def test_a_code_leads_to_its_page_where_there_is_one(tmp_path: Path) -> None:
    view = view_of(mismatched(tmp_path))
    found = shown_one(view.findings[0], view, "https://example.org/vercheck/")
    assert found.code_description is not None
    assert found.code_description.href == "https://example.org/vercheck/checks/companion-mismatch/"


def test_the_address_of_the_pages_is_none_or_one() -> None:
    assert pages() is None or str(pages()).startswith("https://")


def test_an_error_is_an_error_and_a_warning_a_warning(tmp_path: Path) -> None:
    view = view_of(mismatched(tmp_path))
    (finding,) = view.findings
    assert shown_one(finding, view, None).severity is DiagnosticSeverity.Error
    mild = one(finding, severity=Severity.WARNING)
    assert shown_one(mild, view, None).severity is DiagnosticSeverity.Warning


def test_what_is_not_needed_is_marked_as_that(tmp_path: Path) -> None:
    view = view_of(mismatched(tmp_path))
    unused = one(view.findings[0], check="unused-ignore")
    assert shown_one(unused, view, None).tags == [DiagnosticTag.Unnecessary]
    assert shown_one(view.findings[0], view, None).tags is None


def test_a_name_that_is_no_text_can_be_said(tmp_path: Path) -> None:
    view = View(tmp_path, "utf-16")
    finding = Diagnostic("`a\udcff` is odd", Location("a\udcff", Span(0, 1), 1, 1, 1, 2), check="x")
    assert shown_one(finding, view, None).message == "`a\\xff` is odd"
    assert list(shown(replace(view, troubles=(finding,)), None)) == [f"{tmp_path.as_uri()}/a%FF"]


def test_a_place_in_a_file_that_is_not_read_is_shown_by_its_characters(tmp_path: Path) -> None:
    finding = Diagnostic("m", Location("elsewhere.toml", Span(9, 12), 3, 4, 3, 7), check="x")
    found = shown_one(finding, View(tmp_path, "utf-16"), None)
    assert (found.range.start.line, found.range.start.character, found.range.end.character) == (2, 3, 6)


def test_an_open_file_shows_what_its_text_makes_wrong_elsewhere(tmp_path: Path) -> None:
    view = workspace(matched(tmp_path)).look(opened(tmp_path, table=VERSIONS.replace("0.46.0", "0.45.0")))
    told = shown(view, None)
    assert set(told) == {(tmp_path / CRATE).as_uri(), (tmp_path / TABLE).as_uri()}
    (here,) = told[(tmp_path / TABLE).as_uri()]
    assert (here.severity, here.code) == (DiagnosticSeverity.Information, "companion-mismatch")
    assert here.message.startswith(
        f"`bin:wit-bindgen` is `0.45.0` here, and this disagrees with it: {CRATE}:6: `cargo:wit-bindgen` is"
    )
    assert (here.range.start.line, here.range.start.character) == (2, 20)
    (related,) = here.related_information or ()
    assert related.location.uri == (tmp_path / CRATE).as_uri()


def test_a_file_that_has_the_finding_itself_does_not_say_it_twice(tmp_path: Path) -> None:
    view = workspace(matched(tmp_path)).look(opened(tmp_path, crate=MANIFEST))
    ((uri, found),) = shown(view, None).items()
    assert (uri, len(found)) == ((tmp_path / CRATE).as_uri(), 1)


def test_what_a_place_says_is_said_once(tmp_path: Path) -> None:
    view = view_of(mismatched(tmp_path))
    (related,) = shown_one(view.findings[0], view, None).related_information or ()
    assert related.message == "`bin:wit-bindgen` is `0.46.0` here"
