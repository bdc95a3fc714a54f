from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol.types import Position

from tests.cli.running import mismatched
from tests.editor.looking import CRATE, TABLE, view_of
from vercheck.editor.places import definition, pin_at, references
from vercheck.editor.view import View

TABLE_LINE = (TABLE, 2)
CRATE_LINE = (CRATE, 5)


def lines(view: View, found: list[object]) -> list[tuple[str, int]]:
    """Path and line (from 0) of places."""
    return [(place.uri.removeprefix(f"{view.root.as_uri()}/"), place.range.start.line) for place in found]  # type: ignore[attr-defined]


def drifted(root: Path, config: str = "") -> View:
    """A tool at two versions, a third place that refers to the first, and a comment about it."""
    for path, text in (
        ("MODULE.bazel", 'module(name = "m")\n'),
        ("versions.bzl", 'TOOL_VERSIONS = {\n    "wasmtime": "25.0.0",\n}\n'),
        ("b.bzl", 'WASMTIME_VERSION = "26.0.0"\n'),
        ("c.bzl", 'load(":versions.bzl", "TOOL_VERSIONS")\nWASMTIME_VERSION = TOOL_VERSIONS["wasmtime"]\n'),
        ("vercheck.toml", config),
    ):
        (root / path).write_text(text)
    return view_of(root)


@pytest.mark.parametrize("character", [15, 18, 21])
def test_a_cursor_on_a_version_is_on_its_pin(character: int, tmp_path: Path) -> None:
    pin = pin_at(view_of(mismatched(tmp_path)), CRATE, Position(5, character))
    assert pin is not None
    assert (str(pin.artifact), pin.version) == ("cargo:wit-bindgen", "0.47.0")


@pytest.mark.parametrize("character", [0, 5, 11])
def test_a_cursor_on_the_name_beside_a_version_is_on_its_pin(character: int, tmp_path: Path) -> None:
    pin = pin_at(view_of(mismatched(tmp_path)), CRATE, Position(5, character))
    assert pin is not None
    assert pin.version == "0.47.0"


@pytest.mark.parametrize(
    ("path", "line", "character"),
    [(CRATE, 4, 3), (CRATE, 5, 13), (CRATE, 99, 0), ("missing.bzl", 0, 0), (TABLE, 0, 3)],
)
def test_a_cursor_elsewhere_is_on_none(path: str, line: int, character: int, tmp_path: Path) -> None:
    view = view_of(mismatched(tmp_path))
    assert pin_at(view, path, Position(line, character)) is None
    assert definition(view, path, Position(line, character)) == []
    assert references(view, path, Position(line, character)) == []


def test_the_authority_of_the_configuration_is_the_definition(tmp_path: Path) -> None:
    view = drifted(tmp_path, '[authority]\n"*" = "versions.bzl#TOOL_VERSIONS"\n')
    assert lines(view, [*definition(view, "b.bzl", Position(0, 22))]) == [("versions.bzl", 1)]


def test_the_authority_of_a_pack_is_the_definition(tmp_path: Path) -> None:
    view = view_of(mismatched(tmp_path))
    assert lines(view, [*definition(view, CRATE, Position(5, 16))]) == [TABLE_LINE]


def test_the_authority_defines_itself(tmp_path: Path) -> None:
    view = view_of(mismatched(tmp_path))
    assert lines(view, [*definition(view, TABLE, Position(2, 22))]) == [TABLE_LINE]


def test_where_nobody_is_right_the_first_other_place_is_the_definition(tmp_path: Path) -> None:
    view = drifted(tmp_path)
    assert lines(view, [*definition(view, "versions.bzl", Position(1, 18))]) == [("b.bzl", 0)]
    assert lines(view, [*definition(view, "b.bzl", Position(0, 22))]) == [("versions.bzl", 1)]


def test_what_a_reference_leads_to_is_its_definition(tmp_path: Path) -> None:
    view = drifted(tmp_path, '[authority]\n"*" = "b.bzl"\n')
    assert lines(view, [*definition(view, "c.bzl", Position(1, 40))]) == [("versions.bzl", 1)]


def test_a_pin_that_stands_alone_has_no_definition(tmp_path: Path) -> None:
    view = view_of(mismatched(tmp_path))
    assert definition(view, TABLE, Position(1, 20)) == []
    assert len(references(view, TABLE, Position(1, 20))) == 1


def test_references_are_all_places_of_the_tool(tmp_path: Path) -> None:
    view = view_of(mismatched(tmp_path))
    for path, place in ((CRATE, Position(5, 16)), (TABLE, Position(2, 22))):
        assert lines(view, [*references(view, path, place)]) == [TABLE_LINE, CRATE_LINE]
