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


def test_the_grid_has_a_tool_once_and_its_versions_under_each_other(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    (root / "b.bzl").write_text('WIT_BINDGEN_VERSION = "0.46.0"\n')
    with (root / "tools/updater/Cargo.toml").open("a") as manifest:
        manifest.write('[dev-dependencies]\nwit-bindgen = "0.47.0"\n')
    out = run(capfd, "list", "--format", "grid", "--tool", "wit-bindgen", root).out
    assert out == (
        "tool         version  place\n"
        "wit-bindgen  0.46.0   b.bzl:1\n"
        "                      toolchains/tool_versions.bzl:3\n"
        "             0.47.0   tools/updater/Cargo.toml:6,8\n"
    )


def test_a_grid_of_nothing_says_so(tmp_path: Path, capfd: Capture) -> None:
    assert run(capfd, "list", "--format", "grid", tmp_path).out == "no pins\n"


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


def test_csv_gives_a_terminal_no_commands(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "package.json").write_text('{"dependencies": {"\\u001b[31mred": "1.2.3"}}')
    out = run(capfd, "list", "--format", "csv", tmp_path).out
    assert "red" in out
    assert "\x1b" not in out


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


def test_what_comments_and_messages_name_is_listed_as_a_mention(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    (root / "install.sh").write_text(
        '# since wit-bindgen 0.40.0\necho "get wit-bindgen 0.41.0, tree 1.2.3"\n'
    )
    (root / "README.md").write_text("![wit](https://img.shields.io/badge/bindgen-0.1.0-green)\n")
    pins = json.loads(run(capfd, "list", "--format", "json", root).out)["pins"]
    mentioned = [(pin["path"], pin["line"], pin["version"]) for pin in pins if pin["role"] == "mentions"]
    assert mentioned == [("install.sh", 1, "0.40.0"), ("install.sh", 2, "0.41.0")]


def test_a_badge_names_a_version_or_a_minimum(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / ".nvmrc").write_text("20.1.0\n")
    (tmp_path / ".bazelversion").write_text("7.1.0\n")
    badges = "badge/node-%3E%3D14-green", "badge/bazel-7.1.0-green", "badge/cargo-1.0-green"
    (tmp_path / "README.md").write_text("".join(f"![x](https://img.shields.io/{one})\n" for one in badges))
    pins = json.loads(run(capfd, "list", "--format", "json", tmp_path).out)["pins"]
    mentioned = [(pin["tool"], pin["value"], pin["version"]) for pin in pins if pin["role"] == "mentions"]
    assert mentioned == [("nodejs", "range", "14"), ("bazel", "exact", "7.1.0")]


def test_a_version_within_a_name_is_listed_as_people_write_it(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "tox.ini").write_text("[tox]\nenvlist = py{39,310}\n")
    pins = json.loads(run(capfd, "list", "--format", "json", tmp_path).out)["pins"]
    assert [pin["version"] for pin in pins] == ["3.9", "3.10"]


def test_the_least_rust_of_a_text_is_a_mention_of_rust(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "rust-toolchain").write_text("1.80.0\n")
    (tmp_path / "README.md").write_text("MSRV: 1.65\n")
    pins = json.loads(run(capfd, "list", "--format", "json", tmp_path).out)["pins"]
    mentioned = [(pin["tool"], pin["value"], pin["version"]) for pin in pins if pin["role"] == "mentions"]
    assert mentioned == [("rust", "range", "1.65")]
