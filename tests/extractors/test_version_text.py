"""VERSION: a file with one version in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.version_text import EXTRACTOR
from vercheck.model import Source


@pytest.mark.parametrize(
    ("path", "text", "shown"),
    [
        ("VERSION", "1.2.3\n", "project:project provides 1.2.3"),
        ("version.txt", "v1.2.3", "project:project provides v1.2.3"),
        ("foo/VERSION", "# the next release\n\n1.2.3.dev0\n", "project:foo provides 1.2.3.dev0"),
    ],
)
def test_one_version_and_nothing_else_is_the_projects_own(path: str, text: str, shown: str) -> None:
    assert pins(EXTRACTOR, path, text) == [shown]


@pytest.mark.parametrize(
    "text", ["", "hello\n", "1.2.3\n1.2.4\n", "version=1.2.3\n", "MAJOR=1\nMINOR=2\n", "1.2.3 2024\n"]
)
def test_a_file_that_holds_anything_else_is_not_read(text: str) -> None:
    assert pins(EXTRACTOR, "VERSION", text) == []
    assert EXTRACTOR.holds is not None
    assert not EXTRACTOR.holds(Source("VERSION", text.encode()))


@given(st.binary(max_size=200) | st.text(alphabet="1.2#\n v", max_size=200).map(str.encode))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    read(EXTRACTOR, "VERSION", content)
