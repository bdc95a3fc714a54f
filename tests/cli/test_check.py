from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from tests.cli.running import matched, mismatched, run
from tests.repositories import Repository

Capture = pytest.CaptureFixture[str]


def test_findings_exit_with_one(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "check", mismatched(tmp_path))
    assert result.status == 1
    assert result.out.startswith("error[companion-mismatch]: ")
    assert " --> tools/updater/Cargo.toml:6:16\n" in result.out
    assert result.err == ""


def test_a_tree_that_agrees_exits_with_zero(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "check", matched(tmp_path))
    assert (result.status, result.out) == (0, "no problems in 3 files, 5 pins\n")


def test_a_tree_with_nothing_to_read_says_so(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "check", tmp_path)
    assert (result.status, result.out) == (0, "nothing checked: no file here is one that vercheck reads\n")


def test_concise_is_one_line_for_each_finding(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "check", "--format", "concise", mismatched(tmp_path))
    (line,) = result.out.splitlines()
    assert line.startswith("tools/updater/Cargo.toml:6:16: error[companion-mismatch] ")


def test_json_is_as_its_schema_says(tmp_path: Path, capfd: Capture) -> None:
    document = json.loads(run(capfd, "check", "--format", "json", mismatched(tmp_path)).out)
    schema = json.loads((files("vercheck") / "schemas/report.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(document)
    assert document["summary"]["errors"] == 1
    assert document["diagnostics"][0]["version"] == "0.47.0"


def test_two_runs_say_the_same_bytes(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    assert run(capfd, "check", "--format", "json", root) == run(capfd, "check", "--format", "json", root)


def test_output_goes_to_a_file(tmp_path: Path, capfd: Capture) -> None:
    root, file = mismatched(tmp_path / "root"), tmp_path / "report.txt"
    result = run(capfd, "check", root, "--output", file)
    assert (result.status, result.out) == (1, "")
    assert file.read_text().startswith("error[companion-mismatch]")


def test_a_file_that_cannot_be_written_is_wrong_usage(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "check", matched(tmp_path), "--output", tmp_path / "no/such/folder")
    assert result.status == 2
    assert "cannot be written" in result.err


def test_select_runs_only_what_it_names(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    assert run(capfd, "check", "--select", "version-drift", root).status == 0
    assert run(capfd, "check", "--select", "version-drift,companion-mismatch", root).status == 1


def test_ignore_runs_all_but_what_it_names(tmp_path: Path, capfd: Capture) -> None:
    assert run(capfd, "check", "--ignore", "companion-mismatch", mismatched(tmp_path)).status == 0


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_check_that_does_not_exist_names_the_near_one(tmp_path: Path, capfd: Capture, option: str) -> None:
    result = run(capfd, "check", option, "companion-missmatch", tmp_path)
    assert result.status == 2
    assert "there is no check `companion-missmatch`; did you mean `companion-mismatch`?" in result.err


def test_warnings_fail_only_where_they_are_asked_to(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    (root / "vercheck.toml").write_text('[severity]\ncompanion-mismatch = "warning"\n')
    assert run(capfd, "check", root).status == 0
    assert run(capfd, "check", "--fail-on", "warning", root).status == 1


def test_severity_hides_what_is_below_it(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    (root / "vercheck.toml").write_text('[severity]\ncompanion-mismatch = "warning"\n')
    assert "warning[companion-mismatch]" in run(capfd, "check", root).out
    assert run(capfd, "check", "--severity", "error", root).out.startswith("no problems")


def test_failing_on_what_is_hidden_is_refused(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "check", "--severity", "error", "--fail-on", "warning", tmp_path)
    assert (result.status, result.out) == (2, "")


def test_a_wrong_configuration_exits_with_two_and_its_place(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "vercheck.toml").write_text("exlude = []\n")
    result = run(capfd, "check", tmp_path)
    assert result.status == 2
    assert result.err == "vercheck: vercheck.toml:1: unknown key `exlude`; did you mean `exclude`?\n"


def test_a_configured_check_that_does_not_exist_exits_with_two(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "vercheck.toml").write_text('[severity]\n"version-drfit" = "off"\n')
    result = run(capfd, "check", tmp_path)
    assert result.status == 2
    assert "vercheck.toml:2: " in result.err
    assert "did you mean `version-drift`?" in result.err


def test_a_pack_that_does_not_exist_exits_with_two(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "vercheck.toml").write_text('packs = ["rules/none.toml"]\n')
    assert run(capfd, "check", tmp_path).status == 2


def test_excluded_files_are_not_read(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "check", "--exclude", "tools/", mismatched(tmp_path))
    assert (result.status, result.out) == (0, "no problems in 2 files, 3 pins\n")


def test_an_inline_ignore_with_a_reason_hides_a_finding(tmp_path: Path, capfd: Capture) -> None:
    manifest = mismatched(tmp_path) / "tools/updater/Cargo.toml"
    ignored = '"0.47.0"  # vercheck: ignore[companion-mismatch] the tool follows next week'
    manifest.write_text(manifest.read_text().replace('"0.47.0"', ignored))
    assert run(capfd, "check", "--fail-on", "warning", tmp_path).status == 0


def test_a_path_is_a_folder(tmp_path: Path, capfd: Capture) -> None:
    assert run(capfd, "check", tmp_path / "none").status == 2
    assert run(capfd, "check", mismatched(tmp_path) / "MODULE.bazel").status == 2


def test_without_a_path_the_work_tree_of_the_current_directory_is_checked(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Repository.new(mismatched(tmp_path)).root
    monkeypatch.chdir(root / "tools")
    document = json.loads(run(capfd, "check", "--format", "json").out)
    assert document["root"] == ".."
    assert document["diagnostics"][0]["path"] == "tools/updater/Cargo.toml"


def test_outside_of_a_work_tree_the_current_directory_is_checked(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mismatched(tmp_path) / "tools")
    document = json.loads(run(capfd, "check", "--format", "json").out)
    assert (document["root"], document["summary"]["files"]) == (".", 1)


def test_names_from_the_tree_give_the_terminal_no_commands(tmp_path: Path, capfd: Capture) -> None:
    mismatched(tmp_path)
    (tmp_path / "tools/updater").rename(tmp_path / "tools/\x1b[31m\n")
    result = run(capfd, "check", tmp_path)
    assert "tools/\\x1b[31m\\n/Cargo.toml:6:16" in result.out
    assert "\x1b" not in result.out


def test_output_is_utf8_whatever_the_locale_says(tmp_path: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    root = mismatched(tmp_path / "größe")
    command = [sys.executable, "-m", "vercheck", "check", str(root / "tools")]
    (root / "tools/updater").rename(root / "tools/größe")
    ended = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_a_reader_that_stops_early_changes_neither_verdict_nor_peace(tmp_path: Path) -> None:
    root = mismatched(tmp_path)
    command = [sys.executable, "-m", "vercheck", "check", str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()
        assert (process.wait(), errors) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_report_that_cannot_be_written_is_no_bug(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "vercheck", "check", str(mismatched(tmp_path))]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, text=True)
    assert ended.returncode == 2
    assert ended.stderr == "Error: could not write the report: no space left on device\n"
