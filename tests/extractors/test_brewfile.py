"""Brewfile: formulae with a version in their name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.brewfile import EXTRACTOR


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('brew "go@1.22"', "brew:go selects 1.22"),
        ("brew 'o/tap/node@20', link: true # why", "brew:node selects 20"),
        ('  cask("temurin@17")', "brew:temurin selects 17"),
    ],
)
def test_a_version_in_the_name_is_a_pin(line: str, expected: str) -> None:
    assert pins(EXTRACTOR, "Brewfile", line + "\n") == [expected]


@pytest.mark.parametrize(
    "line", ['brew "git"', 'tap "o/tap@1.2"', 'mas "X", id: 123', '# brew "go@1.22"', ""]
)
def test_other_lines_are_quiet(line: str) -> None:
    assert read(EXTRACTOR, "Brewfile", line + "\n").pins == ()


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, "Brewfile", content)
    read(EXTRACTOR, "Brewfile", b'brew "x@1' + content)
