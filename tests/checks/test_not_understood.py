"""Versions that only a run decides: counted, and off unless somebody asks."""

from __future__ import annotations

import pytest

from tests.trees import place, said, tree
from vercheck.checks.not_understood import CHECK
from vercheck.model import Severity


def noted(path: str, text: str) -> list[tuple[str, int]]:
    return [place(found) for found in said("not-understood", tree({path: text}))]


# loud, for those who turn it on


def test_a_channel_that_is_no_text_is_noted_at_its_place_and_off() -> None:
    (found,) = said("not-understood", tree({"rust-toolchain.toml": "[toolchain]\nchannel = 1.75\n"}))
    assert place(found) == ("rust-toolchain.toml", 2)
    assert CHECK.severity is Severity.OFF


def test_a_version_that_a_workflow_does_not_quote_is_noted() -> None:
    workflow = """\
jobs:
  test:
    steps:
      - uses: actions/setup-go@v5
        with:
          go-version: 1.20
"""
    assert noted(".github/workflows/ci.yml", workflow) == [(".github/workflows/ci.yml", 6)]


def test_a_name_that_a_table_gives_twice_is_noted() -> None:
    assert noted("tools.json", '{\n  "gizmo": "2.1.0",\n  "cog": "1.0.0",\n  "gizmo": "2.2.0"\n}\n')


# quiet


@pytest.mark.parametrize(
    "text",
    [
        'GIZMO_VERSION = "2.1.0"\n',
        'GIZMO_VERSION = "2." + "1.0"\n',
        'BASE = "2.1"\nGIZMO_VERSION = BASE + ".0"\n',
        'GIZMO_VERSION = "{}.{}".format(2, 1)\n',
        'GIZMO_VERSION = TOOL_VERSIONS["gizmo"]\n',
        'NAME = _detect_name("gizmo")\n',
    ],
)
def test_what_can_be_evaluated_and_what_is_no_version_are_quiet(text: str) -> None:
    assert noted("versions.bzl", text) == []


def test_a_table_whose_names_differ_is_quiet() -> None:
    assert noted("tools.json", '{\n  "gizmo": "2.1.0",\n  "cog": "1.0.0"\n}\n') == []
