"""Changelogs: headings that name a release."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import read
from vercheck.extractors.changelog import EXTRACTOR


def _headings(path: str, text: str) -> list[tuple[str, str]]:
    extraction = read(EXTRACTOR, path, text)
    assert extraction.pins == ()
    return [(member.name, member.text) for one in extraction.statements for member in one.members]


def test_releases_are_read_from_the_newest_on() -> None:
    text = "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2024-01-01\n\n### Fixed\n\n"
    text += "## v1.2.2 (2023)\n### 1.2.1\n"
    assert _headings("CHANGELOG.md", text) == [
        ("dated", "1.2.3"),
        ("dated", "v1.2.2"),
        ("release", "1.2.1"),
    ]


@pytest.mark.parametrize("mark", ["(unreleased)", "- TBD", "- Unreleased", "(in development)"])
def test_a_release_that_is_only_planned_is_none_yet(mark: str) -> None:
    assert _headings("CHANGELOG.md", f"## 1.3.0 {mark}\n## 1.2.3\n") == [
        ("pending", "1.3.0"),
        ("release", "1.2.3"),
    ]


def test_an_underlined_title_is_a_heading() -> None:
    assert _headings("CHANGES.rst", "1.2.3 (2024-01-01)\n------------------\n\n* x\n") == [("dated", "1.2.3")]


@pytest.mark.parametrize(
    "text", ["", "# Changelog\n", "1.2.3 was bad\n", "## foo@1.2.3\n", "## 2024-01-01\n", "#### 1.2.3\n"]
)
def test_a_text_without_a_release_says_nothing(text: str) -> None:
    assert _headings("CHANGELOG.md", text) == []


@given(st.binary(max_size=200) | st.text(alphabet="# 1.2-=\n[]v", max_size=200).map(str.encode))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    read(EXTRACTOR, "CHANGELOG.md", content)
