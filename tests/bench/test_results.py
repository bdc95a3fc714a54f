"""The page of results holds what was measured, names who is missing, and keeps what people wrote."""

from __future__ import annotations

from bench.contestants import COLD, FLOOR
from bench.results import REASONS, Machine, Tree, page, with_reasons
from bench.runs import Run
from bench.targets import Verdict

_MACHINE = Machine("A processor", 2, "Linux 6", {"vercheck": "1.0", "syft": "2.0"}, ["Renovate"])
_RUNS = {FLOOR: [Run(0.1, 0.2, 10.0)], COLD: [Run(0.5, 0.6, 70.0)], "syft": [Run(1.0, 1.5, 200.0)]}


def written(tree: Tree) -> str:
    return page(_MACHINE, 1, {tree: _RUNS}, None, [Verdict("a goal", 0.5, 0.4)])


def test_every_program_has_its_row_with_its_ratio_to_the_floor_and_ours_to_it() -> None:
    text = written(Tree("rwc", 757, 7.1, None))
    assert "| syft | 1.000 | 1.50 | 200 | 10.00 (10.00 to 10.00) | 0.50 (0.50 to 0.50) |" in text
    assert "757 files, 7.1 MB of them read." in text


def test_versions_and_who_is_missing_are_named() -> None:
    text = written(Tree("rwc", 1, 1.0, None))
    assert "vercheck 1.0, syft 2.0" in text
    assert "not there, so not measured: Renovate" in text


def test_known_drift_is_told_where_it_is_known() -> None:
    assert "Known drift found: 3 of 4, and 1 that is none." in written(Tree("s", 1, 1.0, (3, 4), false=1))
    assert "drift" not in written(Tree("rwc", 1, 1.0, None))


def test_a_target_that_is_missed_stands_there_as_such() -> None:
    assert "| a goal | 0.4 | 0.50 | **missed** |" in written(Tree("rwc", 1, 1.0, None))


def test_what_people_wrote_below_stays() -> None:
    before = f"old figures\n\n{REASONS}\n\nBecause of this.\n"
    assert with_reasons("new figures\n", before) == f"new figures\n\n{REASONS}\n\nBecause of this.\n"
    assert with_reasons("new figures\n", "") == f"new figures\n\n{REASONS}\n"
