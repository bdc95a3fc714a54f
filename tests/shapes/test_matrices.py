"""Compatibility tables become rows of knowledge, never pins."""

from __future__ import annotations

import json
from typing import Any

import pytest

from vercheck.model import Extraction, Matrix, Source
from vercheck.shapes.tables import read_tables
from vercheck.syntax.json import parse_json


def read(value: Any, symbol: str, anchors: tuple[str, ...] = ()) -> Extraction:
    source = Source("versions.bzl", json.dumps(value).encode())
    datum, _ = parse_json(source)
    assert datum is not None
    found = read_tables(datum, source, (symbol,), symbol, anchors)
    assert all(
        source.text(location.span) == version
        for matrix in found.matrices
        for row in matrix.rows
        for allowed in row.allows
        for version, location in allowed.versions
    )
    return found


def rows(matrix: Matrix) -> dict[str | None, dict[str, list[str]]]:
    return {
        row.when: {allowed.tool: [version for version, _ in allowed.versions] for allowed in row.allows}
        for row in matrix.rows
    }


# what it reads


def test_a_map_from_version_to_tools_is_a_matrix() -> None:
    table = {"1.240.0": {"gizmo": ["0.46.0", "0.48.1"], "wac": ["0.8.0"]}, "1.239.0": {"gizmo": ["0.46.0"]}}
    found = read(table, "TOOL_COMPATIBILITY_MATRIX")
    (matrix,) = found.matrices
    assert rows(matrix) == table
    assert (matrix.trail, matrix.anchors, matrix.closed) == ("TOOL_COMPATIBILITY_MATRIX", (), False)
    assert found.pins == ()


@pytest.mark.parametrize(
    ("symbol", "anchors", "expected"),
    [
        ("WASM_TOOLS_COMPATIBILITY", (), ("wasm-tools", "wasm")),
        ("TOOLS_COMPATIBILITY_MATRIX", (), ()),
        ("SPROCKET_COMPATIBILITY_MATRIX", (), ("sprocket",)),
        ("COMPATIBILITY", ("wasm-tools",), ("wasm-tools",)),
        ("COMPATIBILITY", (), ()),
    ],
)
def test_whose_versions_the_rows_are_comes_from_comments_or_the_symbol(
    symbol: str, anchors: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    (matrix,) = read({"1.240.0": {"gizmo": ["0.46.0"]}}, symbol, anchors).matrices
    assert matrix.anchors == expected


def test_one_version_for_each_tool_is_a_row_where_the_symbol_says_so() -> None:
    (matrix,) = read({"1.0.0": {"gizmo": "2.0.0", "wac": ">=0.8"}}, "COMPATIBILITY").matrices
    assert rows(matrix) == {"1.0.0": {"gizmo": ["2.0.0"], "wac": [">=0.8"]}}


def test_pairs_are_grouped_by_the_first_of_the_tools() -> None:
    value = {
        "tools": ["gizmo", "wac"],
        "validated_pairs": [
            {"wac": "0.8.0", "gizmo": "2.0.0"},
            {"wac": "0.9.0", "gizmo": "2.0.0"},
            {"wac": "0.9.0", "gizmo": "2.1.0"},
        ],
    }
    (matrix,) = read(value, "CONSTRAINTS").matrices
    assert rows(matrix) == {"2.0.0": {"wac": ["0.8.0", "0.9.0"]}, "2.1.0": {"wac": ["0.9.0"]}}
    assert matrix.anchors == ("gizmo",)
    assert matrix.trail == "CONSTRAINTS.validated_pairs"


def test_pairs_without_a_list_of_tools_are_grouped_by_their_first_key() -> None:
    (matrix,) = read([{"gizmo": "2.0.0", "wac": "0.8.0"}], "COMPATIBLE_PAIRS").matrices
    assert matrix.anchors == ("gizmo",)


@pytest.mark.parametrize(
    "symbol", ["COMPATIBLE_GIZMO_VERSIONS", "SUPPORTED_GIZMO_VERSIONS", "allowed_gizmo_versions"]
)
def test_an_allow_list_is_one_closed_row(symbol: str) -> None:
    (matrix,) = read(["1.0.0", "1.1.0"], symbol).matrices
    assert rows(matrix) == {None: {"gizmo": ["1.0.0", "1.1.0"]}}
    assert matrix.closed


def test_a_map_of_allow_lists_is_one_closed_row_of_several_tools() -> None:
    (matrix,) = read({"gizmo": ["1.0.0"], "wac": ["0.8", "0.9"]}, "SUPPORTED_VERSIONS").matrices
    assert rows(matrix) == {None: {"gizmo": ["1.0.0"], "wac": ["0.8", "0.9"]}}
    assert matrix.closed


# what it leaves alone


@pytest.mark.parametrize(
    ("symbol", "value"),
    [
        ("P3_SUPPORTED_LANGUAGES", ["rust", "python"]),
        ("VERSIONS", ["1.0.0", "1.1.0"]),
        ("SUPPORTED_VERSIONS", ["1.0.0", "1.1.0"]),
        ("SUPPORTED_PLATFORMS", ["linux", "darwin"]),
        ("PYTHON_VERSIONS", {"python": ["3.11", "3.12"]}),
        ("PAIRS_OF_SETTINGS", [{"a": "on", "b": "off"}]),
        ("RELEASES", {"1.0.0": {"date": "2031-01-01", "notes": ["first"]}}),
        ("RELEASES", {"1.0.0": {"gizmo": "2.0.0"}}),
        ("RANGES", [{"min": "1.0.0", "max": "2.0.0"}]),
    ],
)
def test_what_does_not_say_what_goes_together_is_no_matrix(symbol: str, value: Any) -> None:
    assert read(value, symbol).matrices == ()


def test_a_sentence_as_key_that_says_supported_is_no_symbol() -> None:
    value = {"Supported values are 1.0 and 2.0, see the manual": {"enum": ["1.0", "2.0"]}}
    assert read(value, "PROPERTIES") == Extraction()
