"""Addresses: whose they are, and which stretch of them is the version."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.shapes.urls import MAX_LENGTH, Stretch, Url, read_url, repository, version_in_tag


def part(text: str, stretch: Stretch | None) -> str | None:
    return text[stretch[0] : stretch[1]] if stretch is not None else None


def version(text: str) -> str | None:
    found = read_url(text)
    return part(text, found.version) if found is not None else None


def read(text: str) -> Url:
    found = read_url(text)
    assert found is not None
    return found


RELEASES = "https://github.com/acme/gizmo/releases/download"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{RELEASES}/v1.2.0/gizmo-linux.tar.gz", "1.2.0"),
        (f"{RELEASES}/gizmo-v1.2.0/gizmo.zip", "1.2.0"),
        (f"{RELEASES}/gizmo-sdk-29/gizmo-sdk-29.0-x86_64-linux.tar.gz", "29"),
        (f"{RELEASES}/cli/v1.2.0-rc.1/gizmo", "1.2.0-rc.1"),
        (f"{RELEASES}/v\0/gizmo-linux", "\0"),
        ("https://github.com/acme/gizmo/archive/v1.2.0.tar.gz", "1.2.0"),
        ("https://github.com/acme/gizmo/archive/refs/tags/1.2.0.zip", "1.2.0"),
        ("https://github.com/acme/gizmo/releases/tag/v1.2.0", "1.2.0"),
        ("https://github.com/acme/gizmo/tree/v1.2.0", "1.2.0"),
        ("https://raw.githubusercontent.com/acme/gizmo/v1.2.0/install.sh", "1.2.0"),
        ("https://codeload.github.com/acme/gizmo/tar.gz/refs/tags/v1.2.0", "1.2.0"),
        ("https://dl.example.com/gizmo/1.2.0/gizmo.tar.gz", "1.2.0"),
        ("https://dl.example.com/gizmo-1.2.0.tar.xz", "1.2.0"),
        ("https://dl.example.com/gizmo_1.2.0_amd64.deb", "1.2.0"),
        ("https://go.example.com/dl/go1.22.0.linux-amd64.tar.gz", "1.22.0"),
        ("https://user@dl.example.com:8080/v1.2.0/gizmo.zip?x=1#y", "1.2.0"),
        ("s3://bucket/gizmo-1.2.0.zip", "1.2.0"),
    ],
)
def test_the_version_of_an_address(url: str, expected: str) -> None:
    assert version(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://dl.example.com/gizmo.tar.gz",
        "https://dl.example.com/x86_64/gizmo.zip",
        "https://dl.example.com/gizmo-x86_64.zip",
        "https://dl.example.com/",
        "https://github.com/acme/gizmo",
        "https://github.com/acme/gizmo/archive/main.tar.gz",
        f"https://github.com/acme/gizmo/archive/{'0123456789abcdef' * 2}01234567.tar.gz",
        "gizmo-1.2.0.tar.gz",
        "//gizmo:v1.2.0",
        "",
    ],
)
def test_an_address_without_a_version_or_no_address_has_none(url: str) -> None:
    assert version(url) is None


@pytest.mark.parametrize(
    ("text", "artifact"),
    [
        ("https://github.com/acme/gizmo", "github:acme/gizmo"),
        ("https://github.com/acme/gizmo.git", "github:acme/gizmo"),
        ("git@github.com:acme/gizmo.git", "github:acme/gizmo"),
        ("ssh://git@github.com/acme/gizmo", "github:acme/gizmo"),
        ("https://raw.githubusercontent.com/acme/gizmo/main/x", "github:acme/gizmo"),
        ("https://codeload.github.com/acme/gizmo/zip/main", "github:acme/gizmo"),
        ("https://mirror.example.com/github.com/acme/gizmo/archive/v1.zip", "github:acme/gizmo"),
        ("https://github.com/acme/gizmo.js/archive/v1.0.0.zip", "github:acme/gizmo.js"),
    ],
)
def test_the_repository_of_an_address(text: str, artifact: str) -> None:
    assert str(repository(text)) == artifact


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/acme/gizmo",
        "https://notgithub.com/acme/gizmo",
        "https://github.com/acme",
        "https://github.com/acme/\0/archive/v1.zip",
        "github",
    ],
)
def test_other_hosts_and_holes_are_no_repository(text: str) -> None:
    assert repository(text) is None


def test_a_file_name_may_name_a_version_beside_the_tag() -> None:
    url = f"{RELEASES}/v1.2.0/gizmo-1.3.0.zip"
    found = read(url)
    assert part(url, found.in_tag) == "1.2.0"
    assert [part(url, stretch) for stretch in found.in_file] == ["1.3.0"]
    assert (found.host, part(url, found.file)) == ("github.com", "gizmo-1.3.0.zip")


def test_a_hole_in_a_file_name_may_be_its_version() -> None:
    url = "https://dl.example.com/gizmo-\0.zip"
    assert [part(url, stretch) for stretch in read(url).in_file] == ["\0"]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("v1.2.3", "1.2.3"),
        ("1.2.3-rc.1", "1.2.3-rc.1"),
        ("wasi-sdk-29", "29"),
        ("llvmorg-17.0.6", "17.0.6"),
        ("crates/cli/v0.6.0", "0.6.0"),
        ("release_1_2_3", "1_2_3"),
        ("gizmo-sim10_10.1.0", "10.1.0"),
        ("gizmo7_7.1.0-pre2", "7.1.0-pre2"),
        ("jdk17", "17"),
        ("20240722.0", "20240722.0"),
        ("v\0", "\0"),
    ],
)
def test_the_version_in_a_tag(tag: str, expected: str) -> None:
    assert part(tag, version_in_tag(tag)) == expected


@pytest.mark.parametrize(
    "tag",
    [
        "main", "stable", "a1b2c3d", "deadbeef" * 5, "gizmo-x86_64", "1.2.3_", "", "oct2024", "2025-08-05",
        "release-76-1", "bcr-commit-55ba8e3f2aaad0f43d82d02eba90ccf7a7fe9c73",
    ],
)  # fmt: skip
def test_a_tag_without_a_version_has_none(tag: str) -> None:
    assert version_in_tag(tag) is None


WORDS = (
    "https:// github.com/ acme/ releases/download/ archive/ raw.githubusercontent.com/ refs/tags/ .tar.gz "
    "v 1 . _ - x86_64 \0 ? # @ : ü a rc"
)
addresses = st.lists(st.sampled_from([*WORDS.split(" "), " "]), max_size=40).map("".join)


@given(st.one_of(addresses, st.text(max_size=100)))
def test_every_stretch_lies_in_the_address(text: str) -> None:
    repository(text)
    found = read_url(text)
    tag = version_in_tag(text)
    stretches = [tag, *((found.tag, found.file, found.in_tag, *found.in_file) if found is not None else ())]
    for stretch in stretches:
        assert stretch is None or 0 <= stretch[0] <= stretch[1] <= len(text)


@pytest.mark.parametrize(
    "part", ["1.1", "1_", "_1", "1.1a", "a", "1.", "/1.1", "-1", "1.1rc", "1_1a", "github.com/"]
)
def test_an_address_of_any_make_comes_to_an_end(part: str) -> None:
    long = part * (MAX_LENGTH // len(part) - 40)
    for text in (long, f"{long}!", f"{RELEASES}/{long}!/{long}!", f"https://x.org/{long}!/{long}!"):
        repository(text)
        read_url(text)
        version_in_tag(text)


def test_what_is_longer_than_any_address_is_none() -> None:
    long = f"https://example.com/{'a' * 5_000_000}/gizmo-1.2.0.zip"
    assert (read_url(long), version_in_tag(long), repository(long)) == (None, None, None)
