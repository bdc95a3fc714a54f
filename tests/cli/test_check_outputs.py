"""Several formats from one run, by the command line itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.cli.running import matched, mismatched, run
from tests.reporters.published import validate

Capture = pytest.CaptureFixture[str]


def test_an_output_with_a_format_stands_beside_the_text_on_the_terminal(
    tmp_path: Path, capfd: Capture
) -> None:
    root, file = mismatched(tmp_path / "root"), tmp_path / "out.sarif"
    result = run(capfd, "check", root, "--output", f"sarif:{file}")
    assert (result.status, result.err) == (1, "")
    assert result.out.startswith("error[companion-mismatch]: ")
    document = json.loads(file.read_text("utf-8"))
    validate(document, "sarif-2.1.0.json")
    (found,) = document["runs"][0]["results"]
    assert found["ruleId"] == "companion-mismatch"
    assert len(document["runs"][0]["tool"]["driver"]["rules"]) > 10


def test_each_output_has_its_format(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path / "root")
    names = ("concise", "github", "gitlab", "json", "jsonl", "junit", "markdown", "rdjson", "sarif", "text")
    outputs = [word for name in names for word in ("--output", f"{name}:{tmp_path / name}")]
    result = run(capfd, "check", root, "--format", "concise", *outputs)
    text = {name: (tmp_path / name).read_text("utf-8") for name in names}
    assert (result.status, result.out) == (1, text["concise"])
    for name in ("gitlab", "json", "jsonl", "sarif"):
        assert json.loads(text[name])
    rdjson = json.loads(text["rdjson"])
    validate(rdjson, "rdjson.json")
    assert rdjson["diagnostics"][0]["location"]["range"]["start"] == {"line": 6, "column": 16}
    assert ET.fromstring(text["junit"]).attrib["failures"] == "1"
    assert text["github"].startswith("::error file=tools/updater/Cargo.toml,line=6,col=16,")
    assert text["markdown"].startswith("## vercheck: 1 error in 3 files")
    assert text["text"].startswith("error[companion-mismatch]: ")


def test_a_file_without_a_format_takes_what_would_be_printed(tmp_path: Path, capfd: Capture) -> None:
    root, plain, junit = mismatched(tmp_path / "root"), tmp_path / "report", tmp_path / "junit.xml"
    result = run(capfd, "check", root, "--format", "json", "--output", plain, "--output", f"junit:{junit}")
    assert (result.status, result.out) == (1, "")
    assert json.loads(plain.read_text())["schema"] == "vercheck-report-1"
    assert ET.fromstring(junit.read_text()).tag == "testsuites"


def test_a_clean_tree_writes_its_reports_too(tmp_path: Path, capfd: Capture) -> None:
    result = run(
        capfd, "check", matched(tmp_path / "root"), "--output", f"gitlab:{tmp_path / 'quality.json'}"
    )
    assert (result.status, result.out) == (0, "no problems in 3 files, 5 pins\n")
    assert (tmp_path / "quality.json").read_text() == "[]\n"


def test_what_is_hidden_is_hidden_in_every_format(tmp_path: Path, capfd: Capture) -> None:
    root, file = mismatched(tmp_path / "root"), tmp_path / "out.json"
    (root / "vercheck.toml").write_text('[severity]\ncompanion-mismatch = "warning"\n')
    run(capfd, "check", root, "--severity", "error", "--output", f"json:{file}")
    assert json.loads(file.read_text())["diagnostics"] == []


def test_a_report_for_a_machine_has_no_colours(tmp_path: Path, capfd: Capture) -> None:
    run(capfd, "check", mismatched(tmp_path / "root"), "--output", f"text:{tmp_path / 'out'}")
    assert "\x1b" not in (tmp_path / "out").read_text()


def test_a_mistyped_format_names_the_near_one(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "check", matched(tmp_path), "--output", "sarfi:out.sarif")
    assert (result.status, result.out) == (2, "")
    assert (
        "there is no format `sarfi`; did you mean `sarif`? (a file of that name is `./sarfi:out.sarif`)"
        in (" ".join(result.err.split()))
    )


def test_a_word_far_from_every_format_lists_them(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "check", matched(tmp_path), "--output", "checkstyle:out.xml")
    assert result.status == 2
    assert "there is no format `checkstyle`; there are concise, github," in " ".join(result.err.split())


@pytest.mark.parametrize("name", ["./sarif:x", "C:x", "2026-01-01T10:00", "a.b:c"])
def test_a_colon_in_a_name_of_a_file_is_no_format(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    root = mismatched(tmp_path / "root")
    monkeypatch.chdir(tmp_path)
    assert run(capfd, "check", root, "--output", name).out == ""
    assert (tmp_path / name).read_text().startswith("error[companion-mismatch]")


@pytest.mark.parametrize("outputs", [("out", "out"), ("out", "json:out"), ("json:out", "sarif:./out")])
def test_two_reports_do_not_share_a_file(tmp_path: Path, capfd: Capture, outputs: tuple[str, str]) -> None:
    result = run(capfd, "check", matched(tmp_path), "--output", outputs[0], "--output", outputs[1])
    assert result.status == 2
    assert "two reports would go to `out`" in result.err


@pytest.mark.parametrize("value", ["sarif:", "sarif:{root}", "{root}"])
def test_an_output_is_a_file(tmp_path: Path, capfd: Capture, value: str) -> None:
    result = run(capfd, "check", matched(tmp_path), "--output", value.format(root=tmp_path))
    assert (result.status, result.out) == (2, "")


def test_a_file_that_cannot_be_written_is_wrong_usage(tmp_path: Path, capfd: Capture) -> None:
    file = tmp_path / "no/such/folder/out.sarif"
    result = run(capfd, "check", matched(tmp_path / "root"), "--output", f"sarif:{file}")
    assert (result.status, result.out) == (2, "")
    assert f"`{file}` cannot be written: No such file or directory" in result.err


def test_a_reader_sees_the_old_report_or_the_new_one(tmp_path: Path, capfd: Capture) -> None:
    root, file = mismatched(tmp_path / "root"), tmp_path / "out.json"
    file.write_text("old")
    with file.open() as reader:
        run(capfd, "check", root, "--output", f"json:{file}")
        assert reader.read() == "old"
    assert json.loads(file.read_text())["schema"] == "vercheck-report-1"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.json", "root"]


def test_no_run_reads_its_own_reports(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    names = (
        "gitlab:quality.json",
        "json:report.json",
        "jsonl:report.jsonl",
        "junit:junit.xml",
        "markdown:summary.md",
        "rdjson:rd.json",
        "sarif:out.sarif",
        "json:an odd [na]*me?.json",
    )
    outputs = [word for name in names for word in ("--output", name.replace(":", f":{root}/"))]
    first = run(capfd, "check", root, *outputs)
    assert run(capfd, "check", root, *outputs) == first


def test_formats_for_services_name_files_from_where_they_run(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    mismatched(tmp_path / "sub")
    monkeypatch.chdir(tmp_path)
    assert run(capfd, "check", "sub", "--format", "github").out.startswith(
        "::error file=sub/tools/updater/Cargo.toml,"
    )
    assert run(capfd, "check", "sub", "--format", "concise").out.startswith("tools/updater/Cargo.toml:")


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="needs /dev/stdout")
def test_a_report_can_go_into_a_pipe(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "vercheck", "check", str(mismatched(tmp_path))]
    ended = subprocess.run(
        [*command, "--output", "/dev/stdout", "--format", "json"],
        env=dict(os.environ),
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (1, b"")
    assert json.loads(ended.stdout)["summary"]["errors"] == 1


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("-", "`-` is no file: without `--output`, standard output is written to"),
        ("sarif:-", "`-` is no file: `--format sarif` goes to standard output"),
        ("sarif", "`sarif` is a format: `sarif:FILE` (a file of that name is `./sarif`)"),
    ],
)
def test_what_names_no_file_in_anybodys_mind_makes_none(
    output: str, words: str, tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mismatched(tmp_path))
    before = sorted(tmp_path.iterdir())
    result = run(capfd, "check", "--output", output)
    assert (result.status, result.out) == (2, "")
    assert words in " ".join(result.err.split())
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_that_is_called_like_a_format_is_named_with_its_folder(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mismatched(tmp_path))
    run(capfd, "check", "--output", "./json")
    assert (tmp_path / "json").is_file()


@pytest.mark.parametrize("command", ["coverage", "graph", "list"])
def test_other_commands_take_no_dash_for_a_file_either(
    command: str, tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mismatched(tmp_path))
    assert run(capfd, command, "--output", "-").status == 2
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize(
    ("format_", "words"),
    [("jsn", "did you mean `json`?"), ("zzz", "there are concise, github, gitlab, json,")],
)
def test_a_format_that_there_is_not_names_the_one_that_may_be_meant(
    format_: str, words: str, tmp_path: Path, capfd: Capture
) -> None:
    result = run(capfd, "check", "--format", format_, mismatched(tmp_path))
    assert result.status == 2
    assert words in " ".join(result.err.split())
