"""What a text that stands where a version is expected means."""

from __future__ import annotations

import pytest

from vercheck.model import Exact, Opaque
from vercheck.shapes.pins import read_value


@pytest.mark.parametrize("text", ["8.2.1.1", "0.11.0.1", "3.8.1.0", "1.2.279.0"])
def test_four_numbers_are_a_version_where_one_is_expected(text: str) -> None:
    assert isinstance(read_value(text), Exact)


@pytest.mark.parametrize(
    "text", ["127.0.0.1", "0.0.0.0", "10.0.0.1", "192.168.1.1", "172.16.0.1", "1.2.3.4.x"]
)
def test_an_address_of_ones_own_network_is_none(text: str) -> None:
    assert read_value(text) is None


def test_where_versions_follow_a_scheme_nothing_else_can_be_meant() -> None:
    assert isinstance(read_value("10.0.0.1", "bazel"), Exact)


def test_a_free_threaded_python_knows_equality_only() -> None:
    assert read_value("3.14t") == Opaque("3.14t")
    assert read_value("3.1t") is None
    assert read_value("t") is None
