"""Checkouts are spread over processes, of which any may die at any moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NoReturn

import pytest

from tests.cli.running import matched
from tests.fleet.hanging import hanging, is_running, with_git
from vercheck.fleet.checkouts import Checkout
from vercheck.fleet.processes import apart, in_processes
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


def children(of: int | None = None) -> list[int]:
    """The processes that check for this one, or for another."""
    parent = of or os.getpid()
    listed = subprocess.run(["ps", "-wweo", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
    rows = (line.split(maxsplit=2) for line in listed.stdout.splitlines())
    return [int(row[0]) for row in rows if int(row[1]) == parent and "fleet.serving" in row[-1]]


def by_name(results: list[tuple[Task, Result]]) -> dict[str, Result]:
    found = {str(task.checkout.name): result for task, result in results}
    assert len(found) == len(results)
    return found


@pytest.mark.parametrize("jobs", [1, 3])
def test_every_task_has_one_result(tmp_path: Path, jobs: int) -> None:
    found = by_name(list(in_processes(tasks(matched(tmp_path), 5), jobs)))
    assert sorted(found) == list("01234")
    assert all(isinstance(result, Checked) for result in found.values())
    assert not children()


def test_nothing_to_do_starts_nothing() -> None:
    assert list(in_processes([], 3)) == []


def test_a_process_that_is_killed_costs_no_result(tmp_path: Path) -> None:
    results = []
    killed = 0
    for found in in_processes(tasks(matched(tmp_path), 12), 2):
        results.append(found)
        if len(results) in (3, 6):
            os.kill(children()[0], signal.SIGKILL)
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
    assert children()
    results.close()
    assert not children()


def test_a_large_checkout_is_read_by_the_one_process_that_has_it(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"part{number}.bzl").write_text(f'TOOL{number}_VERSION = "1.{number}.0"\n')
    ((_, result),) = in_processes(tasks(tmp_path, 1), 2)
    assert isinstance(result, Checked), result
    assert result.files == 400


def test_a_checkout_that_takes_too_long_is_stopped_with_its_programs_and_the_others_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = hanging(tmp_path, monkeypatch)
    slow = Task(Checkout(str(with_git(tmp_path / "slow")), "slow"), Terms(seconds=1))
    quick = tasks(matched(tmp_path / "quick"), 4)
    found = by_name(list(in_processes([quick[0], slow, *quick[1:]], 1)))
    assert found.pop("slow") == Failed(Trouble.TIME, "stopped: not done in 1 s")
    assert sorted(found) == list("0123")
    assert all(isinstance(result, Checked) for result in found.values())
    assert not is_running(int(began.read_text()))


def test_the_time_of_one_checkout_is_not_taken_from_the_next(tmp_path: Path) -> None:
    limited = [Task(one.checkout, Terms(seconds=60)) for one in tasks(matched(tmp_path), 3)]
    assert all(isinstance(result, Checked) for _, result in in_processes(limited, 1))


def test_a_process_whose_run_was_killed_goes_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that is in the middle of a checkout that would never be done."""
    began = hanging(tmp_path, monkeypatch)
    root = with_git(tmp_path / "slow")
    command = [sys.executable, "-m", "vercheck", "fleet", str(root), "--timeout", "3"]
    with subprocess.Popen(command, start_new_session=True) as run:
        while not (own := children(run.pid)):
            time.sleep(0.05)
        run.kill()
    patience = time.monotonic() + 60
    while is_running(own[0]) and time.monotonic() < patience:
        time.sleep(0.1)
    assert not is_running(own[0])
    os.kill(int(began.read_text()), signal.SIGKILL)  # nobody was left to end what it had started


def test_threads_that_ask_at_once_each_have_a_process(tmp_path: Path) -> None:
    """As those of an engine's worker do."""
    root = matched(tmp_path)
    deadly = Task(Checkout(str(root), Deadly("deadly")), Terms())
    asked = [*tasks(root, 6), deadly]
    results: list[tuple[Task, Result]] = []
    threads = [threading.Thread(target=lambda task=one: results.append((task, apart(task)))) for one in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = by_name(results)
    assert found.pop("deadly") == Failed(Trouble.PROCESS, "the process that checked it was killed by SIGSEGV")
    assert sorted(found) == list("012345")
    assert all(isinstance(result, Checked) for result in found.values())
