from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import matched, mismatched, run

Capture = pytest.CaptureFixture[str]


def test_the_versions_that_fit_are_listed_with_their_edits_and_the_next_command(
    tmp_path: Path, capfd: Capture
) -> None:
    result = run(capfd, "plan", "wit-bindgen", mismatched(tmp_path))
    assert result.status == 0
    assert "  1. wit-bindgen 0.46.0: 1 edit\n" in result.out
    assert "       tools/updater/Cargo.toml:6  0.47.0  cargo:wit-bindgen\n" in result.out
    assert "       vercheck fix --tool wit-bindgen --to 0.46.0\n" in result.out


def test_without_a_tool_every_tool_with_a_finding_is_planned(tmp_path: Path, capfd: Capture) -> None:
    assert run(capfd, "plan", mismatched(tmp_path)).out.startswith("wit-bindgen\n")


def test_where_all_agree_there_is_nothing_to_move(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "plan", matched(tmp_path))
    assert (result.status, result.out) == (0, "nothing to move\n")


def test_json_names_every_edit_and_what_is_missing(tmp_path: Path, capfd: Capture) -> None:
    document = json.loads(run(capfd, "plan", "wit-bindgen", mismatched(tmp_path), "--format", "json").out)
    assert document["schema"] == "vercheck-plan-1"
    (plan,) = document["plans"]
    assert (plan["root"], plan["tools"]) == (".", ["wit-bindgen"])
    (move,) = plan["assignments"][0]["moves"]
    assert (move["version"], move["lacks"]) == ("0.46.0", [])
    assert move["edits"] == [
        {
            "path": "tools/updater/Cargo.toml",
            "line": 6,
            "column": 16,
            "artifact": "cargo:wit-bindgen",
            "version": "0.47.0",
        }
    ]


def test_where_no_version_fits_the_status_is_1_and_each_one_says_why(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "versions.bzl").write_text('TOOL_VERSIONS = {"wac": "0.7.0", "wasm-tools": "1.240.0"}\n')
    result = run(capfd, "plan", "wac", tmp_path)
    assert result.status == 1
    assert "  no version that is written or on offer here satisfies all rules\n" in result.out
    assert "  not wac 0.7.0: `bin:wac` `0.7.0` needs `bin:wasm-tools`" in result.out


def test_a_tool_that_is_not_pinned_is_wrong_usage(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "plan", "wit-bindgne", mismatched(tmp_path))
    assert result.status == 2
    assert "did you mean `wit-bindgen`?" in result.err
