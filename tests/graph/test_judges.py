"""What the repository's own compatibility tables are about, and what they judge."""

from __future__ import annotations

from tests.building import Fact, allow_list, facts, matrix
from tests.building import pin as made
from vercheck import versions
from vercheck.graph.in_force import InForce
from vercheck.graph.matrices import Judge, anchor_of, judged, judges, lists_version, selected, tool_of
from vercheck.model import Matrix

TABLE = matrix({"1.240.0": {"wit-bindgen": ["0.46.0"]}, "1.239.0": {"wit-bindgen": ["0.43.0", "0.46.0"]}})
WASM_TOOLS = made("bin:wasm-tools", "1.240.0", trail="T[wasm-tools]")
WIT_BINDGEN = made("bin:wit-bindgen", "0.46.0", line=2, trail="T[wit-bindgen]")


def pins(*given: Fact) -> InForce:
    return InForce.of(facts(*given))


def anchor(table: Matrix, *given: Fact) -> str | None:
    return anchor_of(pins(table, *given).graph, table)


def test_the_keys_are_versions_of_the_tool_that_has_them() -> None:
    assert anchor(TABLE, WASM_TOOLS, WIT_BINDGEN) == "wasm-tools"


def test_a_hint_says_whose_versions_the_keys_are() -> None:
    table = matrix({"9.9.9": {"wit-bindgen": ["0.46.0"]}}, anchors=("unheard-of", "wasm-tools"))
    assert anchor(table, WASM_TOOLS, WIT_BINDGEN) == "wasm-tools"


def test_keys_that_nobody_has_or_two_tools_have_are_nobodys() -> None:
    assert anchor(TABLE, WIT_BINDGEN) is None
    assert anchor(TABLE, WASM_TOOLS, made("bin:wac", "1.240.0", line=3, trail="T[wac]")) is None


def test_a_tool_that_the_rows_judge_is_not_the_one_that_the_keys_are_of() -> None:
    table = matrix({"0.46.0": {"wit-bindgen": ["0.46.0"]}})
    assert anchor(table, WIT_BINDGEN) is None
    assert judged(pins(table, WIT_BINDGEN).graph, table) == frozenset({"wit-bindgen"})


def test_a_table_whose_keys_cannot_be_placed_judges_nothing() -> None:
    assert judges(pins(TABLE)) == ()
    assert [judge.anchor for judge in judges(pins(TABLE, WASM_TOOLS))] == ["wasm-tools"]


def test_a_plain_list_judges_without_keys() -> None:
    listed = allow_list("wit-bindgen", ["0.46.0"])
    assert [(judge.anchor, judge.root) for judge in judges(pins(listed))] == [(None, "")]


def test_tables_of_tests_and_examples_judge_nothing() -> None:
    listed = allow_list("wit-bindgen", ["0.46.0"], path="tests/rule.bzl")
    assert judges(pins(listed)) == ()


def test_a_row_is_found_at_the_precision_that_it_is_written_with() -> None:
    judge = Judge(matrix({"1.240": {"a": ["1"]}, "1.239.0": {"a": ["2"]}}), "wasm-tools", "")
    row = judge.row(versions.parse("1.240.3"))
    assert row is not None
    assert row.when == "1.240"
    assert judge.row(versions.parse("1.238.0")) is None
    assert judge.row(versions.parse("v1.239.0")) is not None


def test_a_list_may_be_less_precise_than_the_pin() -> None:
    (allowed,) = allow_list("a", ["0.46", "1.2.3"]).rows[0].allows
    assert lists_version(allowed, versions.parse("0.46.7"))
    assert lists_version(allowed, versions.parse("v1.2.3"))
    assert not lists_version(allowed, versions.parse("0.47.0"))


def test_a_list_named_after_a_local_is_about_what_the_local_stands_for() -> None:
    listed = allow_list("cli", ["0.46.0"], path="rule.bzl", line=5)
    local = made("bin:cli", "0.46.0", path="rule.bzl", line=9, names=("wit-bindgen",))
    graph = pins(listed, local, WIT_BINDGEN).graph
    assert tool_of(graph, listed.rows[0].allows[0]) == "wit-bindgen"
    elsewhere = pins(listed, made("bin:cli", "1", path="b.bzl", names=("wit-bindgen",)), WIT_BINDGEN).graph
    assert tool_of(elsewhere, listed.rows[0].allows[0]) == "cli"


def test_the_selected_version_is_where_the_program_is_pinned() -> None:
    found = selected(
        pins(WASM_TOOLS, WIT_BINDGEN, made("cargo:wit-bindgen", "0.47.0", line=4)), "", "wit-bindgen"
    )
    assert [(site.raw, site.location.line) for site in found] == [("0.46.0", 2)]
