from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from tests.cli.running import matched, run
from vercheck import __version__
from vercheck.cli import COMMANDS
from vercheck.cli._failures import status_of

Capture = pytest.CaptureFixture[str]
HEAVY = (
    "tree_sitter",
    "networkx",
    "jsonschema",
    "libcst",
    "tomlkit",
    "subprocess",
    "vercheck.pipeline",
)


def test_version_names_the_program_and_its_version(capfd: Capture) -> None:
    result = run(capfd, "--version")
    assert (result.status, result.out) == (0, f"vercheck {__version__}\n")


def test_version_loads_nothing_heavy() -> None:
    code = (
        "import sys, vercheck.cli\n"
        "try: vercheck.cli.main(['--version'])\n"
        f"except SystemExit: print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert ended.stdout.splitlines()[1] == "[]"


def test_help_lists_every_command_and_exit_status(capfd: Capture) -> None:
    result = run(capfd, "--help")
    assert result.status == 0
    assert all(f"  {name} " in result.out for name in COMMANDS)
    assert "2  wrong usage or configuration" in result.out


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help(name: str, capfd: Capture) -> None:
    result = run(capfd, name, "--help")
    assert result.status == 0
    assert result.out.startswith(f"Usage: vercheck {name} ")


def test_a_command_that_does_not_exist_names_the_near_one(capfd: Capture) -> None:
    result = run(capfd, "chekc")
    assert result.status == 2
    assert "there is no command `chekc`; did you mean `check`?" in result.err


def test_an_option_that_does_not_exist_is_wrong_usage(capfd: Capture) -> None:
    assert run(capfd, "check", "--frmat", "json").status == 2


def test_the_module_is_the_program(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "vercheck", "check", str(matched(tmp_path))]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_bug_exits_with_three_and_keeps_its_traceback(capfd: Capture) -> None:
    try:
        raise KeyError("\x1b[31mwhatever")
    except KeyError as error:
        status = status_of(error)
    said = capfd.readouterr().err
    assert status == 3
    assert "this is a bug in vercheck" in said
    assert "\x1b" not in said
    file = Path(said.partition("the traceback is in ")[2].partition(";")[0])
    assert "KeyError" in file.read_text()
    file.unlink()


def test_too_little_memory_is_no_bug(capfd: Capture) -> None:
    assert status_of(MemoryError()) == 2
    assert capfd.readouterr().err.startswith("vercheck: there is not enough memory")


@pytest.mark.parametrize("command", ["check", "list", "coverage"])
def test_where_standard_output_is_closed_that_is_said(command: str, tmp_path: Path) -> None:
    root = matched(tmp_path)
    line = f'exec "{sys.executable}" -m vercheck {command} "{root}" >&-'
    ended = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (
        2,
        "Error: could not write the report: standard output is closed\n",
    )


def test_an_interrupt_is_no_bug(capfd: Capture) -> None:
    assert status_of(KeyboardInterrupt()) == status_of(click.Abort()) == 130
    assert capfd.readouterr().err == ""
