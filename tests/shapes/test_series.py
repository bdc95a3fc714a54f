"""Tables of series: which release each stands for."""

from __future__ import annotations

import pytest

from tests.trees import tree
from vercheck.shapes.series import SERIES


def series(text: str) -> list[dict[str, str]]:
    statements = tree({"versions.bzl": text}).graph.statements
    return [{one.name: one.text for one in found.members} for found in statements if found.kind == SERIES]


def test_a_table_from_series_to_releases_is_one() -> None:
    text = 'MINOR_MAPPING = {\n    "3.11": "3.11.9",\n    "3.12": "3.12.4",\n}\n'
    assert series(text) == [{"3.11": "3.11.9", "3.12": "3.12.4"}]
    assert not tree({"versions.bzl": text}).graph.pins


@pytest.mark.parametrize(
    "text",
    [
        'A = {"3.11": "3.11.9", "3.12": "3.13.4"}\n',  # not a release of that series
        'A = {"3.11": "3.11"}\n',
        'A = {"3.11.9": "3.11"}\n',
        'A = {"3.11": "3.11.9", "latest": "3.11.9"}\n',
        'A = {"3.11": ["3.11.9"]}\n',
        "A = {}\n",
    ],
)
def test_a_table_with_any_other_entry_is_none(text: str) -> None:
    assert series(text) == []
