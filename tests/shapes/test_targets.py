"""Full names of platforms, in all the spellings that people use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trees import packs
from vercheck.shapes.targets import read_target


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x86_64-unknown-linux-gnu", "linux-x86_64"),
        ("linux_amd64", "linux-x86_64"),
        ("linux/amd64", "linux-x86_64"),
        ("linux-64", "linux-x86_64"),
        ("Linux-x64", "linux-x86_64"),
        ("linux-x64-gnu", "linux-x86_64"),
        ("linux/arm64/v8", "linux-aarch64"),
        ("@rules_forge//platforms:linux_arm64", "linux-aarch64"),
        (":macos_arm64", "macos-aarch64"),
        ("aarch64-apple-darwin", "macos-aarch64"),
        ("darwin-universal", "macos-universal"),
        ("win32-x64-msvc", "windows-x86_64"),
        ("x86_64-pc-windows-gnullvm", "windows-x86_64-gnullvm"),
        ("x86_64-unknown-linux-musl", "linux-x86_64-musl"),
        ("i686-pc-windows-msvc", "windows-x86"),
        ("armv7-unknown-linux-gnueabihf", "linux-arm"),
        ("riscv64gc-unknown-linux-gnu", "linux-riscv64"),
        ("powerpc64le-unknown-linux-gnu", "linux-ppc64le"),
        ("x86_64-linux", "linux-x86_64"),
        ("wasm32-wasip2", "wasip2-wasm32"),
        ("wasm32-unknown-unknown", "none-wasm32"),
        ("thumbv7em-none-eabihf", "none-arm-eabihf"),
    ],
)
def test_a_name_with_a_system_and_a_processor_is_a_platform(name: str, said: str) -> None:
    assert str(read_target(name)) == said


@pytest.mark.parametrize(
    "name",
    [
        "linux", "x86_64", "windows", "host", "any", "@platforms//os:linux", "ubuntu-24.04", "macos-15-intel",
        "gizmo-linux-x64", "linux-amd64.tar.gz", "1.2.3-linux-amd64", "https://acme.example/linux-amd64", "",
        "linux amd64", "x86_64-linux-darwin-amd64-more", "a" * 500,
    ],
)  # fmt: skip
def test_half_a_platform_and_what_holds_one_is_none(name: str) -> None:
    assert read_target(name) is None


def test_a_name_tells_whether_it_speaks_of_the_abi() -> None:
    spoken = {
        name: target.says_abi
        for name in ("linux-x64", "linux-x64-gnu", "darwin-x64")
        if (target := read_target(name))
    }
    assert spoken == {"linux-x64": False, "linux-x64-gnu": True, "darwin-x64": True}


def test_every_spelling_that_the_packs_give_one_name_reads_as_that_name() -> None:
    for spelling, name in packs().platforms.items():
        written, known = read_target(spelling), read_target(name)
        assert known is not None, name
        assert written is None or (written.pair, written.abi) == (known.pair, known.abi), spelling


@given(st.text(max_size=120))
def test_any_text_is_a_platform_or_none(text: str) -> None:
    target = read_target(text)
    assert target is None or (target.system and target.processor)
