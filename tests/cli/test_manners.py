"""What is said beside a result: how long it took, how far it is, and nothing where nobody asked."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import VERSIONS, matched, mismatched, run
from tests.repositories import Repository
from vercheck.cli import COMMANDS, vercheck
from vercheck.cli._watching import ProgressLine, Timings

Capture = pytest.CaptureFixture[str]
TIMED = re.compile(r"(\w+) +\d+\.\d{3} s")


def test_who_is_verbose_says_how_long_each_stage_took(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "check", "--verbose", matched(tmp_path))
    assert result.out == "no problems in 3 files, 5 pins\n"
    timed = [TIMED.fullmatch(line) for line in result.err.splitlines()]
    assert [match and match[1] for match in timed] == ["discover", "read", "check", "link", "report", "all"]


def test_who_is_quiet_says_nothing_of_a_tree_that_agrees(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "check", "-q", matched(tmp_path))
    assert (result.status, result.out, result.err) == (0, "", "")


def test_who_is_quiet_still_says_what_is_wrong(tmp_path: Path, capfd: Capture) -> None:
    loud = run(capfd, "check", mismatched(tmp_path))
    quiet = run(capfd, "check", "--quiet", tmp_path)
    assert quiet.status == 1
    assert loud.out.startswith(quiet.out)
    assert "in 3 files" in loud.out.removeprefix(quiet.out)
    assert "in 3 files" not in quiet.out


def test_what_an_earlier_run_said_loudly_is_not_said_again_to_who_is_quiet(
    tmp_path: Path, capfd: Capture
) -> None:
    tree = Repository.new(tmp_path, {"versions.bzl": VERSIONS}).root
    assert run(capfd, "check", tree).out != ""
    assert run(capfd, "check", "--quiet", tree).out == ""
    assert run(capfd, "check", tree).out != ""


def test_a_report_in_a_file_is_whole_however_quiet_the_run_is(tmp_path: Path, capfd: Capture) -> None:
    run(capfd, "check", "--quiet", "--output", tmp_path / "report", matched(tmp_path / "tree"))
    assert (tmp_path / "report").read_text() == "no problems in 3 files, 5 pins\n"


def test_who_neither_is_quiet_nor_verbose_says_nothing_beside(tmp_path: Path, capfd: Capture) -> None:
    assert run(capfd, "check", matched(tmp_path)).err == ""


def test_wrong_usage_is_told_to_who_is_quiet_too(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "check", "--quiet", "--select", "version-drfit", matched(tmp_path))
    assert result.status == 2
    assert "did you mean `version-drift`?" in result.err


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_that_reads_a_tree_has_both_options(name: str, capfd: Capture) -> None:
    help_ = run(capfd, name, "--help").out
    assert ("--config FILE" in help_) == ("-q, --quiet" in help_) == ("-v, --verbose" in help_)


def test_no_short_option_stands_for_two_things() -> None:
    context = vercheck.make_context("vercheck", ["check"], resilient_parsing=True)
    for name in COMMANDS:
        command = vercheck.get_command(context, name)
        assert command is not None
        words = [word for parameter in command.params for word in parameter.opts]
        assert len(words) == len(set(words)), name


def test_time_within_a_stage_is_that_of_the_inner_one() -> None:
    ticks = iter([0.0, 0.5, 1.5, 4.5, 9.5, 10.0])
    timings = Timings(clock=lambda: next(ticks))
    timings.begin("check")
    timings.begin("link")
    timings.end()
    timings.end()
    assert timings.own == {"check": 6.0, "link": 3.0}
    assert list(timings.lines()) == ["check     6.000 s", "link      3.000 s", "all      10.000 s"]


def told(times: Iterator[float]) -> tuple[ProgressLine, list[str]]:
    said: list[str] = []
    return ProgressLine(said.append, lambda: next(times)), said


def test_nothing_is_said_of_what_does_not_take_long() -> None:
    line, said = told(iter([0.0, 0.0, 0.2]))
    line.begin("read")
    line.step(3, 10)
    line.end()
    assert said == []


def test_a_line_says_how_far_it_is_and_goes_away() -> None:
    line, said = told(iter([0.0, 0.0, 1.0, 1.05, 2.0]))
    line.begin("read")
    line.step(500, 2000)
    line.step(501, 2000)
    line.step(1000, 2000)
    line.end()
    assert said == ["\r\x1b[Kread 500 of 2,000 files", "\r\x1b[Kread 1,000 of 2,000 files", "\r\x1b[K"]


def on_a_terminal(root: Path, **environment: str) -> tuple[str, str]:
    """What a run writes to a pipe and to the terminal that its error stream is."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "vercheck", "check", str(root)]
    own = {name: value for name, value in os.environ.items() if name not in ("CI", "TERM")}
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=theirs, env=own | environment, check=False, text=True
    )
    os.write(theirs, b"END")
    seen = b""
    while not seen.endswith(b"END"):
        seen += os.read(ours, 4096)
    os.close(ours)
    os.close(theirs)
    return done.stdout, seen.removesuffix(b"END").decode()


def test_on_a_terminal_nothing_is_left_of_the_progress(tmp_path: Path) -> None:
    out, seen = on_a_terminal(matched(tmp_path), TERM="xterm")
    assert out == "no problems in 3 files, 5 pins\n"
    assert seen == "" or seen.endswith("\r\x1b[K")


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"TERM": "xterm", "CI": "true"}])
def test_neither_a_dumb_terminal_nor_ci_gets_a_progress_line(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    assert on_a_terminal(matched(tmp_path), **environment)[1] == ""


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("chekc", "check"),
        ("check --frmat json", "--format"),
        ("check --select version-drfit", "version-drift"),
        ("fix --check version-drfit", "version-drift"),
        ("fix --tool wit-bindgn", "wit-bindgen"),
        ("why wit-bindgn", "wit-bindgen"),
        ("bump wit-bindgn 1.0.0", "wit-bindgen"),
        ("list --tool wit-bindgn", "wit-bindgen"),
        ("explain version-drfit", "version-drift"),
        ("rules show wasm/wit-clii", "wasm/wit-cli"),
        ("registry ad", "add"),
        ("schema confg", "config"),
        ("check --output srif:report", "sarif"),
    ],
)
def test_a_name_that_does_not_exist_is_wrong_usage_and_the_near_one_is_named(
    words: str, near: str, tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(matched(tmp_path))
    result = run(capfd, *words.split())
    assert (result.status, result.out) == (2, "")
    assert re.search(rf"[Dd]id you mean .{re.escape(near)}.\?", result.err)
