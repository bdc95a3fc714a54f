from __future__ import annotations

import csv
import io
import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from tests.cli.running import mismatched, run

Capture = pytest.CaptureFixture[str]


def test_the_table_has_a_line_for_each_pin(tmp_path: Path, capfd: Capture) -> None:
    lines = run(capfd, "list", mismatched(tmp_path)).out.splitlines()
    assert lines[0].split() == ["tool", "artifact", "role", "value", "version", "scope", "place"]
    assert lines[-1].split() == [
        "wit-bindgen",
        "cargo:wit-bindgen",
        "requires",
        "range",
        "0.47.0",
        ".",
        "tools/updater/Cargo.toml:6:16",
    ]


def test_json_is_as_its_schema_says(tmp_path: Path, capfd: Capture) -> None:
    document = json.loads(run(capfd, "list", "--format", "json", mismatched(tmp_path)).out)
    schema = json.loads((files("vercheck") / "schemas/pins.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    assert document["pins"][-1] == {
        "artifact": "cargo:wit-bindgen",
        "tool": "wit-bindgen",
        "role": "requires",
        "value": "range",
        "version": "0.47.0",
        "path": "tools/updater/Cargo.toml",
        "line": 6,
        "column": 16,
        "scope": ".",
        "address": "dependencies.wit-bindgen",
        "reference": None,
        "digests": [],
    }


def test_a_reference_shows_where_it_leads(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    (root / "Cargo.toml").write_text(
        '[workspace]\nmembers = ["*"]\n[workspace.dependencies]\nserde = "1.2"\n'
    )
    (root / "member").mkdir()
    (root / "member/Cargo.toml").write_text('[package]\nname = "m"\n[dependencies]\nserde.workspace = true\n')
    pins = json.loads(run(capfd, "list", "--format", "json", "--tool", "serde", root).out)["pins"]
    (reference,) = [pin for pin in pins if pin["path"] == "member/Cargo.toml"]
    assert reference["value"] == "reference"
    assert reference["reference"] is not None


def test_csv_is_read_by_a_spreadsheet(tmp_path: Path, capfd: Capture) -> None:
    rows = list(csv.DictReader(io.StringIO(run(capfd, "list", "--format", "csv", mismatched(tmp_path)).out)))
    assert rows[-1]["version"] == "0.47.0"
    assert rows[-1]["reference"] == ""


def test_one_tool_can_be_asked_for_by_any_of_its_names(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    by_name = run(capfd, "list", "--tool", "wit-bindgen", root).out
    assert len(by_name.splitlines()) == 3
    assert run(capfd, "list", "--tool", "cargo:wit-bindgen", root).out == by_name


def test_a_tool_that_is_not_pinned_is_wrong_usage(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "list", "--tool", "wit-bindgne", mismatched(tmp_path))
    assert result.status == 2
    assert "did you mean `wit-bindgen`?" in result.err


def test_an_empty_tree_has_no_pins(tmp_path: Path, capfd: Capture) -> None:
    assert run(capfd, "list", tmp_path).out == "no pins\n"
