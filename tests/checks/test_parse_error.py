"""Damaged parts of files: said aloud, and the rest is read."""

from __future__ import annotations

import pytest

from tests.trees import place, said, tree
from vercheck.model import Severity

BROKEN = {
    "versions.bzl": 'GIZMO_VERSION = "2.1.0"\nbroken = = 1\nCOG_VERSION = "1.0.0"\n',
    "Cargo.toml": '[package]\nname = "app"\nversion = = "0.1.0"\n\n[dependencies]\nquux = "1.4"\n',
    "checksums/gizmo.json": '{"gizmo": "2.1.0",, "cog": "1.0.0"}\n',
    "gizmo.nix": '{ pkgs }:\nrec {\n  pname = "gizmo";\n  version = = "2.1.0";\n}\n',
}
WHOLE = {
    "versions.bzl": 'GIZMO_VERSION = "2.1.0"\n',
    "Cargo.toml": '[package]\nname = "app"\nversion = "0.1.0"\n',
    "checksums/gizmo.json": '{"gizmo": "2.1.0", "cog": "1.0.0"}\n',
    "gizmo.nix": '{ pkgs }:\nrec {\n  pname = "gizmo";\n  version = "2.1.0";\n}\n',
}


# loud


@pytest.mark.parametrize("path", BROKEN)
def test_a_damaged_part_is_a_warning_at_its_place(path: str) -> None:
    found = said("parse-error", tree({path: BROKEN[path]}))
    assert found
    assert {(item.location.path, item.severity) for item in found} == {(path, Severity.WARNING)}


def test_the_place_is_the_damaged_line() -> None:
    (found, *_) = said("parse-error", tree({"Cargo.toml": BROKEN["Cargo.toml"]}))
    assert place(found) == ("Cargo.toml", 3)


def test_a_bracket_that_is_missing_is_damage_too() -> None:
    assert said("parse-error", tree({"versions.bzl": 'def broken(:\n    pass\n\nGIZMO_VERSION = "2.1.0"\n'}))


def test_what_stands_around_the_damage_is_read() -> None:
    graph = tree({"versions.bzl": BROKEN["versions.bzl"]}).graph
    assert {pin.raw for pin in graph.pins} == {"2.1.0", "1.0.0"}


# quiet


@pytest.mark.parametrize("path", WHOLE)
def test_a_whole_file_is_quiet(path: str) -> None:
    assert not said("parse-error", tree({path: WHOLE[path]}))


@pytest.mark.parametrize("path", WHOLE)
def test_an_empty_file_of_a_language_that_allows_it_is_quiet(path: str) -> None:
    if not path.endswith((".json", ".nix")):
        assert not said("parse-error", tree({path: ""}))


def test_comments_and_trailing_commas_in_json_are_quiet() -> None:
    assert not said(
        "parse-error", tree({"tools.json": '{\n  // why\n  "gizmo": "2.1.0",\n  "cog": "1.0.0",\n}\n'})
    )


def test_prose_has_no_syntax_to_break() -> None:
    assert not said("parse-error", tree({"README.md": "```starlark\ndef broken(:\n```\n"}))


def test_other_house_checks_do_not_repeat_it() -> None:
    assert not said("unreadable-file", tree(BROKEN))


@pytest.mark.parametrize(
    "path",
    ["tests/failing/Cargo.toml", "test cases/135 toml error/Cargo.toml", "tests/eval-fail-1/Cargo.toml"],
)
def test_a_test_that_is_called_after_what_must_fail_is_damaged_on_purpose(path: str) -> None:
    assert not said("parse-error", tree({path: BROKEN["Cargo.toml"]}))


@pytest.mark.parametrize("path", ["tests/a/Cargo.toml", "errors/Cargo.toml", "failing/Cargo.toml"])
def test_any_other_test_and_the_product_are_not(path: str) -> None:
    assert said("parse-error", tree({path: BROKEN["Cargo.toml"]}))
