"""Where a text spells a version: whole, whatever the separators, and never inside of another one."""

from __future__ import annotations

import pytest

from vercheck.fix.siblings import occurrences


def found(text: str, version: str) -> list[str]:
    return [text[start:end] for start, end in occurrences(text, version)]


@pytest.mark.parametrize(
    ("text", "version", "spelled"),
    [
        ("https://x/v24.0.0/a-24.0.0.tar.gz", "24.0.0", ["24.0.0", "24.0.0"]),
        ("wasmtime-24.0.0", "v24.0.0", ["24.0.0"]),
        ("boost_1_84_0.tar.gz", "1.84.0", ["1_84_0"]),
        ("release-1-84-0", "1.84.0", ["1-84-0"]),
        ("a-1.2.3-rc.1-linux", "1.2.3-rc.1", ["1.2.3-rc.1"]),
        ("wasi-sdk-29", "29", ["29"]),
        ("tags/v29/x", "29", ["29"]),
        ("go1.25.2.linux-amd64.tar.gz", "1.25.2", ["1.25.2"]),
    ],
)
def test_a_version_is_found_in_its_spellings(text: str, version: str, spelled: list[str]) -> None:
    assert found(text, version) == spelled


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("a-24.0.01.zip", "24.0.0"),
        ("a-124.0.0.zip", "24.0.0"),
        ("a-24.0.0.1.zip", "24.0.0"),
        ("a-1.24.0.0.zip", "24.0.0"),
        ("python3/x86_64", "3"),
        ("a-24.0.1", "24.0"),
        ("sdk-29.0", "29"),
        ("anything", ""),
        ("anything", "v"),
    ],
)
def test_a_version_inside_of_something_else_is_not_one(text: str, version: str) -> None:
    assert found(text, version) == []


def test_a_long_text_of_nearly_versions_takes_no_time_worth_telling() -> None:
    assert found("1." * 200_000, "1.1.1") == []
