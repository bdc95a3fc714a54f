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
    assert f"       vercheck fix --tool wit-bindgen --to 0.46.0 {tmp_path}\n" in result.out


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
    first = plan["assignments"][0]
    assert (first["together"], first["warnings"]) == ([], [])
    assert first["commands"] == [f"vercheck fix --tool wit-bindgen --to 0.46.0 {tmp_path}"]
    (move,) = first["moves"]
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
    (tmp_path / "versions.bzl").write_text('TOOL_VERSIONS = {"tinygo": "0.33.0", "go": "1.25.0"}\n')
    result = run(capfd, "plan", "tinygo", tmp_path)
    assert result.status == 1
    assert "  no version that is written or on offer here satisfies all rules\n" in result.out
    assert "  not tinygo 0.33.0: `bin:tinygo` `0.33.0` needs `toolchain:go`" in result.out


def test_what_is_only_warned_of_is_offered_with_the_warning(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "versions.bzl").write_text('TOOL_VERSIONS = {"wac": "0.7.0", "wasm-tools": "1.240.0"}\n')
    result = run(capfd, "plan", "wac", tmp_path)
    assert result.status == 0
    assert "  1. wac 0.7.0: nothing to move\n       warning: `bin:wac` `0.7.0` needs" in result.out


@pytest.mark.parametrize("name", ["nothere/", "./nothere", "/nothere/at/all"])
def test_a_wrong_path_is_answered_as_one(tmp_path: Path, capfd: Capture, name: str) -> None:
    result = run(capfd, "plan", name)
    assert result.status == 2
    assert f"`{name}` is not there: PATH is a folder" in result.err


def test_tools_that_belong_together_have_a_heading_each_and_an_order(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a.bzl").write_text('TOOL_VERSIONS = {"tinygo": "0.31.0", "go": "1.22.0"}\n')
    (tmp_path / "b.bzl").write_text('TINYGO_VERSION = "0.32.0"\nGO_VERSION = "1.22.1"\n')
    out = run(capfd, "plan", "tinygo", "go", tmp_path).out
    assert out.startswith("go, tinygo\n")
    assert "     go 1.22.1: 1 edit\n       a.bzl:1  1.22.0  toolchain:go\n" in out
    assert "     in this order:\n       vercheck fix --tool" in out
    assert "in total" not in out


def test_tools_that_nothing_ties_are_planned_apart_and_add_up(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a.bzl").write_text('TOOL_VERSIONS = {"gizmo": "1.0.0", "gadget": "3.0.0"}\n')
    (tmp_path / "b.bzl").write_text('GIZMO_VERSION = "1.1.0"\nGADGET_VERSION = "3.1.0"\n')
    asked = run(capfd, "plan", "gizmo", "gadget", tmp_path)
    assert asked.out.startswith("gadget\n  1. gadget 3.1.0: 1 edit\n")
    assert asked.out.endswith(
        "in total: 2 edits, with the first choice of each; no rule ties them\n"
        "  gadget 3.1.0\n"
        "  gizmo 1.1.0\n"
        f"  vercheck fix --tool gadget --to 3.1.0 {tmp_path}\n"
        f"  vercheck fix --tool gizmo --to 1.1.0 {tmp_path}\n"
    )
    assert run(capfd, "plan", tmp_path).out == asked.out


def test_the_total_says_for_which_tools_nothing_fits(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a.bzl").write_text(
        'TOOL_VERSIONS = {"tinygo": "0.33.0", "go": "1.25.0", "gizmo": "1.0.0"}\n'
    )
    (tmp_path / "b.bzl").write_text('GIZMO_VERSION = "1.1.0"\n')
    result = run(capfd, "plan", "tinygo", "gizmo", tmp_path, "--format", "json")
    total = json.loads(result.out)["total"]
    assert result.status == 1
    assert total == {
        "edits": 1,
        "commands": [f"vercheck fix --tool gizmo --to 1.1.0 {tmp_path}"],
        "moves": [{"root": ".", "tool": "gizmo", "version": "1.1.0"}],
        "unsolved": [{"root": ".", "tools": ["tinygo"]}],
    }


def test_packages_with_versions_of_their_own_may_stay_as_they_are(tmp_path: Path, capfd: Capture) -> None:
    for folder, version in (("a", "18.3.1"), ("b", "19.1.0")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "package.json").write_text(f'{{"dependencies": {{"left-pad": "{version}"}}}}\n')
    result = run(capfd, "plan", "left-pad", tmp_path)
    assert (result.status, "left-pad\n  1. as it is: nothing to move\n" in result.out) == (0, True)


def test_a_tool_that_is_not_pinned_is_wrong_usage(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "plan", "wit-bindgne", mismatched(tmp_path))
    assert result.status == 2
    assert "did you mean `wit-bindgen`?" in result.err


def test_an_error_that_no_choice_ends_is_told_with_the_reason(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "Cargo.toml").write_text('[dependencies]\nwasmparser = "0.240"\nwasm-encoder = "0.241"\n')
    result = run(capfd, "plan", tmp_path)
    assert result.status == 1
    assert "cannot plan wasm-tools: no exact version of it is written or on offer here\n" in result.out
    assert "nothing to move" not in result.out
    (one,) = json.loads(run(capfd, "plan", tmp_path, "--format", "json").out)["unplanned"]
    assert (one["tool"], one["check"], one["severity"]) == ("wasm-tools", "lockstep-broken", "error")


def test_a_warning_that_no_choice_ends_is_told_where_nothing_else_is(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / ".github/workflows/ci.yml").write_text(
        "jobs:\n  build:\n    steps:\n      - uses: actions/setup-java@v4\n"
        "        with:\n          java-version: '17'\n"
    )
    (tmp_path / "shell.nix").write_text("{ pkgs }: pkgs.mkShell { packages = [ pkgs.jdk21 ]; }\n")
    result = run(capfd, "plan", tmp_path)
    assert result.status == 0
    assert result.out.startswith(
        "cannot plan java: `17` stays (.github/workflows/ci.yml:6): a job sets it up"
    )


def test_a_downgrade_and_a_missing_entry_are_marked(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a.bzl").write_text('GIZMO_VERSION = "1.0.0"\n')
    (tmp_path / "b.bzl").write_text('GIZMO_VERSION = "1.1.0"\n')
    out = run(capfd, "plan", tmp_path).out
    assert "  2. gizmo 1.0.0: 1 edit\n       a downgrade: from 1.1.0\n" in out
    (plan,) = json.loads(run(capfd, "plan", tmp_path, "--format", "json").out)["plans"]
    assert [one["moves"][0]["downgrade_from"] for one in plan["assignments"]] == [None, "1.1.0"]
    assert [one["errors"] for one in plan["assignments"]] == [[], []]


def test_a_name_that_check_prints_is_one_that_plan_takes(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "requirements.txt").write_text("protobuf==5.29.0\n")
    assert run(capfd, "plan", "protobuf", tmp_path).out.startswith("protobuf\n  1. protobuf 5.29.0")
    assert run(capfd, "plan", "pypi:protobuf", tmp_path).out.startswith("protobuf\n  1. protobuf 5.29.0")
