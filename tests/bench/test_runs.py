"""A run is measured with its children, and all contestants take turns."""

from __future__ import annotations

import sys
from pathlib import Path

from bench.runs import Contestant, alternate

_WORK = "sum(range(3_000_000))"


def python(name: str, program: str, **given: object) -> Contestant:
    return Contestant(name, (sys.executable, "-c", program), **given)  # type: ignore[arg-type]


def test_the_time_of_children_counts() -> None:
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{_WORK}'])"
    assert python("parent", child).run().cpu > python("idle", "import subprocess").run().cpu


def test_what_it_printed_and_how_it_ended_is_kept(tmp_path: Path) -> None:
    run = python("one", "import os, sys; print(os.getcwd()); sys.exit(3)", folder=tmp_path).run()
    assert (run.output.decode().strip(), run.status) == (str(tmp_path), 3)
    assert run.ended


def test_its_environment_is_added_to_that_of_everybody() -> None:
    run = python("one", "import os; print(os.environ['ONE'], 'PATH' in os.environ)", environment={"ONE": "1"})
    assert run.run().output == b"1 True\n"


def test_one_processor_is_one() -> None:
    assert (
        python("one", "import os; print(len(os.sched_getaffinity(0)))", processors=1).run().output == b"1\n"
    )


def test_each_runs_once_in_every_round_after_one_that_does_not_count() -> None:
    order: list[str] = []
    first = python("first", "", before=lambda: order.append("first"))
    second = python("second", "", before=lambda: order.append("second"))
    measured = alternate([first, second], rounds=2)
    assert order == ["first", "second"] * 3
    assert {name: len(runs) for name, runs in measured.items()} == {"first": 2, "second": 2}
