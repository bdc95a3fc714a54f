"""snapcraft.yaml: the version of a snap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.snapcraft import EXTRACTOR


def test_a_snap_states_its_version() -> None:
    assert pins(EXTRACTOR, "snap/snapcraft.yaml", "name: foo\nversion: '1.2.3'\n") == [
        "snap:foo provides 1.2.3"
    ]


@pytest.mark.parametrize(
    "text", ["", "name: foo\nversion: git\n", "name: foo\nadopt-info: foo\n", "- a\n", "version: [1]\n"]
)
def test_a_version_that_the_build_finds_out_is_none(text: str) -> None:
    extraction = read(EXTRACTOR, "snapcraft.yaml", text)
    assert (extraction.pins, extraction.notes) == ((), ())


def test_a_damaged_file_is_noted() -> None:
    assert read(EXTRACTOR, "snapcraft.yaml", "name: [\n").notes


@given(st.binary(max_size=200) | st.text(alphabet="version: '1.2\n-", max_size=200).map(str.encode))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    read(EXTRACTOR, "snapcraft.yaml", content)
