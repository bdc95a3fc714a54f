"""The tools that bump a project keep its version once more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.bump_config import EXTRACTOR


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("acme/.bumpversion.cfg", "[bumpversion]\ncurrent_version = 1.2.3\ncommit = True\n", ["1.2.3"]),
        ("acme/.bumpversion.toml", '[tool.bumpversion]\ncurrent_version = "1.2.3"\n', ["1.2.3"]),
        ("acme/.cz.toml", '[tool.commitizen]\nversion = "1.2.3"\nname = "x"\n', ["1.2.3"]),
        ("acme/.cz.toml", '[tool.commitizen]\nversion_provider = "scm"\n', []),
        ("acme/.bumpversion.cfg", "[bumpversion:file:a.py]\nsearch = 1.2.3\n", []),
    ],
)
def test_the_present_version_is_the_projects_own(path: str, text: str, expected: list[str]) -> None:
    assert pins(EXTRACTOR, path, text) == [f"source:acme provides {version}" for version in expected]


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, ".bumpversion.cfg", b"[bumpversion]\ncurrent_version = " + content)
