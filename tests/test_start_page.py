"""The first five minutes, as the page tells them: every command is run, and says what stands there.

`VERCHECK_UPDATE_GOLDENS=1` writes down what is said today.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.repositories import Repository

PAGE = Path(__file__).parent.parent / "docs/start.md"
FILE = re.compile(r"^<!-- (\S+) -->\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CONSOLE = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
ELSEWHERE = (
    "python3 -m venv .venv",
    ". .venv/bin/activate",
    "pip install git+https://github.com/OWNER/vercheck@REVISION",
)
"""Commands of other programs, which the hooks and the action try."""


def test_every_command_of_the_page_says_what_stands_below_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = PAGE.read_text("utf-8")
    tree = Repository.new(tmp_path / "tree")
    tree.write(dict(FILE.findall(text)))
    monkeypatch.chdir(tree.root)

    def said(console: re.Match[str]) -> str:
        return "".join(f"$ {line}\n{_said(line, capfd)}" for line, _ in COMMAND.findall(console[0]))

    today = CONSOLE.sub(said, text)
    if os.environ.get("VERCHECK_UPDATE_GOLDENS"):
        PAGE.write_text(today, "utf-8")
    assert text == today


def _said(line: str, capfd: pytest.CaptureFixture[str]) -> str:
    program, *words = shlex.split(line)
    if program != "vercheck":
        assert line in ELSEWHERE
        return ""
    result = run(capfd, *words)
    assert result.status in (0, 1), result.err
    return result.out + result.err


def test_the_page_leads_to_everywhere_that_vercheck_runs() -> None:
    text = PAGE.read_text("utf-8")
    for page in (PAGE.parent / "integrations").glob("*.md"):
        assert f"(integrations/{page.name})" in text, page.name
