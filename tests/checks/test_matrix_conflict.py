"""matrix-conflict: two copies of one table."""

from __future__ import annotations

from tests.building import Fact, allow_list, facts, findings, matrix, pin, places
from vercheck.checks.matrix_conflict import CHECK
from vercheck.model import Diagnostic, Matrix

ROWS = {
    "1.235.0": {"bindgen": ["0.43.0"], "wac": ["0.7.0"]},
    "1.239.0": {"bindgen": ["0.46.0"], "wac": ["0.8.0"]},
}


def check(*given: Fact, roots: tuple[str, ...] = ()) -> list[Diagnostic]:
    return findings(CHECK.run, facts(*given, roots=roots))


def pinned(version: str = "1.239.0") -> Fact:
    return pin("bin:tools", version)


def copy(rows: dict[str, dict[str, list[str]]], path: str) -> Matrix:
    return matrix(dict(rows), path=path, trail=path.removesuffix(".bzl").upper(), anchors=("tools",))


class TestLoud:
    def test_a_copy_that_lacks_the_row_of_the_pinned_version_says_nothing_about_it(self) -> None:
        newer = {**ROWS, "1.246.2": {"bindgen": ["0.55.0"], "wac": ["0.9.0"]}}
        (found,) = check(pinned("1.246.2"), copy(newer, "a.bzl"), copy(ROWS, "b.bzl"))
        assert found.message == (
            "`B` disagrees with its copy `A` (a.bzl:1): it lacks a row for `1.246.2`, "
            "so it says nothing about the pinned `tools` `1.246.2`"
        )
        assert found.location.path == "b.bzl"
        assert {("a.bzl", 1), ("versions.bzl", 1)} <= places(found)

    def test_the_copy_that_lacks_the_pinned_version_is_the_one_to_blame_however_few_rows_it_lacks(
        self,
    ) -> None:
        newest = {"1.246.2": {"bindgen": ["0.55.0"], "wac": ["0.9.0"]}}
        (found,) = check(pinned("1.246.2"), copy(newest, "a.bzl"), copy(ROWS, "b.bzl"))
        assert found.location.path == "b.bzl"

    def test_rows_that_list_other_versions(self) -> None:
        other = {**ROWS, "1.239.0": {"bindgen": ["0.46.0", "0.49.0"], "wac": ["0.8.0"]}}
        (found,) = check(pinned(), copy(ROWS, "a.bzl"), copy(other, "b.bzl"))
        assert "lists other versions of `bindgen` for `1.239.0`" in found.message

    def test_three_copies_are_three_pairs(self) -> None:
        lists = [{**ROWS, "1.239.0": {"bindgen": [text], "wac": ["0.8.0"]}} for text in ("0.1", "0.2", "0.3")]
        assert len(check(pinned(), *(copy(rows, f"{i}.bzl") for i, rows in enumerate(lists)))) == 3


class TestQuiet:
    def test_equal_copies(self) -> None:
        assert not check(pinned(), copy(ROWS, "a.bzl"), copy(ROWS, "b.bzl"))

    def test_the_order_of_rows_and_lists_does_not_matter(self) -> None:
        turned = {when: dict(reversed(allows.items())) for when, allows in reversed(ROWS.items())}
        assert not check(pinned(), copy(ROWS, "a.bzl"), copy(turned, "b.bzl"))

    def test_a_copy_that_judges_one_tool_less(self) -> None:
        rows = {when: {**allows, "wkg": ["0.1"]} for when, allows in ROWS.items()}
        assert not check(pinned(), copy(ROWS, "a.bzl"), copy(rows, "b.bzl"))

    def test_tables_about_other_things(self) -> None:
        other = {"1.235.0": {"jco": ["1.0"]}, "1.246.2": {"jco": ["1.1"]}}
        assert not check(pinned(), copy(ROWS, "a.bzl"), copy(other, "b.bzl"))

    def test_tables_about_versions_of_other_tools(self) -> None:
        other = matrix({"39.0.1": {"bindgen": ["0.1"], "wac": ["0.2"]}}, path="b.bzl", anchors=("wasmtime",))
        assert not check(pinned(), pin("bin:wasmtime", "39.0.1", line=2), copy(ROWS, "a.bzl"), other)

    def test_plain_allow_lists(self) -> None:
        assert not check(
            allow_list("bindgen", ["0.1"], path="a.bzl"), allow_list("bindgen", ["0.2"], path="b.bzl")
        )

    def test_a_copy_in_another_build_root(self) -> None:
        fewer = {"1.235.0": ROWS["1.235.0"]}
        assert not check(pinned(), copy(ROWS, "a.bzl"), copy(fewer, "sub/b.bzl"), roots=("", "sub"))
