"""A platform's name is told from a tool's and from a version."""

from __future__ import annotations

import pytest

from vercheck.shapes.platforms import is_platform


@pytest.mark.parametrize(
    "name",
    [
        "linux", "darwin", "windows", "x86_64", "arm64", "386", "linux_amd64", "darwin-arm64", "linux/x86_64",
        "x86_64-unknown-linux-gnu", "aarch64-apple-darwin", "x86_64-pc-windows-msvc", "armv7-linux-gnueabihf",
        "macos11", "ubuntu-22.04-x86_64", "wasm32-wasip2", "universal", "any", "Linux_x86_64",
        "wasm_component",
    ],
)  # fmt: skip
def test_systems_processors_and_triples_are_platforms(name: str) -> None:
    assert is_platform(name)


@pytest.mark.parametrize(
    "name",
    [
        "", "gizmo", "wasi-sdk", "wasm-tools", "linux-tools", "1.2.3", "29", "nightly-2031-04-17", "sha256",
        "version", "1.2.3-linux", "x" * 200,
    ],
)  # fmt: skip
def test_tools_versions_and_fields_are_not(name: str) -> None:
    assert not is_platform(name)
