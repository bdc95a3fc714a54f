from __future__ import annotations

import shutil
import subprocess

import pytest

from tools.man_page import page
from vercheck.cli import COMMANDS
from vercheck.cli._examples import EXAMPLES

needs_man = pytest.mark.skipif(not shutil.which("groff"), reason="groff is not here")


def rendered() -> str:
    command = ["groff", "-man", "-Tutf8", "-P-cbou", "-rLL=120n", "-ww"]
    done = subprocess.run(command, input=page(), capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


@needs_man
def test_it_is_a_page_that_groff_renders_without_a_warning() -> None:
    text = rendered()
    assert "vercheck - find versions that disagree" in text
    assert "2  wrong usage or configuration" in text


@needs_man
def test_options_and_examples_are_rendered_as_they_are_typed() -> None:
    text = rendered()
    assert "--fail-on [error|warning]" in text
    assert "vercheck check --base main" in text


def test_every_command_has_a_section_with_its_examples() -> None:
    text = page().replace("\\-", "-")
    for name in COMMANDS:
        assert f"\n.SS vercheck {name}" in text
    for name, lines in EXAMPLES.items():
        if name.split()[0] in COMMANDS and name != "graph":
            assert all(line in text for line, _ in lines)


def test_no_line_is_a_request_by_chance() -> None:
    known = {".TH", ".SH", ".SS", ".TP", ".PP", ".nf", ".fi"}
    assert {line.split()[0] for line in page().splitlines() if line.startswith((".", "'"))} == known


def test_the_day_is_the_one_that_a_build_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert '"1970-01-02"' in page().splitlines()[0]
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert '"VERCHECK" "1" ""' in page().splitlines()[0]
