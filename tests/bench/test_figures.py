"""Ratios are taken within a round, and the slope says whether time grows faster than size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figures import Spread, ratios, slope, wall_ratios
from bench.runs import Run


def runs(*cpu: float, wall: float = 1.0) -> list[Run]:
    return [Run(one, wall, 10.0) for one in cpu]


def test_a_ratio_is_that_of_one_round_and_not_of_two_medians() -> None:
    # A machine that is twice as slow in one round is so for both.
    assert ratios(runs(2.0, 4.0, 20.0), runs(1.0, 2.0, 10.0)) == Spread(2.0, 2.0, 2.0)


def test_the_spread_names_the_least_and_the_most() -> None:
    assert ratios(runs(1.0, 3.0, 2.0), runs(1.0, 1.0, 1.0)) == Spread(2.0, 1.0, 3.0)


def test_time_by_the_clock_is_compared_by_itself() -> None:
    assert wall_ratios(runs(9.0, wall=1.0), runs(1.0, wall=2.0)).median == 0.5


def test_runs_of_unlike_number_are_no_rounds() -> None:
    with pytest.raises(ValueError, match="argument"):
        ratios(runs(1.0), runs(1.0, 2.0))


@given(st.floats(1, 1000), st.floats(0, 1000), st.lists(st.integers(1, 10_000), min_size=3, unique=True))
def test_of_a_straight_line_every_stretch_rises_alike(rise: float, start: float, sizes: list[int]) -> None:
    found = slope([(size, start + rise * size) for size in sizes])
    assert found is not None
    assert found.whole == pytest.approx(rise, rel=1e-3)
    assert found.bend == pytest.approx(1, rel=1e-3)


def test_time_that_grows_with_the_square_bends() -> None:
    found = slope([(size, size * size) for size in (1, 10, 100)])
    assert found is not None
    assert found.bend == pytest.approx(10)


def test_two_sizes_do_not_tell_whether_it_bends() -> None:
    found = slope([(1.0, 5.0), (2.0, 9.0)])
    assert found is not None
    assert found.whole == pytest.approx(4)
    assert found.bend is None


def test_of_one_size_there_is_no_slope() -> None:
    assert slope([]) is None
    assert slope([(1.0, 5.0)]) is None
    assert slope([(1.0, 5.0), (1.0, 6.0)]) is None
