"""`vercheck graph` draws in four formats, and is no gate."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import matched, mismatched, run

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("format_", "start"),
    [("html", "<!doctype html>"), ("dot", "digraph vercheck {"), ("mermaid", "flowchart LR"), ("json", "{")],
)
def test_each_format_is_drawn_and_a_finding_is_no_failure(
    tmp_path: Path, capfd: Capture, format_: str, start: str
) -> None:
    result = run(capfd, "graph", mismatched(tmp_path), "--format", format_)
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith(start)
    assert "wit-bindgen" in result.out


def test_a_page_is_what_is_drawn_unless_something_else_is_asked_for(tmp_path: Path, capfd: Capture) -> None:
    file = tmp_path / "pins.html"
    root = tmp_path / "tree"
    root.mkdir()
    assert run(capfd, "graph", matched(root), "--output", file).out == ""
    assert file.read_text("utf-8").startswith("<!doctype html>")


def test_only_some_tools(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    names = ["--tool", "wit_bindgen", "--tool", "bin:wasm-tools"]
    document = json.loads(run(capfd, "graph", root, "--format", "json", *names).out)
    assert [tool["name"] for tool in document["tools"]] == ["wasm-tools", "wit-bindgen"]


def test_only_what_drifts(tmp_path: Path, capfd: Capture) -> None:
    document = json.loads(run(capfd, "graph", mismatched(tmp_path), "--format", "json", "--only-drift").out)
    assert all(tool["severity"] for tool in document["tools"])
    assert document["tools"]


def test_a_tree_that_agrees_has_no_drift_to_draw(tmp_path: Path, capfd: Capture) -> None:
    document = json.loads(run(capfd, "graph", matched(tmp_path), "--format", "json", "--only-drift").out)
    assert document["tools"] == document["findings"] == []


def test_a_tool_that_is_not_there_is_wrong_usage(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "graph", mismatched(tmp_path), "--tool", "wit-bindgem")
    assert (result.status, "did you mean `wit-bindgen`?" in result.err) == (2, True)


@pytest.mark.parametrize("format_", ["html", "dot", "mermaid", "json"])
def test_one_tree_gives_the_same_bytes_from_run_to_run(tmp_path: Path, format_: str) -> None:
    root = mismatched(tmp_path)
    command = [sys.executable, "-m", "vercheck", "graph", str(root), "--format", format_]
    outputs = {
        subprocess.run(
            command, capture_output=True, check=True, env={"PYTHONHASHSEED": seed, "PATH": ""}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_other_commands_do_not_load_it(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom vercheck.cli import main\n"
        "try: main(['check', sys.argv[1]])\n"
        "except SystemExit: print([name for name in sys.modules if name.startswith('vercheck.pictures')])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(matched(tmp_path))], capture_output=True, check=True, text=True
    )
    assert ran.stdout.splitlines()[-1] == "[]"


def test_a_page_is_not_poured_into_a_terminal(tmp_path: Path) -> None:
    ours, its = os.openpty()
    try:
        command = [sys.executable, "-m", "vercheck", "graph", str(mismatched(tmp_path))]
        ended = subprocess.run(command, stdout=its, stderr=subprocess.PIPE, timeout=60, check=False)
    finally:
        os.close(its)
        os.close(ours)
    assert ended.returncode == 2
    assert b"`vercheck graph --output pins.html`" in b" ".join(ended.stderr.split())
