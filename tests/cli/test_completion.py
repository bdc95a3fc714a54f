"""Completion as shells ask for it; where a shell is here, the script is given to it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import matched, run
from vercheck.cli import COMMANDS
from vercheck.cli.completion import VARIABLE
from vercheck.plugs import plug_names

ROOT = Path(__file__).parent.parent.parent
SHELLS = ["bash", "zsh", "fish"]


def offered(line: str, here: Path) -> list[str]:
    """The words that a shell is offered for the last one of a line."""
    words = line.split(" ")
    environment = os.environ | {
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        VARIABLE: "bash_complete",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "vercheck"]
    done = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("vercheck b", ["bump", "baseline"]),
        ("vercheck registry ", ["add", "verify"]),
        ("vercheck check --fail", ["--fail-on"]),
        ("vercheck check --fail-on ", ["error", "warning"]),
        ("vercheck check --format s", ["sarif"]),
        ("vercheck check --select stale-m", ["stale-mention"]),
        ("vercheck check --ignore version-drift,stale-m", ["version-drift,stale-mention"]),
        ("vercheck fix --check lock", ["lock-drift", "lockstep-broken"]),
        ("vercheck explain unused", ["unused-ignore", "unused-setting"]),
        ("vercheck schema con", ["config"]),
        ("vercheck completion ", SHELLS),
        ("vercheck why wit", ["wit-bindgen"]),
        ("vercheck fix --tool wasm", ["wasm-tools"]),
        ("vercheck bump wasm", ["wasm-tools"]),
        ("vercheck chekc ", list(COMMANDS)),
        ("vercheck check --select no-such", []),
    ],
)
def test_a_shell_is_offered_what_may_stand_there(line: str, words: list[str], tmp_path: Path) -> None:
    assert offered(line, matched(tmp_path)) == words


def test_tools_are_those_of_the_folder_that_is_named(tmp_path: Path) -> None:
    matched(tmp_path / "tree")
    (tmp_path / "here").mkdir()
    assert offered("vercheck why wit", tmp_path / "here") == []


def test_a_configuration_that_is_wrong_offers_no_tools_and_says_nothing(tmp_path: Path) -> None:
    (matched(tmp_path) / "vercheck.toml").write_text("= wrong")
    assert offered("vercheck why wit", tmp_path) == []


def test_all_checks_are_offered(tmp_path: Path) -> None:
    assert offered("vercheck explain ", tmp_path) == plug_names("checks")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_asks_the_program(shell: str, capfd: pytest.CaptureFixture[str]) -> None:
    result = run(capfd, "completion", shell)
    assert result.status == 0
    assert f"{VARIABLE}={shell}_complete" in result.out


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_can_read_its_script(shell: str, capfd: pytest.CaptureFixture[str]) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not here")
    script = run(capfd, "completion", shell).out
    done = subprocess.run([program, "-n"], input=script, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_bash_completes_with_the_script(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "vercheck").write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m vercheck "$@"\n'
    )
    (tmp_path / "vercheck").chmod(0o755)
    script = run(capfd, "completion", "bash").out + (
        "COMP_WORDS=(vercheck check --select stale-l); COMP_CWORD=3\n"
        '_vercheck_completion vercheck; printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    done = subprocess.run(["bash"], input=script, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["stale-latest"]


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not here")
def test_fish_completes_with_the_script(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "vercheck").write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m vercheck "$@"\n'
    )
    (tmp_path / "vercheck").chmod(0o755)
    script = (
        run(capfd, "completion", "fish").out + "complete --do-complete 'vercheck check --select stale-l'\n"
    )
    environment = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    command = ["fish", "--no-config"]
    done = subprocess.run(command, input=script, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split("\t")[0].strip() == "stale-latest"


def test_a_shell_that_nobody_knows_is_wrong_usage(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, "completion", "tcsh").status == 2
