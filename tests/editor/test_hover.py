from __future__ import annotations

from pathlib import Path

from lsprotocol.types import MarkupContent, MarkupKind, Position, Range

from tests.cli.running import mismatched
from tests.editor.looking import CRATE, TABLE, view_of
from vercheck.editor.hover import hover
from vercheck.editor.view import View


def said(view: View, path: str, line: int, character: int, kind: MarkupKind = MarkupKind.Markdown) -> str:
    found = hover(view, path, Position(line, character), kind)
    assert found is not None
    assert isinstance(found.contents, MarkupContent)
    assert found.contents.kind is kind
    return found.contents.value


def test_a_hover_says_what_it_is_where_else_which_rule_and_who_is_right(tmp_path: Path) -> None:
    text = said(view_of(mismatched(tmp_path)), CRATE, 5, 16)
    assert text.startswith("**`wit-bindgen`** `0.47.0`: `cargo:wit-bindgen` requires it here")
    assert f"- [`{TABLE}:3`]({(tmp_path / TABLE).as_uri()}#L3) selects `0.46.0` `bin:wit-bindgen`" in text
    assert "`wasm/wit-cli`: " in text
    assert "Authority: `bin:wit-bindgen leads (rule wasm/" in text
    assert "vercheck fix" in text


def test_a_hover_is_about_the_version(tmp_path: Path) -> None:
    found = hover(view_of(mismatched(tmp_path)), CRATE, Position(5, 2), MarkupKind.Markdown)
    assert found is not None
    assert found.range == Range(Position(5, 15), Position(5, 21))


def test_an_editor_without_markup_gets_none(tmp_path: Path) -> None:
    text = said(view_of(mismatched(tmp_path)), CRATE, 5, 16, MarkupKind.PlainText)
    assert "**" not in text
    assert "](" not in text
    assert f"- `{TABLE}:3` selects `0.46.0`" in text


def test_there_is_nothing_to_say_where_no_pin_is(tmp_path: Path) -> None:
    assert hover(view_of(mismatched(tmp_path)), CRATE, Position(0, 0), MarkupKind.Markdown) is None


def test_a_pin_that_stands_alone_says_so(tmp_path: Path) -> None:
    text = said(view_of(mismatched(tmp_path)), "MODULE.bazel", 0, 45)
    assert "Nowhere else." in text
    assert "Rules:" not in text


def test_a_reference_says_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "a.bzl").write_text('TOOL_VERSIONS = {\n    "wasmtime": "25.0.0",\n}\n')
    (tmp_path / "c.bzl").write_text(
        'load(":a.bzl", "TOOL_VERSIONS")\nWASMTIME_VERSION = TOOL_VERSIONS["wasmtime"]\n'
    )
    assert "`25.0.0` from [`a.bzl:2`](" in said(view_of(tmp_path), "c.bzl", 1, 40)


def test_of_many_places_those_that_differ_come_first_and_the_rest_is_counted(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number:02}.bzl").write_text('WASMTIME_VERSION = "25.0.0"\n')
    (tmp_path / "zz.bzl").write_text('WASMTIME_VERSION = "26.0.0"\n')
    text = said(view_of(tmp_path), "00.bzl", 0, 22)
    assert text.partition("Elsewhere:\n")[2].startswith("- [`zz.bzl:1`]")
    assert "- and 8 more" in text


def test_what_a_repository_says_is_no_markup(tmp_path: Path) -> None:
    pack = """\
[[companion]]
id = "c"
leader = "bin:wasmtime"
follower = "bin:wasm-tools"
relation = "exact"
grade = "C"
reason = "[click](command:evil) <img src=x>"
evidence = ["e"]
"""
    (tmp_path / "pack.toml").write_text(pack)
    (tmp_path / "vercheck.toml").write_text('packs = ["pack.toml"]\n')
    (tmp_path / "a](x).bzl").write_text('WASMTIME_VERSION = "25.0.0"\nWASM_TOOLS_VERSION = "25.0.0"\n')
    (tmp_path / "b.bzl").write_text('WASMTIME_VERSION = "25.0.0"\n')
    view = view_of(tmp_path)
    assert view.troubles == ()
    text = said(view, "b.bzl", 0, 22)
    assert "`[click](command:evil) <img src=x>`" in text
    assert "[`a](x).bzl:1`](file://" in text
    assert "a%5D%28x%29.bzl#L1)" in text
