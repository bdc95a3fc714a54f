"""A hoist that would change what a place stands for is refused, whoever made it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tests.hoist.making import TABLE, TODAY, checked, hoisted, lay_out
from vercheck import pipeline
from vercheck.config import load
from vercheck.fix.verify import new_errors
from vercheck.hoist.proof import proven
from vercheck.hoist.result import Hoist
from vercheck.model import Diagnostic, Label, Location, Severity, Span
from vercheck.pipeline import Outcome, Reading

TREE = {
    "MODULE.bazel": 'module(name = "example")\n',
    "toolchains/BUILD.bazel": "",
    TABLE: 'TOOL_VERSIONS = {\n    "wasmtime": "37.0.2",\n    "tinygo": "0.39.0",\n}\n',
    "defs/BUILD.bazel": "",
    "defs/defs.bzl": 'WASMTIME_VERSION = "37.0.2"\nTINYGO_VERSION = "0.39.0"\n',
}


def judged(root: Path, made: Hoist, **changed: bytes) -> tuple[str, ...]:
    """What is said against a hoist with other contents; a file's name is its stem."""
    config = load(root, None)

    def examine(reading: Reading) -> Outcome:
        return pipeline.examine(reading, config, today=TODAY)

    after = {
        path: changed.get(path.rpartition("/")[2].partition(".")[0], text)
        for path, text in made.after.items()
    }
    return proven(replace(made, after=after), checked(root), examine).refused


def test_the_hoist_as_it_was_made_is_believed(tmp_path: Path) -> None:
    root = lay_out(tmp_path, TREE)
    made = hoisted(root, "wasmtime")
    assert judged(root, made) == ()


def test_a_look_up_of_another_tool_is_not(tmp_path: Path) -> None:
    root = lay_out(tmp_path, TREE)
    made = hoisted(root, "wasmtime")
    wrong = made.after["defs/defs.bzl"].replace(b'["wasmtime"]', b'["tinygo"]')
    assert any("would no longer say `37.0.2`" in problem for problem in judged(root, made, defs=wrong))


def test_a_literal_that_stayed_is_not(tmp_path: Path) -> None:
    root = lay_out(tmp_path, TREE)
    made = hoisted(root, "wasmtime")
    wrong = made.after["defs/defs.bzl"].replace(b'TOOL_VERSIONS["wasmtime"]', b'"37.0.2"')
    assert judged(root, made, defs=wrong) == (f"defs/defs.bzl:3: would not lead to `{made.home}`",)


def test_another_tool_s_version_that_moved_is_not(tmp_path: Path) -> None:
    root = lay_out(tmp_path, TREE)
    made = hoisted(root, "wasmtime")
    wrong = made.after["defs/defs.bzl"].replace(b"0.39.0", b"0.40.0")
    assert any("would say `0.40.0`" in problem for problem in judged(root, made, defs=wrong))


def test_a_file_that_no_longer_parses_is_not(tmp_path: Path) -> None:
    root = lay_out(tmp_path, TREE)
    made = hoisted(root, "wasmtime")
    assert "would not parse" in judged(root, made, defs=b"load(\n")[0]


def test_a_bare_number_that_nothing_would_read_as_a_version_is_refused(tmp_path: Path) -> None:
    only = {**TREE, TABLE: "", "defs/defs.bzl": 'BINARYEN_VERSION = "123"\n'}
    made = hoisted(lay_out(tmp_path, only), "binaryen")
    assert made.refused == (f"{TABLE}: `TOOL_VERSIONS[binaryen]` would not be read as a version",)


def drift(version: str, other: str) -> Diagnostic:
    place = Location("a.bzl", Span(0, 1), 1, 1, 1, 2)
    return Diagnostic(
        f"`{version}` here but `{other}` there",
        place,
        tool="wit-bindgen",
        version=version,
        related=(Label(place, version=other),),
        severity=Severity.ERROR,
        check="version-drift",
    )


def test_a_difference_that_was_told_of_a_number_is_not_new_of_its_tag() -> None:
    assert list(new_errors([drift("0.46.0", "0.43.0")], [drift("v0.43.0", "0.46.0")])) == []


def test_a_difference_to_a_version_that_nothing_said_before_is_new() -> None:
    assert len(list(new_errors([drift("0.46.0", "0.43.0")], [drift("v0.42.0", "0.46.0")]))) == 1
