"""Growth is told of what takes longer than its size says, and of what does not end at all."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import growth
from bench.growth import Growth, Task, files, measure, section
from bench.heaps import TREES, trees
from bench.swelling import SWELLINGS
from tests.robustness.sound import SOUND
from vercheck.claims import Claims
from vercheck.model import Source
from vercheck.told import extractors, telling


def made(*seconds: float, subject: str = "a.toml") -> Growth:
    return Growth(subject, "mise", "the file again", seconds, 12.0)


def test_time_that_grows_as_the_size_has_the_exponent_1_and_as_its_square_2() -> None:
    assert made(0.1, 0.2, 0.4).exponent == pytest.approx(1)
    assert made(0.1, 0.4, 1.6).exponent == pytest.approx(2)
    assert [one.is_steep for one in (made(0.1, 0.2, 0.4), made(0.1, 0.4, 1.6))] == [False, True]


def test_what_takes_hardly_any_time_tells_nothing_of_growth() -> None:
    assert not made(0.001, 0.004, 0.016).is_steep


def test_what_does_not_end_is_steep() -> None:
    assert made(0.1).is_steep
    assert "did not end | did not end" in "\n".join(section([made(0.1)], 1024))


def test_the_page_has_the_steepest_of_every_file_and_all_that_are_steep() -> None:
    calm, other = made(0.1, 0.2, 0.4), made(0.1, 0.2, 0.3)
    text = "\n".join(section([calm, other, made(0.1, 0.4, 1.6, subject="b.toml")], 1024))
    assert "| a.toml | the file again | 1.00 | 0.10 | 0.20 | 0.40 | 12 |" in text
    assert "**2.00**" in text
    assert "0.30" not in text
    assert "of 3 in all, 1 are above" in text


def _endless(_: int) -> Callable[[], object]:
    return lambda: all(True for _ in itertools.count())


def test_a_task_without_end_is_ended_and_the_others_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "SECONDS", 1)
    tasks = [Task("without end", "", "", _endless), Task("short", "", "", lambda size: lambda: size)]
    found = {one.subject: one for one in measure(tasks, 10)}
    assert not found["without end"].ended
    assert found["short"].ended


def test_every_reader_has_a_sound_sample() -> None:
    claims = Claims(extractors())
    read = {
        id_
        for path, text in SOUND.items()
        for id_ in telling(claims.owners(path), Source(path, text.encode()))
    }
    assert read == set(extractors())


@pytest.mark.parametrize("way", SWELLINGS)
def test_every_way_makes_a_file_about_as_large_as_it_is_asked_to(way: str) -> None:
    for path in ("Cargo.lock", "versions.json", "README.md"):
        sound = SOUND[path].encode()
        made = SWELLINGS[way](sound, 20_000)
        assert 10_000 < len(made) < 45_000
        assert made == SWELLINGS[way](sound, 20_000)


def test_a_file_is_measured_in_every_way() -> None:
    assert [task.way for task in files({"VERSION": "1.2.3\n"})] == list(SWELLINGS)


def test_every_tree_is_checked_at_three_sizes(tmp_path: Path) -> None:
    found = list(measure(list(trees(tmp_path)), 8))
    assert {one.way for one in found} == set(TREES)
    assert all(one.ended for one in found)
