"""`vercheck check --base REV` and `--changed`, as a shell sees them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import MANIFEST, matched, mismatched, run
from tests.repositories import Repository
from vercheck.cli._destinations import formats

Capture = pytest.CaptureFixture[str]
CARGO = "tools/updater/Cargo.toml"
ARCHIVE = """\
http_archive(
    name = "gizmo",
    url = "https://github.com/acme/gizmo/archive/v2.0.0.tar.gz",
    sha256 = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb",
)
"""


def committed(root: Path, make: Callable[[Path], Path]) -> Repository:
    repository = Repository.new(make(root))
    repository.commit({})
    return repository


def test_what_was_there_does_not_fail_a_gate(tmp_path: Path, capfd: Capture) -> None:
    committed(tmp_path, mismatched)
    result = run(capfd, "check", "--changed", tmp_path)
    assert (result.status, result.out) == (
        0,
        "nothing that the change touches in 3 files, 5 pins; 1 finding that it does not touch\n",
    )


def test_what_a_change_brings_does(tmp_path: Path, capfd: Capture) -> None:
    committed(tmp_path, matched).write({CARGO: MANIFEST})
    result = run(capfd, "check", "--changed", "--format", "concise", tmp_path)
    assert result.status == 1
    assert result.out.startswith(f"{CARGO}:6:16: error[companion-mismatch] ")


def test_the_exit_status_counts_what_is_shown(tmp_path: Path, capfd: Capture) -> None:
    repository = committed(tmp_path, mismatched)
    repository.write({"new.bzl": "# vercheck: ignore[version-drift] nothing is here\n"})
    result = run(capfd, "check", "--changed", "--format", "concise", tmp_path)
    assert (result.status, result.out.count("\n")) == (0, 1)
    assert "warning[unused-ignore]" in result.out
    assert run(capfd, "check", "--changed", "--fail-on", "warning", tmp_path).status == 1
    assert run(capfd, "check", tmp_path).status == 1


def test_a_revision_is_any_that_git_knows(tmp_path: Path, capfd: Capture) -> None:
    repository = committed(tmp_path, matched)
    repository.git("tag", "v1")
    repository.commit({CARGO: MANIFEST})
    for revision in ("v1", "HEAD~1", "main~1"):
        assert run(capfd, "check", "--base", revision, tmp_path).status == 1
    assert run(capfd, "check", "--base", "HEAD", tmp_path).status == 0


def test_a_digest_that_stayed_behind_is_reported_in_every_format(tmp_path: Path, capfd: Capture) -> None:
    repository = Repository.new(tmp_path, {"WORKSPACE": ARCHIVE})
    repository.write({"WORKSPACE": ARCHIVE.replace("2.0.0", "2.1.0")})
    for format_ in formats():
        result = run(capfd, "check", "--changed", "--format", format_, tmp_path)
        assert result.status == 1, format_
        assert "stale-digest" in result.out, format_


def test_without_a_base_no_digest_is_called_stale_and_no_ignore_of_one_unused(
    tmp_path: Path, capfd: Capture
) -> None:
    ignored = ARCHIVE.replace(
        "    sha256", "    # vercheck: ignore[stale-digest] both are one file\n    sha256"
    )
    repository = Repository.new(tmp_path, {"WORKSPACE": ignored})
    repository.write({"WORKSPACE": ignored.replace("2.0.0", "2.1.0")})
    whole = json.loads(run(capfd, "check", "--format", "json", tmp_path).out)
    changed = json.loads(run(capfd, "check", "--changed", "--format", "json", tmp_path).out)
    assert (whole["diagnostics"], changed["diagnostics"]) == ([], [])
    repository.git("commit", "-qam", "moved")
    assert json.loads(run(capfd, "check", "--changed", "--format", "json", tmp_path).out)["diagnostics"] == []


def test_only_the_counts_of_what_is_shown_are_told(tmp_path: Path, capfd: Capture) -> None:
    committed(tmp_path, mismatched)
    summary = json.loads(run(capfd, "check", "--changed", "--format", "json", tmp_path).out)["summary"]
    assert (summary["errors"], summary["files"], summary["pins"]) == (0, 3, 5)


def test_two_runs_say_the_same_bytes(tmp_path: Path, capfd: Capture) -> None:
    committed(tmp_path, matched).write({CARGO: MANIFEST})
    first, second = (run(capfd, "check", "--changed", "--format", "json", tmp_path) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("options", "trouble"),
    [
        (("--base", "nope"), "Error: there is no revision `nope` here\n"),
        (("--base", "--changed"), "Error: there is no revision `--changed` here\n"),
        (("--base", "HEAD", "--changed"), "`--changed` compares with what is checked out, and `--base` with"),
    ],
)
def test_a_wrong_base_is_wrong_usage(
    tmp_path: Path, capfd: Capture, options: tuple[str, ...], trouble: str
) -> None:
    committed(tmp_path, matched)
    result = run(capfd, "check", *options, tmp_path)
    assert (result.status, result.out) == (2, "")
    assert trouble in result.err


def test_outside_of_a_work_tree_there_is_nothing_to_compare_with(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "check", "--changed", matched(tmp_path))
    assert (result.status, result.out) == (2, "")
    assert "this is not a git work tree" in result.err


def test_a_report_that_is_written_into_the_tree_is_no_change(tmp_path: Path, capfd: Capture) -> None:
    committed(tmp_path, mismatched)
    report = tmp_path / "report.json"
    for _ in range(2):
        assert run(capfd, "check", "--changed", "--output", f"json:{report}", tmp_path).status == 0
        assert json.loads(report.read_text())["diagnostics"] == []
