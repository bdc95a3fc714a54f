"""A command that was killed while it wrote: what the next one says and does, and what others see of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.fix.faults import NEW, OLD, state

FAULTS = Path(__file__).parent / "faults.py"


@pytest.fixture(params=[0, 1, 2])
def killed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A tree without git in which a write was killed before this many files were replaced."""
    root = tmp_path / "tree"
    subprocess.run([sys.executable, FAULTS, root, "plain", "rename", str(request.param)], check=False)
    return root


def test_each_file_is_old_or_new_and_none_is_lost(killed: Path) -> None:
    left = state(killed)
    assert all(left[path] in (OLD[path], NEW[path]) for path in OLD)


@pytest.mark.parametrize("killed", [1, 2], indirect=True)
def test_the_next_write_finishes_what_was_begun_and_says_so(
    killed: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    done = run(capfd, "fix", "--write", killed)
    assert done.err.startswith("finished a fix that was interrupted: a.bzl, sub/b.json, sub/deep/c.toml\n")
    assert state(killed) == NEW
    again = run(capfd, "fix", "--write", killed)
    assert "interrupted" not in again.err


def test_a_command_that_only_looks_leaves_it_for_one_that_writes(
    killed: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = state(killed)
    run(capfd, "fix", killed)
    run(capfd, "check", killed)
    assert state(killed) == before


def test_what_lies_beside_the_files_meanwhile_is_read_by_no_check(
    killed: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    listed = run(capfd, "list", "--format", "csv", killed)
    assert ".vercheck-" not in listed.out


def test_what_somebody_has_thrown_away_does_not_come_back(
    killed: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for path, content in OLD.items():
        (killed / path).write_bytes(content)
    done = run(capfd, "fix", "--write", killed)
    assert done.err.startswith("removed what an interrupted fix had prepared\n")
    assert state(killed) == OLD


@pytest.mark.parametrize("killed", [2], indirect=True)
def test_what_somebody_has_thrown_away_in_part_is_undone(
    killed: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    begun = [path for path in OLD if (killed / path).read_bytes() == NEW[path]]
    (killed / begun[0]).write_bytes(OLD[begun[0]])
    done = run(capfd, "fix", "--write", killed)
    assert done.err.startswith("undid a fix that was interrupted: ")
    assert state(killed) == OLD
