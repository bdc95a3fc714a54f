"""The pack `toolchains`: names of compilers and platforms, and hosts that are gone."""

from __future__ import annotations

import pytest

from tests.rules.examples import shipped
from vercheck.model import Artifact


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("linux-x86_64", ["linux_amd64", "linux/amd64", "Linux-x64", "x86_64-unknown-linux-gnu"]),
        ("linux-aarch64", ["linux_arm64", "linux-aarch64", "aarch64-unknown-linux-gnu"]),
        ("macos-x86_64", ["darwin_amd64", "x86_64-apple-darwin", "macos-x64", "darwin-x64"]),
        ("macos-aarch64", ["darwin_arm64", "aarch64-apple-darwin", "macos-arm64", "osx-aarch64"]),
        ("windows-x86_64", ["windows_amd64", "win32-x64", "x86_64-pc-windows-msvc", "windows-x64"]),
    ],
)
def test_one_platform_has_many_spellings(name: str, spellings: list[str]) -> None:
    for spelling in (name, *spellings):
        assert shipped().platform(spelling) == name, spelling


@pytest.mark.parametrize("word", ["universal", "linux", "wasm32-wasip1", "x86_64", ""])
def test_a_word_that_is_no_platform_has_no_name(word: str) -> None:
    assert shipped().platform(word) is None


def test_two_libraries_of_c_are_two_platforms() -> None:
    names = {shipped().platform(f"x86_64-unknown-linux-{libc}") for libc in ("gnu", "musl")}
    assert len(names) == 2
    assert None not in names


def test_an_artifact_belongs_to_one_tool() -> None:
    tool = shipped().tool_of(Artifact("docker", "golang"))
    assert tool is not None
    assert tool.name == "go"


def test_a_host_that_is_gone_says_why() -> None:
    assert dict(shipped().gone)["dl.bintray.com"].startswith("Bintray was shut down")
