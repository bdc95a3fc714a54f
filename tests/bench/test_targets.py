"""A target is met, missed or not measured, and says so without a word of its own."""

from __future__ import annotations

from bench.contestants import ALONE, COLD, FLOOR, WARM
from bench.figures import Slope
from bench.runs import Run
from bench.targets import MOST_MEMORY, Runs, Verdict, verdicts


def word(goal: str, measured: dict[str, Runs], slope: Slope | None = None) -> str:
    (found,) = (one for one in verdicts(measured, slope) if goal in one.goal)
    return found.word


def run(cpu: float = 1.0, wall: float = 1.0, peak: float = 50.0) -> list[Run]:
    return [Run(cpu, wall, peak)]


def test_what_was_not_measured_is_neither_met_nor_missed() -> None:
    assert {one.word for one in verdicts({}, None)} == {"not measured"}
    assert word(f"rwc: {WARM}", {"rwc": {WARM: run()}}) == "not measured"


def test_a_ratio_is_held_against_its_bound() -> None:
    assert word(f"rwc: {WARM}", {"rwc": {WARM: run(1.4), FLOOR: run(1.0)}}) == "met"
    assert word(f"rwc: {WARM}", {"rwc": {WARM: run(1.6), FLOOR: run(1.0)}}) == "**missed**"


def test_two_processes_are_compared_by_the_clock() -> None:
    measured: dict[str, Runs] = {"nix": {COLD: run(cpu=9.0, wall=6.0), ALONE: run(cpu=9.0, wall=10.0)}}
    assert word("nix: vercheck cold, time by the clock", measured) == "met"


def test_memory_is_that_of_the_largest_run() -> None:
    measured: dict[str, Runs] = {"bcr": {COLD: [*run(peak=10.0), *run(peak=MOST_MEMORY + 1)]}}
    assert word("bcr: peak memory", measured) == "**missed**"


def test_the_slope_may_neither_be_steep_nor_bend() -> None:
    straight, bent = Slope(100.0, (100.0, 100.0)), Slope(100.0, (50.0, 150.0))
    assert word("slope, ms", {}, straight) == "met"
    assert word("to that between the smallest", {}, straight) == "met"
    assert word("to that between the smallest", {}, bent) == "**missed**"


def test_a_figure_that_is_not_there_is_a_dash() -> None:
    assert Verdict("x", None, 1.0).figure == "-"
    assert Verdict("x", 0.123, 1.0).figure == "0.12"
