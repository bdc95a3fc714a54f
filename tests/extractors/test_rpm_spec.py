"""RPM specifications: the version, and no other file of that ending."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.rpm_spec import EXTRACTOR
from vercheck.model import Source


def test_a_specification_states_what_it_packages() -> None:
    text = "Name:  foo\nVersion:   1.2.3\nRelease: 1%{?dist}\n"
    assert pins(EXTRACTOR, "rpm/foo.spec", text) == ["rpm:foo provides 1.2.3"]


def test_a_name_that_is_a_macro_is_that_of_the_file() -> None:
    assert pins(EXTRACTOR, "foo.spec", "Name: %{name}\nVersion: 1.2.3\n") == ["rpm:foo provides 1.2.3"]


@pytest.mark.parametrize(
    "text", ["", "Version: %{version}\n", "a = Analysis(['x.py'])\n", "  Version: 1.2.3\n"]
)
def test_a_macro_or_another_programs_file_holds_nothing(text: str) -> None:
    assert pins(EXTRACTOR, "foo.spec", text) == []
    assert EXTRACTOR.holds is not None
    assert not EXTRACTOR.holds(Source("foo.spec", text.encode()))


@given(st.binary(max_size=200) | st.text(alphabet="Version: 1.2%\n", max_size=200).map(str.encode))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    read(EXTRACTOR, "foo.spec", content)
