"""Which commands stand in a branch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.shapes.shell_branches import with_branches
from vercheck.shapes.shell_words import commands


def inside(script: str) -> list[str]:
    return [command.words[-1].text for command, is_branch in with_branches(commands(script)) if is_branch]


@pytest.mark.parametrize(
    "script",
    [
        "if true; then\n  x A=1\nfi\nx B=1\n",
        "if true\nthen x A=1\nfi; x B=1\n",
        "case $1 in\n  a) x A=1;;\nesac\nx B=1\n",
        "f() {\n  if true; then x A=1; fi\n  x B=1\n}\n",
    ],
)
def test_an_arm_ends_where_the_condition_ends(script: str) -> None:
    assert "A=1" in inside(script)
    assert "B=1" not in inside(script)


@pytest.mark.parametrize(
    "script", ["x B=1\n", "fi\nx B=1\n", "echo if\nx B=1\n", "for a in b; do x B=1; done\n"]
)
def test_without_a_condition_nothing_stands_in_one(script: str) -> None:
    assert "B=1" not in inside(script)


@given(st.lists(st.sampled_from(["if", "fi", "case", "esac", "then", "a=1", ";", "\n"]), max_size=30))
def test_every_command_is_told_once_and_in_order(tokens: list[str]) -> None:
    script = " ".join(tokens)
    assert [one for one, _ in with_branches(commands(script))] == list(commands(script))
