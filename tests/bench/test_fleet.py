"""A fleet is measured in three states of its store, and what it says is held against what is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bench.fleet import AGAIN, COLD, RESUMED, Fleet, measure, section
from bench.runs import Run

_RUN = Run(2.0, 4.0, 50.0, 1, b"{}")
_FLEET = Fleet(1_000, 20_000, (3, 3), 0, True, {COLD: [_RUN], AGAIN: [_RUN]})


def test_all_states_of_the_store_give_one_answer_with_all_the_drift_that_is_there(tmp_path: Path) -> None:
    fleet = measure(tmp_path, 5, 1)
    assert fleet.is_right
    assert (fleet.repositories, fleet.drift) == (5, (5, 5))
    assert list(fleet.runs) == [COLD, RESUMED, AGAIN]
    assert {run.status for made in fleet.runs.values() for run in made} == {1}


def test_a_fleet_is_wrong_where_drift_is_missed_or_made_up_or_its_runs_differ() -> None:
    assert _FLEET.is_right
    for wrong in (replace(_FLEET, drift=(2, 3)), replace(_FLEET, false=1), replace(_FLEET, agrees=False)):
        assert not wrong.is_right


def test_the_page_says_how_many_repositories_were_done_in_a_second() -> None:
    text = "\n".join(section(_FLEET))
    assert "1,000 synthetic repositories, 20,000 files" in text
    assert "Known drift found: 3 of 3, and 0 that is none;\nall runs said the same." in text
    assert "| cold | 2.00 | 4.00 | 50 | 250 |" in text
