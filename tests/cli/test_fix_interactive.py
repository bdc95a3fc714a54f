"""`vercheck fix --interactive`: one question for each fix, and only what was said yes to is written."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import MANIFEST, Result, mismatched, run

Capture = pytest.CaptureFixture[str]
CRATE = "tools/updater/Cargo.toml"
OTHER = "tools/other/Cargo.toml"
WRONG, RIGHT = MANIFEST, MANIFEST.replace("0.47.0", "0.46.0")


def two(root: Path) -> Path:
    """A tree with two fixes, that of the other crate first."""
    (mismatched(root) / "tools/other").mkdir(parents=True)
    (root / OTHER).write_text(MANIFEST)
    return root


def answering(
    capfd: Capture, monkeypatch: pytest.MonkeyPatch, root: Path, answers: str, *options: str
) -> Result:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answers))
    return run(capfd, "fix", "--interactive", *options, root)


def manifests(root: Path) -> tuple[str, str]:
    return (root / OTHER).read_text(), (root / CRATE).read_text()


@pytest.mark.parametrize(
    ("answers", "expected", "status"),
    [
        pytest.param("y\ny\n", (RIGHT, RIGHT), 0, id="yes to both"),
        pytest.param("a\n", (RIGHT, RIGHT), 0, id="yes to all"),
        pytest.param("n\ny\n", (WRONG, RIGHT), 1, id="no to the first"),
        pytest.param("y\nn\n", (RIGHT, WRONG), 1, id="no to the second"),
        pytest.param("y\nq\n", (RIGHT, WRONG), 1, id="enough after the first"),
        pytest.param("q\n", (WRONG, WRONG), 1, id="none"),
        pytest.param("", (WRONG, WRONG), 1, id="no answer at all"),
        pytest.param("what\n?\n\nYES\nN", (RIGHT, WRONG), 1, id="words that are no answers are asked again"),
    ],
)
def test_what_is_said_yes_to_is_written(
    tmp_path: Path,
    capfd: Capture,
    monkeypatch: pytest.MonkeyPatch,
    answers: str,
    expected: tuple[str, str],
    status: int,
) -> None:
    root = two(tmp_path)
    assert answering(capfd, monkeypatch, root, answers).status == status
    assert manifests(root) == expected


def test_each_question_comes_with_the_diff_of_its_own_fix(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = two(tmp_path)
    result = answering(capfd, monkeypatch, root, "y\nn\n")
    assert result.out.count(f"+++ b/{OTHER}\n") == result.out.count(f"+++ b/{CRATE}\n") == 1
    assert "(1/2) change `cargo:wit-bindgen` to `0.46.0` (safe)? [y,n,a,q,?] (2/2) " in result.err
    assert result.err.endswith(
        "applied: change `cargo:wit-bindgen` to `0.46.0`\nskipped: change `cargo:wit-bindgen` to `0.46.0`\n"
    )


def test_a_question_mark_explains_the_answers(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = answering(capfd, monkeypatch, two(tmp_path), "?\nq\n")
    assert "a - apply this fix and all that are left\n" in result.err


def test_write_may_be_said_as_well_and_changes_nothing(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = two(tmp_path)
    answering(capfd, monkeypatch, root, "q\n", "--write")
    assert manifests(root) == (WRONG, WRONG)


def test_where_there_is_nothing_to_fix_nothing_is_asked(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = two(tmp_path)
    run(capfd, "fix", "--write", root)
    result = answering(capfd, monkeypatch, root, "")
    assert (result.status, result.out, result.err) == (0, "", "nothing to fix\n")


def test_a_whole_move_is_one_question(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = two(tmp_path)
    result = answering(capfd, monkeypatch, root, "y\n", "--tool", "wit-bindgen", "--to", "0.48.0")
    assert result.status == 0
    assert "(1/1) move `wit-bindgen` to `0.48.0` (safe)?" in result.err


def test_on_a_terminal_the_diff_is_coloured_and_the_answer_is_read(tmp_path: Path) -> None:
    root = mismatched(tmp_path)
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm"}
    environment.pop("NO_COLOR", None)
    arguments = [sys.executable, "-m", "vercheck", "fix", "--interactive", str(root)]
    with subprocess.Popen(arguments, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
        os.close(theirs)
        os.write(ours, b"y\n")
        shown = b""
        while True:
            try:
                shown += os.read(ours, 4096)
            except OSError:  # what a terminal says when its last writer is gone
                break
    os.close(ours)
    assert process.returncode == 0
    assert b"\x1b[32m+wit-bindgen" in shown
    assert (root / CRATE).read_text() == RIGHT
