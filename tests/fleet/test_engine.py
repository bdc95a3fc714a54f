"""A real scheduler with real workers on this machine, one of which is killed while it works."""

from __future__ import annotations

import json
import signal
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
        rows = database.execute("SELECT name, state, errors, pins FROM repositories ORDER BY name").fetchall()
        (pins,) = database.execute("SELECT count(*) FROM pins").fetchone()
    wanted = sorted((str(one.root), "checked", one.errors) for one in expected)
    assert [row[:3] for row in rows] == wanted
    assert pins == sum(row[3] for row in rows)
    # Processes of this machine find the same.
    here = run(capfd, "fleet", "--list", listed)
    assert here.out == (tmp_path / "report").read_text()


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
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vercheck.fleet.engine._PATIENCE", 1)
    result = run(capfd, "fleet", matched(tmp_path), "--scheduler", "tcp://127.0.0.1:9")
    assert (result.status, result.out) == (2, "")
    assert "no scheduler answers at `tcp://127.0.0.1:9`" in result.err
    assert run(capfd, "fleet", tmp_path, "--scheduler", "nonsense://x").status == 2
