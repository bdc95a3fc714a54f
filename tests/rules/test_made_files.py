"""Files that a shipped row says are made for a version: what a comparison and a bump say of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.repositories import Repository
from vercheck.packs import load_packs

Capture = pytest.CaptureFixture[str]
LOCK = "third_party/cargo-bazel-lock.json"


def rules_rust(version: str) -> dict[str, str]:
    return {"MODULE.bazel": f'module(name = "gyro")\nbazel_dep(name = "rules_rust", version = "{version}")\n'}


def committed(root: Path, version: str, path: str = LOCK) -> Repository:
    repository = Repository.new(root)
    repository.commit({**rules_rust(version), path: '{"checksum": "abc", "crates": {}}\n'})
    return repository


@pytest.mark.parametrize("path", [LOCK, "cargo-bazel-lock.json"])
def test_a_lock_that_stayed_when_its_generator_moved_is_told_at_the_version(
    tmp_path: Path, capfd: Capture, path: str
) -> None:
    committed(tmp_path, "0.60.0", path).write(rules_rust("0.69.0"))
    result = run(capfd, "check", "--base", "HEAD", "--format", "concise", tmp_path)
    assert result.out.startswith(
        f"MODULE.bazel:2:43: warning[stale-digest] `bazel:rules_rust` moved from `0.60.0` to `0.69.0` "
        f"and {path} did not"
    )


def test_a_lock_that_was_made_anew_is_not_told(tmp_path: Path, capfd: Capture) -> None:
    committed(tmp_path, "0.60.0").write(rules_rust("0.69.0"))
    (tmp_path / LOCK).write_text('{"checksum": "def", "crates": {}}\n')
    assert "stale-digest" not in run(capfd, "check", "--base", "HEAD", tmp_path).out


def test_a_release_with_the_same_generator_and_compiler_makes_the_same_lock(
    tmp_path: Path, capfd: Capture
) -> None:
    committed(tmp_path, "0.62.0").write(rules_rust("0.63.0"))
    assert "stale-digest" not in run(capfd, "check", "--base", "HEAD", tmp_path).out


def test_without_a_base_nothing_is_said_of_it(tmp_path: Path, capfd: Capture) -> None:
    committed(tmp_path, "0.60.0").write(rules_rust("0.69.0"))
    assert "stale-digest" not in run(capfd, "check", tmp_path).out


def test_a_bump_names_the_lock_and_its_command(tmp_path: Path, capfd: Capture) -> None:
    committed(tmp_path, "0.60.0")
    lines = run(capfd, "bump", "rules_rust", "0.69.0", tmp_path).err.splitlines()
    assert f"  {LOCK}: CARGO_BAZEL_REPIN=true bazel build --nobuild //..." in lines


def test_a_bump_to_a_release_that_makes_the_same_lock_does_not_name_it(
    tmp_path: Path, capfd: Capture
) -> None:
    committed(tmp_path, "0.62.0")
    assert LOCK not in run(capfd, "bump", "rules_rust", "0.63.0", tmp_path).err


def test_the_pack_on_the_page_holds(tmp_path: Path, capfd: Capture) -> None:
    page = Path(__file__).parents[2] / "docs/commands/rules.md"
    found = re.search(r"<!-- engine-files.toml -->\n```toml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    assert found is not None
    for path, text in (
        ("engine.toml", found[1]),
        ("versions.bzl", 'TOOL_VERSIONS = {\n    "engine": "2.1.0",\n}\n'),
        ("vercheck.toml", 'packs = ["engine.toml"]\n'),
        ("api/a.engine.py", ""),
    ):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    assert "  api/a.engine.py: make bindings" in run(capfd, "bump", "engine", "2.2.0", tmp_path).err
    assert "make bindings" not in run(capfd, "bump", "engine", "2.0.3", tmp_path).err


def test_rows_of_every_kind_are_listed(tmp_path: Path, capfd: Capture) -> None:
    listed = json.loads(run(capfd, "rules", "list", "--format", "json", tmp_path).out)["rules"]
    assert {row["id"] for row in listed} == {row.id for row in load_packs().rows()}
    assert {"member", "derived"} <= {row["kind"] for row in listed}


def test_a_row_is_shown_with_its_command_and_the_releases_that_make_the_same(
    tmp_path: Path, capfd: Capture
) -> None:
    lines = run(capfd, "rules", "show", "bazel/crate-universe", tmp_path).out.splitlines()
    assert "    made by: CARGO_BAZEL_REPIN=true bazel build --nobuild //..." in lines
    assert "      0.55 or 0.56" in lines
