"""A symbol names what it pins, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.shapes.names import (
    artifact_named,
    is_maximum_symbol,
    is_minimum_symbol,
    is_nameless,
    is_version_symbol,
    normal,
    rule_names,
    table_name,
    tool_name,
    words,
)


@pytest.mark.parametrize(
    ("symbol", "expected"),
    [
        ("WIT_BINDGEN_VERSION", ("wit", "bindgen", "version")),
        ("witBindgenVersion", ("wit", "bindgen", "version")),
        ("WASMToolsVersion", ("wasm", "tools", "version")),
        ("wit-bindgen.version", ("wit", "bindgen", "version")),
        ("X86_SHA256", ("x86", "sha256")),
        ("wasm32", ("wasm32",)),
        ("", ()),
        ("__", ()),
    ],
)
def test_the_words_of_a_symbol_in_any_case_style(symbol: str, expected: tuple[str, ...]) -> None:
    assert words(symbol) == expected


@pytest.mark.parametrize(
    ("symbol", "name"),
    [
        ("USE_BAZEL_VERSION", "bazel"),
        ("wit_bindgen_version", "wit-bindgen"),
        ("witBindgenVersion", "wit-bindgen"),
        ("VERSION_OF_GIZMO", "of-gizmo"),
        ("versions_gizmo", "gizmo"),
        ("WASM_TOOLS_VERSION", "wasm-tools"),
        ("ANDROID_BUILD_TOOLS_VERSION", "android-build-tools"),
        ("DEFAULT_GIZMO_TOOL_VERSION", "gizmo"),
        ("MIN_GIZMO_VERSION", "gizmo"),
        ("MAX_GIZMO_VERSION", "gizmo"),
        ("_latest_gizmo_version", "gizmo"),
    ],
)
def test_the_words_beside_version_name_the_tool(symbol: str, name: str) -> None:
    assert tool_name(symbol) == name


@pytest.mark.parametrize(
    "symbol",
    [
        "VERSION",
        "TOOL_VERSION",
        "TOOLS_VERSION",
        "MY_TOOLS_VERSION",
        "API_VERSION",
        "SCHEMA_VERSION",
        "GIZMO",
        "",
    ],
)
def test_other_symbols_name_nothing(symbol: str) -> None:
    assert tool_name(symbol) is None


def test_a_symbol_that_only_says_version_leaves_the_name_to_its_place() -> None:
    assert [is_nameless(symbol) for symbol in ("VERSION", "_DEFAULT_VERSION", "versions")] == [True] * 3
    assert [is_nameless(symbol) for symbol in ("API_VERSION", "GIZMO_VERSION", "GIZMO", "")] == [False] * 4


def test_bounds_are_told_from_choices() -> None:
    assert is_minimum_symbol("MIN_BAZEL_VERSION")
    assert is_minimum_symbol("gizmo_msrv")
    assert is_maximum_symbol("newest_gizmo_version")
    assert not is_minimum_symbol("MINGW_VERSION")
    assert not is_maximum_symbol("MAXWELL_VERSION")
    assert not is_version_symbol("CONVERSION")


@pytest.mark.parametrize(
    ("symbol", "name"),
    [
        ("_RUST_S3_CHECKSUMS", "rust"),
        ("GIZMO_SHA256", "gizmo"),
        ("wit_bindgen_releases", "wit-bindgen"),
        ("TOOL_VERSIONS", None),
        ("_CHECKSUMS", None),
        ("repositories", None),
    ],
)
def test_what_a_table_is_about(symbol: str, name: str | None) -> None:
    assert table_name(symbol) == name


@pytest.mark.parametrize(
    ("symbol", "names"),
    [
        ("wasm_toolchain", ("wasm-toolchain", "wasm")),
        ("download_rust_distribution", ("rust", "rust-distribution")),
        ("http_archive", ()),
        ("gizmo", ("gizmo",)),
        ("", ()),
    ],
)
def test_names_that_a_rule_may_be_about_the_best_first(symbol: str, names: tuple[str, ...]) -> None:
    assert rule_names(symbol) == names


@pytest.mark.parametrize(
    ("name", "artifact"),
    [
        ("nodejs", "toolchain:node"),
        ("node_js", "toolchain:node"),
        ("golang", "toolchain:go"),
        ("rustc", "toolchain:rust"),
        ("Wit_Bindgen", "bin:wit-bindgen"),
        ("go-licenses", "bin:go-licenses"),
    ],
)
def test_compilers_and_runtimes_are_toolchains_and_the_rest_are_programs(name: str, artifact: str) -> None:
    assert str(artifact_named(name)) == artifact


@given(st.text(max_size=60))
def test_a_name_has_one_spelling(name: str) -> None:
    assert normal(normal(name)) == normal(name)
    assert "_" not in normal(name)


@given(st.text(max_size=60))
def test_any_text_may_be_a_symbol(symbol: str) -> None:
    for found in (tool_name(symbol), table_name(symbol), *rule_names(symbol), *words(symbol)):
        assert found is None or found == found.lower()
    assert not is_nameless(symbol) or tool_name(symbol) is None


@pytest.mark.parametrize("part", ["aB", "A", "a_", "9a", "_", "Aa9", "VERSION_"])
def test_a_symbol_of_any_length_comes_to_an_end(part: str) -> None:
    long = part * 500_000
    assert len(words(long)) <= 200
    tool_name(long)
    table_name(long)
    rule_names(long)
