"""Whether a text that nobody called a version is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.versions import is_floating, looks_like_version, parse


@pytest.mark.parametrize(
    "text",
    [
        "29",
        "1.2",
        "1.85",
        "v1",
        "v1.2.3-rc.1",
        "20250814.0",
        "1.3.0-alpha+build",
        "nightly-2025-04-17",
        "1_89_0",
        "go1.21",
        "jdk-21.0.3+9",
        "swift-5.9-RELEASE",
        "release/1.2",
        "cmd/tool/v1.2.3",
        "@scope/package@1.2.3",
        "llvmorg-18.1.8",
        "cc-1.2.56",
        "apache-maven-3.9.6",
        "1.1.1w",
        "9.8p1",
        "1.2.11.bcr.1",
        "1.2.3.Final",
        "1.0rc1",
        "2.0.dev1",
        "21-ea",
        "v0.0.0-20191109021931-daa7c04131f5",
    ],
)
def test_what_people_pin_is_recognised(text: str) -> None:
    assert looks_like_version(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "version",
        "latest",
        "foo-bar",
        "x86_64",
        "x86-64-v3",
        "armv8.2",
        "wasm32-wasip1",
        "x86_64-unknown-linux-gnu",
        "utf-8",
        "sha-256",
        "python3",
        "V8",
        "customsearch/v1",
        "SIGNAL_PCI_DSS_V3_2_1",
        "the version is memcached-1.5.16",
        "app:tool@1.0.0",
        "1.2.3+",
        "step-1",
        "2024-12-15",
        "v2024-12-15",
        "127.0.0.1",
        "192.168.0.1",
        "8.8.8.8",
        "10.0.0.0/8",
        "fe80::1",
        "12:30",
        "./1.2",
        "docs/1.2",
        "a/b/c",
        "https://example.com/1.2",
        "tool-1.2.3.tar.gz",
        "0cffe66df0e3fdc6b6067cf4432d1e3343c80fff",
        "1a2b3c4",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "1234567890" * 4,
        "550e8400-e29b-41d4-a716-446655440000",
        "Apache-2.0",
        "CC-BY-SA-4.0",
        "CVE-2024-1234",
        "TLSv1.2",
        "HTTP/1.1",
        "512Mi",
        "1.5s",
        "30s",
        "1.5e3",
        "0x10",
        "50%",
        "1_000_000",
        "3-way",
        "1st",
        "^1.2",
        ">=1.2",
        "1.x",
        "1.2.*",
        "-1.2",
        "1.2 ",
        "1..2",
    ],
)
def test_what_only_holds_digits_is_left_alone(text: str) -> None:
    assert not looks_like_version(text)


@pytest.mark.parametrize(
    "text",
    ["latest", "LATEST", "stable", "main", "master", "nightly", "canary", "*", "lts/*", "nixos-unstable",
     "stable-x86_64-unknown-linux-gnu", "latest-alpine", "refs/heads/main"],
)  # fmt: skip
def test_channels_and_branches_float(text: str) -> None:
    assert is_floating(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.2",
        "1.x",
        "nightly-2025-04-17",
        "stable-2026-03",
        "next-auth",
        "main-window",
        "stable-1.2",
        "v1",
    ],
)
def test_what_names_one_version_does_not_float(text: str) -> None:
    assert not is_floating(text)


@given(st.text(max_size=220))
def test_nothing_is_both_a_version_and_floating(text: str) -> None:
    assert not (looks_like_version(text) and is_floating(text))


@given(st.from_regex(r"[a-z@/_-]{0,6}v?[0-9]{1,3}([._-][0-9a-z]{1,4}){0,4}", fullmatch=True))
def test_what_looks_like_a_version_can_be_read_as_one(text: str) -> None:
    if looks_like_version(text):
        assert not parse(text).is_opaque or "20" in text or "19" in text


@given(st.lists(st.integers(0, 9999), min_size=1, max_size=3), st.sampled_from(["", "v"]))
def test_plain_dotted_numbers_are_versions(numbers: list[int], prefix: str) -> None:
    assert looks_like_version(prefix + ".".join(map(str, numbers)))
