"""Checkouts are spread over processes, of which any may die at any moment."""

from __future__ import annotations

import os
import signal
from multiprocessing import active_children
from pathlib import Path
from typing import NoReturn

import pytest

from tests.cli.running import matched
from vercheck.fleet.checkouts import Checkout
from vercheck.fleet.processes import in_processes
from vercheck.fleet.results import Checked, Failed, Result, Task, Terms, Trouble


def tasks(root: Path, count: int) -> list[Task]:
    return [Task(Checkout(os.path.realpath(root), str(number)), Terms()) for number in range(count)]


class Deadly(str):
    """A name that ends the process that hears of it."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        return die, ()


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


def by_name(results: list[tuple[Task, Result]]) -> dict[str, Result]:
    found = {str(task.checkout.name): result for task, result in results}
    assert len(found) == len(results)
    return found


@pytest.mark.parametrize("jobs", [1, 3])
def test_every_task_has_one_result(tmp_path: Path, jobs: int) -> None:
    found = by_name(list(in_processes(tasks(matched(tmp_path), 5), jobs)))
    assert sorted(found) == list("01234")
    assert all(isinstance(result, Checked) for result in found.values())
    assert not active_children()


def test_nothing_to_do_starts_nothing() -> None:
    assert list(in_processes([], 3)) == []


def test_a_process_that_is_killed_costs_no_result(tmp_path: Path) -> None:
    results = []
    killed = 0
    for found in in_processes(tasks(matched(tmp_path), 12), 2):
        results.append(found)
        if len(results) in (3, 6):
            victim = active_children()[0].pid
            assert victim is not None
            os.kill(victim, signal.SIGKILL)
            killed += 1
    assert killed == 2
    found_all = by_name(results)
    assert len(found_all) == 12
    assert [result for result in found_all.values() if not isinstance(result, Checked)] == []


def test_a_checkout_that_every_process_dies_of_is_told_and_the_others_are_checked(tmp_path: Path) -> None:
    root = matched(tmp_path)
    deadly = Task(Checkout(str(root), Deadly("deadly")), Terms())
    found = by_name(list(in_processes([*tasks(root, 2), deadly, *tasks(root, 4)[2:]], 2)))
    assert found.pop("deadly") == Failed(Trouble.PROCESS, "the process that checked it was killed by SIGSEGV")
    assert sorted(found) == list("0123")
    assert all(isinstance(result, Checked) for result in found.values())


def test_whoever_stops_listening_leaves_no_process_behind(tmp_path: Path) -> None:
    results = in_processes(tasks(matched(tmp_path), 50), 2)
    next(results)
    assert active_children()
    results.close()
    assert not active_children()


def test_a_large_checkout_is_read_by_the_one_process_that_has_it(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"part{number}.bzl").write_text(f'TOOL{number}_VERSION = "1.{number}.0"\n')
    ((_, result),) = in_processes(tasks(tmp_path, 1), 2)
    assert isinstance(result, Checked), result
    assert result.files == 400
