"""Every row of a shipped pack that ties versions says what it refuses and what it lets be, and is held
to it by the real checks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from vercheck.examples import QUIET, Verdict, verdicts
from vercheck.packs import load_packs
from vercheck.packs.validation import home

PACKS = sorted(home().glob("*.toml"))


@cache
def said(pack: Path) -> tuple[Verdict, ...]:
    return verdicts(pack)


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_the_checks_say_of_every_example_what_it_expects(pack: Path) -> None:
    assert [one.example for one in said(pack) if not one.holds] == []


def test_every_row_that_ties_versions_has_a_loud_and_a_quiet_example() -> None:
    known = load_packs()
    rows = {row.id for row in (*known.companions, *known.locksteps, *known.tables, *known.shadows)}
    examples = [one.example for pack in PACKS for one in said(pack)]
    loud = {one.rule for one in examples if one.expect != QUIET}
    quiet = {one.rule for one in examples if one.expect == QUIET}
    assert sorted(rows - loud) == []
    assert sorted(rows - quiet) == []
