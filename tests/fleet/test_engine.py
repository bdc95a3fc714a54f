"""A real scheduler with real workers on this machine, one of which is killed while it works."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.cli.running import matched, run
from tests.fleet.generated import generated
from tests.fleet.hanging import hanging, is_running, with_git

COUNT = 60


@contextmanager
def processes() -> Iterator[list[subprocess.Popen[bytes]]]:
    running: list[subprocess.Popen[bytes]] = []
    try:
        yield running
    finally:
        for process in running:
            process.kill()
            process.wait()


def started(running: list[subprocess.Popen[bytes]], *arguments: str, cwd: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", *arguments]
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    running.append(process)
    return process


def scheduler(running: list[subprocess.Popen[bytes]], folder: Path) -> tuple[str, str]:
    """Its address, and the options by which a worker finds it."""
    file = folder / "scheduler.json"
    local = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    started(running, "distributed.cli.dask_scheduler", *local, cwd=folder)
    deadline = time.monotonic() + 60
    while True:
        assert time.monotonic() < deadline
        time.sleep(0.05)
        if file.exists() and file.read_bytes():
            return json.loads(file.read_bytes())["address"], str(file)


def worker(running: list[subprocess.Popen[bytes]], folder: Path, file: str) -> subprocess.Popen[bytes]:
    own = ("--scheduler-file", file, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
    return started(running, "distributed.cli.dask_worker", *own, "--local-directory", str(folder), cwd=folder)


def recorded(store: Path) -> int:
    if not store.exists():
        return 0
    with closing(sqlite3.connect(store, timeout=30)) as database:
        try:
            (count,) = database.execute("SELECT count(*) FROM repositories").fetchone()
        except sqlite3.OperationalError:
            return 0
    return int(count)


def test_a_worker_that_is_killed_midway_costs_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    expected = generated(tmp_path / "fleet", COUNT)
    listed = tmp_path / "list"
    listed.write_text("".join(f"{one.root}\n" for one in expected))
    store = tmp_path / "fleet.sqlite"
    with processes() as running:
        address, file = scheduler(running, tmp_path)
        victim = worker(running, tmp_path, file)
        worker(running, tmp_path, file)
        fleet = ["vercheck", "fleet", "--list", str(listed), "--store", str(store), "--scheduler", address]
        checking = started(running, *fleet, "--output", str(tmp_path / "report"), cwd=tmp_path)
        while recorded(store) < COUNT // 6:
            assert checking.poll() is None
            time.sleep(0.005)
        victim.send_signal(signal.SIGKILL)
        assert recorded(store) < COUNT, "it was killed too late to show anything"
        assert checking.wait(timeout=300) == 1
    with closing(sqlite3.connect(store)) as database:
        rows = database.execute("SELECT name, state, errors FROM repositories ORDER BY name").fetchall()
        (pins,) = database.execute("SELECT count(*) FROM pins").fetchone()
    wanted = sorted((str(one.root), "checked", one.errors) for one in expected)
    assert rows == wanted
    # Processes of this machine find the same.
    here = run(capfd, "fleet", "--list", listed, "--store", tmp_path / "other")
    assert here.out == (tmp_path / "report").read_text()
    with closing(sqlite3.connect(tmp_path / "other")) as database:
        assert database.execute("SELECT count(*) FROM pins").fetchone() == (pins,)


def test_what_a_worker_cannot_check_is_told_and_the_rest_is_checked(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with processes() as running:
        address, file = scheduler(running, tmp_path)
        worker(running, tmp_path, file)
        good = matched(tmp_path / "good")
        result = run(capfd, "fleet", good, tmp_path / "gone", "--scheduler", address, "--format", "json")
    assert result.status == 2
    found = {Path(one["name"]).name: one["trouble"] for one in json.loads(result.out)["repositories"]}
    assert found == {"good": None, "gone": "path"}


def test_a_scheduler_that_is_not_there_is_wrong_usage(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nobody listens on the one port, and whoever listens on the other never says anything."""
    root = matched(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as silent, socket.create_server(("127.0.0.1", 0)) as gone:
        ports = silent.getsockname()[1], gone.getsockname()[1]
        gone.close()
        for port in ports:
            result = run(capfd, "fleet", root, "--scheduler", f"tcp://127.0.0.1:{port}")
            assert (result.status, result.out) == (2, "")
            assert result.err.startswith(f"Error: no scheduler answers at `tcp://127.0.0.1:{port}`")
            assert result.err.endswith(" 5 s\n")
    assert run(capfd, "fleet", tmp_path, "--scheduler", "nonsense://x").status == 2


def test_a_scheduler_without_workers_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vercheck.fleet.engine._WORKERS", 1)
    with processes() as running:
        address, _ = scheduler(running, tmp_path)
        result = run(capfd, "fleet", matched(tmp_path / "tree"), "--scheduler", address)
    assert (result.status, result.out) == (2, "")
    assert result.err == f"Error: the scheduler at `{address}` has no workers after 1 s\n"


def test_a_scheduler_that_goes_away_ends_the_run_and_loses_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    expected = generated(tmp_path / "fleet", COUNT)
    listed = tmp_path / "list"
    listed.write_text("".join(f"{one.root}\n" for one in expected))
    store = tmp_path / "fleet.sqlite"
    with processes() as running:
        address, file = scheduler(running, tmp_path)
        worker(running, tmp_path, file)
        fleet = [sys.executable, "-m", "vercheck", "fleet", "--list", str(listed), "--store", str(store)]
        soon = {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "1s"}
        checking = subprocess.Popen(
            [*fleet, "--scheduler", address],
            env=os.environ | soon,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        while recorded(store) < COUNT // 6:
            assert checking.poll() is None
            time.sleep(0.005)
        running[0].send_signal(signal.SIGKILL)
        out, err = checking.communicate(timeout=300)
    done = recorded(store)
    assert done < COUNT, "it was killed too late to show anything"
    assert (checking.returncode, out) == (2, "")
    left = f"{done} of {COUNT} repositories are in `{store}`, and the same command does the others"
    assert err == f"Error: the scheduler at `{address}` went away: {left}\n"
    # What was in the hands of its workers was not taken for what cannot be checked.
    with closing(sqlite3.connect(store)) as database:
        assert database.execute("SELECT count(*) FROM repositories WHERE state = 'failed'").fetchone() == (0,)
    again = run(capfd, "fleet", "--list", listed, "--store", store)
    assert f"{done} of {COUNT} repositories are as they were" in again.err
    assert again.out == run(capfd, "fleet", "--list", listed).out


def test_a_checkout_that_takes_too_long_frees_its_worker(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, good = with_git(tmp_path / "slow"), matched(tmp_path / "good")
    with processes() as running:
        address, file = scheduler(running, tmp_path)
        began = hanging(tmp_path, monkeypatch)
        worker(running, tmp_path, file)
        result = run(capfd, "fleet", slow, "--scheduler", address, "--timeout", "2")
        assert (result.status, "stopped: not done in 2 s" in result.out) == (2, True)
        assert not is_running(int(began.read_text()))
        assert running[1].poll() is None
        assert run(capfd, "fleet", good, "--scheduler", address).out == "1 repository: no problems\n"
