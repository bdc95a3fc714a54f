"""What the repository's own compatibility tables are about, and what they judge."""

from __future__ import annotations

from tests.building import Fact, allow_list, facts, matrix
from tests.building import pin as made
from tests.trees import tree
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


# tables that nobody's versions are the keys of

FROM_WORDS = """\
TOOL_VERSIONS = {{"wasm-tools": "{pinned}", "wit-bindgen": "0.46.0", "wac": "{wac}"}}
{comment}
{symbol} = {{"1.235.0": {{"wit-bindgen": ["0.43.0"]}}, "1.239.0": {{"wit-bindgen": ["0.46.0"]}}}}
"""


def placed(
    comment: str = "", symbol: str = "MATRIX", pinned: str = "1.240.0", wac: str = "0.9.0"
) -> str | None:
    content = FROM_WORDS.format(comment=comment, symbol=symbol, pinned=pinned, wac=wac)
    graph = tree({"versions.bzl": content}).graph
    (table,) = graph.matrices
    return anchor_of(graph, table)


def test_the_comment_or_the_symbol_says_whose_versions_the_keys_are_where_nobody_has_them() -> None:
    assert placed("# Key: wasm-tools version") == "wasm-tools"
    assert placed(symbol="WASM_TOOLS_MATRIX") == "wasm-tools"
    assert placed("# Which wit-bindgen goes with which wasm-tools") == "wasm-tools"


def test_nothing_is_guessed_where_no_word_or_two_words_fit() -> None:
    assert placed() is None
    assert placed("# the `wac` of a wasm-tools release", wac="1.2.0") is None


def test_a_word_is_no_evidence_where_the_versions_are_of_another_series() -> None:
    assert placed("# for `wac`") is None
    assert placed("# Which wit-bindgen goes with which wasm-tools", pinned="7.1.0") is None


def test_words_decide_between_two_tools_that_have_the_keys() -> None:
    assert placed(pinned="1.239.0", wac="1.239.0") is None
    assert placed("# each `wac` version", pinned="1.239.0", wac="1.239.0") == "wac"


ASKING = """\
def _impl(ctx):
    {comment}
    COMPATIBLE_{name}_VERSIONS = ["0.44.0", "0.45.0"]
    found = get_tool_version("{asked}")
"""


def listed(name: str = "CLI", comment: str = "pass", asked: str = "x", path: str = "rule.bzl") -> str:
    rule = ASKING.format(name=name, comment=comment, asked=asked)
    versions = 'TOOL_VERSIONS = {"wit-bindgen": "0.49.0", "wac": "0.9.0"}\n'
    graph = tree({path: rule, "versions.bzl": versions}).graph
    (table,) = graph.matrices
    return tool_of(graph, table.rows[0].allows[0])


def test_a_list_of_the_cli_is_about_the_tool_that_its_surroundings_name() -> None:
    assert listed(comment="# versions of the wit-bindgen CLI") == "wit-bindgen"
    assert listed(asked="wit-bindgen") == "wit-bindgen"
    assert listed(path="wit_bindgen.bzl") == "wit-bindgen"


def test_the_surroundings_say_nothing_about_a_list_that_names_its_tool_or_where_two_fit() -> None:
    assert listed(name="ABI", path="wit_bindgen.bzl") == "abi"
    assert listed(comment="# `wit-bindgen` or `wac`") == "cli"
    assert listed() == "cli"
