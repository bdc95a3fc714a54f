"""What is written for graphviz says the same there, whatever the names are."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.pictures.drawing import HOSTILE, MATCHED, MISMATCHED, drawn
from vercheck.pictures.dot import as_dot
from vercheck.printable import printable

needs_graphviz = pytest.mark.skipif(shutil.which("dot") is None, reason="graphviz is not installed")


def test_an_edge_says_the_versions_between_a_tool_and_a_file(tmp_path: Path) -> None:
    text = as_dot(drawn(tmp_path, MATCHED, tools=["wit-bindgen"]))
    assert 't0 [label="wit-bindgen"];' in text
    assert 't0 -> f1 [label="0.46.0"];' in text


def test_drift_is_red_and_says_so(tmp_path: Path) -> None:
    text = as_dot(drawn(tmp_path, MISMATCHED, tools=["wit-bindgen"]))
    assert (
        't0 -> f0 [label="0.46.0", color="#c62828", fontcolor="#c62828", penwidth=2, tooltip="error"];'
        in text
    )


def test_what_agrees_is_not_coloured(tmp_path: Path) -> None:
    assert "#c62828" not in as_dot(drawn(tmp_path, MATCHED))


@needs_graphviz
@pytest.mark.parametrize("texts", [MISMATCHED, HOSTILE, {"README.md": "nothing\n"}])
def test_graphviz_reads_the_names_as_they_are(tmp_path: Path, texts: dict[str, str]) -> None:
    picture = drawn(tmp_path, texts)
    ran = subprocess.run(["dot", "-Tjson"], input=as_dot(picture).encode(), capture_output=True, check=True)
    assert ran.stderr == b""
    shown = {text_of(node) for node in json.loads(ran.stdout).get("objects", ())}
    assert {printable(name) for name in (*picture.tools, *picture.files)} == shown


@needs_graphviz
def test_a_drawing_has_names_as_text_and_never_as_markup(tmp_path: Path) -> None:
    ran = subprocess.run(
        ["dot", "-Tsvg"], input=as_dot(drawn(tmp_path, HOSTILE)).encode(), capture_output=True, check=True
    )
    assert b"<img" not in ran.stdout
    assert b"&lt;img" in ran.stdout


def text_of(node: dict[str, object]) -> str:
    """What graphviz draws for a node: its text without the marks of a drawing's commands."""
    drawn_ = node["_ldraw_"]
    assert isinstance(drawn_, list)
    return "".join(command["text"] for command in drawn_ if command["op"] == "T")
