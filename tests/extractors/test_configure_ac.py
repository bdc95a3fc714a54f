"""configure.ac: AC_INIT and AC_PREREQ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.configure_ac import EXTRACTOR


@pytest.mark.parametrize(
    "text",
    [
        "AC_INIT([foo], [1.2.3], [a@example.com])\n",
        "AC_INIT(foo, 1.2.3)\n",
        "AC_INIT([foo],\n        [1.2.3])\n",
    ],
)
def test_a_project_states_its_version(text: str) -> None:
    assert pins(EXTRACTOR, "configure.ac", text) == ["autoconf:foo provides 1.2.3"]


def test_the_oldest_autoconf_is_a_minimum() -> None:
    assert pins(EXTRACTOR, "configure.ac", "AC_PREREQ([2.69])\n") == ["bin:autoconf requires ~2.69"]


@pytest.mark.parametrize(
    "text", ["", "AC_INIT([foo], m4_esyscmd([git describe]))\n", "dnl AC_INIT([foo], [1.2.3])\n", "AC_INIT\n"]
)
def test_what_a_macro_computes_is_not_read(text: str) -> None:
    assert pins(EXTRACTOR, "configure.ac", text) == []


@given(st.binary(max_size=200) | st.text(alphabet="AC_INIT([foo], [1.2])\n", max_size=200).map(str.encode))
def test_no_bytes_are_too_strange(content: bytes) -> None:
    read(EXTRACTOR, "configure.ac", content)
