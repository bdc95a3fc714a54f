"""A symbol names what it pins, or nothing."""

from __future__ import annotations

import pytest

from vercheck.shapes.names import tool_name


@pytest.mark.parametrize(
    ("symbol", "name"),
    [
        ("USE_BAZEL_VERSION", "bazel"),
        ("wit_bindgen_version", "wit-bindgen"),
        ("VERSION_OF_GIZMO", "of-gizmo"),
        ("WASM_TOOLS_VERSION", "wasm-tools"),
        ("ANDROID_BUILD_TOOLS_VERSION", "android-build-tools"),
        ("DEFAULT_GIZMO_TOOL_VERSION", "gizmo"),
    ],
)
def test_the_words_beside_version_name_the_tool(symbol: str, name: str) -> None:
    assert tool_name(symbol) == name


@pytest.mark.parametrize(
    "symbol", ["VERSION", "TOOL_VERSION", "TOOLS_VERSION", "MY_TOOLS_VERSION", "API_VERSION", "GIZMO"]
)
def test_other_symbols_name_nothing(symbol: str) -> None:
    assert tool_name(symbol) is None
