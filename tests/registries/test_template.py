"""Texts about one version, said about another; texts with holes."""

from __future__ import annotations

import pytest

from vercheck.registries.error import RegistryError
from vercheck.registries.template import is_likely_address, moved, rendered


@pytest.mark.parametrize(
    ("text", "old", "new", "result"),
    [
        ("wizer-v9.0.0-x86_64-linux", "9.0.0", "9.1.0", "wizer-v9.1.0-x86_64-linux"),
        ("https://a.b/v1.2.3/x-1.2.3.zip", "v1.2.3", "v1.3.0", "https://a.b/v1.3.0/x-1.3.0.zip"),
        ("boost_1_84_0.tar.gz", "1.84.0", "1.85.0", "boost_1_85_0.tar.gz"),
        ("https://a.b/wasi-sdk-29/wasi-sdk-29.0-x86_64-linux", "29", "32", "https://a.b/wasi-sdk-32/wasi-sdk-32.0-x86_64-linux"),
        ("https://a.b/files/v3.27/cmake-3.27.4.zip", "3.27.4", "3.28.0", "https://a.b/files/v3.28/cmake-3.28.0.zip"),
    ],
)  # fmt: skip
def test_a_version_is_replaced_wherever_it_stands_alone(text: str, old: str, new: str, result: str) -> None:
    assert moved(text, old, new) == result


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("tool-11.2.3.zip", "1.2.3"),
        ("tool-1.2.30.zip", "1.2.3"),
        ("tool-1.2.3.4.zip", "1.2.3"),
        ("win32-x64.zip", "32"),
        ("x86_64-linux.zip", "64"),
        ("amd64.zip", "64"),
        ("tool-1.32.zip", "32"),
        ("aarch64-macos.tar.gz", "0.43.0"),
        ("https://a.b/3.27/x.zip", "3.27.4"),
    ],
)
def test_what_only_looks_like_the_version_stays(text: str, old: str) -> None:
    assert moved(text, old, "9.9.9") == text


def test_holes_are_filled() -> None:
    assert rendered("https://a.b/v{version}/{x}", {"version": "1", "x": "y"}) == "https://a.b/v1/y"


def test_a_hole_for_which_nothing_is_known_is_named() -> None:
    with pytest.raises(RegistryError, match=r"`\{suffix\}`; known are `\{version\}`"):
        rendered("https://a.b/{suffix}", {"version": "1", "suffix": ""})


@pytest.mark.parametrize(
    "text", ["https://a.b/x-1.tar.gz.tar.gz", "https://a.b/", "https://a.b/x-", "ftp://a.b/x"]
)
def test_an_address_that_ends_oddly_is_unlikely(text: str) -> None:
    assert not is_likely_address(text)


@pytest.mark.parametrize("text", ["https://a.b/x-1.tar.gz", "https://a.b/x", "https://a.b/x.tar.zip"])
def test_a_plain_address_is_likely(text: str) -> None:
    assert is_likely_address(text)
