"""Derived values: whether they agree with their source, and what they are to say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import at
from tests.trees import tree
from vercheck.graph.synced import Synced, literals_at
from vercheck.model import Address


def synced(said: str, raw: str, *, is_range: bool = False) -> Synced:
    return Synced(at("a.bzl"), said, at("b.json"), raw, at("vercheck.toml"), is_range=is_range)


@pytest.mark.parametrize(
    ("said", "raw"),
    [
        ("1.2.0", "1.2.0"),
        ("1.2.0", "v1.2.0"),
        ("1.2.0", "1.2"),
        ("1.2.0", "^1.2"),
        ("1.2.0", "~=1.2.0"),
        ("24.0.0", "24_0_0"),
        ("stable", "stable"),
        ("4684fd6b0c01", "4684fd6b0c01"),
        ("https://example.com/a", "https://example.com/a"),
    ],
)
def test_one_value_in_another_spelling_agrees(said: str, raw: str) -> None:
    assert synced(said, raw).agrees


@pytest.mark.parametrize(
    ("said", "raw", "expected"),
    [
        ("1.3.0", "1.2.0", "1.3.0"),
        ("1.3.0", "v1.2.0", "v1.3.0"),
        ("v1.3.0", "1.2.0", "1.3.0"),
        ("24.0.1", "24_0_0", "24_0_1"),
        ("stable", "nightly", "stable"),
        ("https://example.com/b", "https://example.com/a", "https://example.com/b"),
    ],
)
def test_another_value_is_restated(said: str, raw: str, expected: str) -> None:
    assert not synced(said, raw).agrees
    assert synced(said, raw).restated(said) == expected


def test_a_requirement_keeps_its_operator_and_its_precision() -> None:
    assert synced("1.3.4", "^1.2", is_range=True).restated("1.3.4") == "^1.3"


@given(st.text(max_size=20), st.text(max_size=20))
def test_what_was_restated_agrees_or_says_the_same_again(said: str, raw: str) -> None:
    new = synced(said, raw).restated(said)
    assert synced(said, new).agrees or synced(said, new).restated(said) == new


FILES = {
    "v.bzl": 'TOOL_VERSIONS = {"wac": "0.8.0", "wit": "0.46.0"}\nWAC_VERSION = TOOL_VERSIONS["wac"]\n',
    ".bazelversion": "8.3.1\n",
}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (Address("v.bzl", "TOOL_VERSIONS[wac]"), ["0.8.0"]),
        (Address("v.bzl", "WAC_VERSION"), ["0.8.0"]),
        (Address(".bazelversion", ""), ["8.3.1"]),
        (Address("v.bzl", ""), ["0.8.0", "0.46.0"]),
        (Address("v.bzl", "TOOL_VERSIONS[gone]"), []),
        (Address("gone.bzl", "X"), []),
    ],
)
def test_an_address_leads_to_the_literals_behind_it(address: Address, expected: list[str]) -> None:
    assert [text for _, text in literals_at(tree(FILES).graph, address)] == expected
