from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import matched, mismatched, run

Capture = pytest.CaptureFixture[str]

TABLES = """
check               errors  warnings
companion-mismatch       1         0
version-drift            1         0

tool                errors  warnings
fob                      1         0
wit-bindgen              1         0
"""


def drifting(root: Path) -> Path:
    (mismatched(root) / "a.bzl").write_text('FOB_VERSION = "1.0.0"\n')
    (root / "b.bzl").write_text('FOB_VERSION = "2.0.0"\n')
    return root


@pytest.mark.parametrize("format_", ["text", "concise"])
def test_findings_are_counted_after_them(tmp_path: Path, capfd: Capture, format_: str) -> None:
    root = drifting(tmp_path)
    plain = run(capfd, "check", "--format", format_, root)
    counted = run(capfd, "check", "--format", format_, "--statistics", root)
    assert counted.out == plain.out + TABLES
    assert counted.status == plain.status == 1


def test_nothing_found_is_nothing_to_count(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "check", "--statistics", matched(tmp_path))
    assert result.out == "no problems in 3 files, 5 pins\n"


def test_a_finding_without_a_tool_is_counted_and_the_gravest_come_first(
    tmp_path: Path, capfd: Capture
) -> None:
    (tmp_path / "a.bzl").write_text("X = 1  # vercheck: ignore[version-drift] why\n")
    (mismatched(tmp_path) / "c.bzl").write_text("X = 1  # vercheck: ignore[version-drift]\n")
    out = run(capfd, "check", "--statistics", tmp_path).out
    rows = [line.rsplit(maxsplit=2) for line in out[out.index("\ncheck ") :].splitlines() if line]
    assert rows == [
        ["check", "errors", "warnings"],
        ["companion-mismatch", "1", "0"],
        ["unused-ignore", "0", "2"],
        ["tool", "errors", "warnings"],
        ["wit-bindgen", "1", "0"],
        ["(no tool)", "0", "2"],
    ]


def test_what_is_hidden_is_not_counted(tmp_path: Path, capfd: Capture) -> None:
    root = drifting(tmp_path)
    run(capfd, "baseline", root)
    assert "errors  warnings" not in run(capfd, "check", "--statistics", root).out


def test_a_format_for_programs_is_left_as_it_is(tmp_path: Path, capfd: Capture) -> None:
    root, file = drifting(tmp_path / "root"), tmp_path / "report.json"
    out = run(capfd, "check", "--statistics", "--output", f"json:{file}", root).out
    assert out.endswith(TABLES)
    written = file.read_text()
    run(capfd, "check", "--output", f"json:{file}", root)
    assert file.read_text() == written


def test_statistics_for_programs_alone_are_refused(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "check", "--statistics", "--format", "json", drifting(tmp_path))
    assert (result.status, "`--statistics` is for people" in result.err) == (2, True)
