from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import matched, mismatched, run

Capture = pytest.CaptureFixture[str]


def test_a_proposal_is_printed_and_nothing_is_written(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    before = sorted(root.rglob("*"))
    result = run(capfd, "init", root)
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith("# Proposed by `vercheck init`, which read 3 files")
    assert '#companion-mismatch = "warning"  # 1 error\n' in result.out
    assert sorted(root.rglob("*")) == before


def test_write_creates_what_would_be_printed(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    printed = run(capfd, "init", root).out
    result = run(capfd, "init", "--write", root)
    assert (result.status, result.err) == (0, "")
    assert (root / "vercheck.toml").read_text("utf-8") == printed


def test_the_file_changes_nothing_by_itself(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    before = run(capfd, "check", root)
    run(capfd, "init", "--write", root)
    assert run(capfd, "check", root) == before


def test_init_baseline_and_check_are_green(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    run(capfd, "init", "--write", root)
    assert run(capfd, "baseline", root).status == 0
    assert run(capfd, "check", "--fail-on", "warning", root).status == 0
    (root / "a.bzl").write_text('WASM_TOOLS_VERSION = "1.239.0"\n')
    result = run(capfd, "check", "--format", "concise", root)
    assert (result.status, len(result.out.splitlines())) == (1, 1)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("vercheck.toml", "exclude = []\n"),
        (".vercheck.toml", ""),
        ("pyproject.toml", "[tool.vercheck]\n"),
    ],
)
def test_a_configuration_that_exists_is_never_touched(
    tmp_path: Path, capfd: Capture, name: str, text: str
) -> None:
    root = matched(tmp_path)
    (root / name).write_text(text)
    result = run(capfd, "init", "--write", root)
    assert (result.status, f"`{name}` already configures vercheck" in result.err) == (2, True)
    assert (root / name).read_text() == text
    assert name == "vercheck.toml" or not (root / "vercheck.toml").exists()
    assert run(capfd, "init", root).status == 0


def test_a_link_that_leads_nowhere_is_not_written_through(tmp_path: Path, capfd: Capture) -> None:
    root = matched(tmp_path / "root")
    (root / "vercheck.toml").symlink_to(tmp_path / "elsewhere.toml")
    result = run(capfd, "init", "--write", root)
    assert (result.status, "is a link that leads out of the root" in result.err) == (2, True)
    assert not (tmp_path / "elsewhere.toml").exists()


def test_a_configuration_that_is_wrong_stops_the_run(tmp_path: Path, capfd: Capture) -> None:
    root = matched(tmp_path)
    (root / "vercheck.toml").write_text("authority = 1\n")
    assert run(capfd, "init", "--write", root).status == 2
    assert (root / "vercheck.toml").read_text() == "authority = 1\n"
