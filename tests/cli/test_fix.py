from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.running import MANIFEST, VERSIONS, matched, mismatched, run

Capture = pytest.CaptureFixture[str]

DIFF = """\
--- a/tools/updater/Cargo.toml
+++ b/tools/updater/Cargo.toml
@@ -3,4 +3,4 @@
 version = "0.1.0"
{blank}
 [dependencies]
-wit-bindgen = "0.47.0"
+wit-bindgen = "0.46.0"
""".format(blank=" ")


def manifest(root: Path) -> str:
    return (root / "tools/updater/Cargo.toml").read_text()


def test_without_write_the_diff_is_shown_and_nothing_changes(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    result = run(capfd, "fix", root)
    assert (result.status, result.out) == (1, DIFF)
    assert (
        result.err == "would apply: change `cargo:wit-bindgen` to `0.46.0`\nadd `--write` to apply the diff\n"
    )
    assert manifest(root) == MANIFEST


def test_the_diff_is_one_that_patch_takes(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    diff = run(capfd, "fix", root).out
    subprocess.run(["git", "apply", "-"], cwd=root, input=diff.encode(), check=True)
    assert run(capfd, "check", root).status == 0


def test_write_applies_it_and_the_finding_is_gone(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    result = run(capfd, "fix", "--write", root)
    assert (result.status, result.out) == (0, DIFF)
    assert result.err == "applied: change `cargo:wit-bindgen` to `0.46.0`\n"
    assert manifest(root) == MANIFEST.replace("0.47.0", "0.46.0")
    assert run(capfd, "check", root).status == 0


def test_a_second_write_has_nothing_to_do(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    run(capfd, "fix", "--write", root)
    result = run(capfd, "fix", "--write", root)
    assert (result.status, result.out, result.err) == (0, "", "nothing to fix\n")


def test_a_tree_that_agrees_has_nothing_to_fix(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "fix", matched(tmp_path))
    assert (result.status, result.out, result.err) == (0, "", "nothing to fix\n")


def test_a_tool_is_moved_wherever_it_stands(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    result = run(capfd, "fix", "--tool", "wit-bindgen", "--to", "0.48.0", "--write", root)
    assert result.status == 0
    assert (root / "toolchains/tool_versions.bzl").read_text() == VERSIONS.replace("0.46.0", "0.48.0")
    assert manifest(root) == MANIFEST.replace("0.47.0", "0.48.0")


def test_only_the_fixes_of_one_tool(tmp_path: Path, capfd: Capture) -> None:
    assert run(capfd, "fix", "--tool", "wasm-tools", mismatched(tmp_path)).out == ""


def test_only_the_fixes_of_one_check(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    assert run(capfd, "fix", "--check", "version-drift", root).out == ""
    assert run(capfd, "fix", "--check", "companion-mismatch", root).out == DIFF


def test_an_ignored_finding_is_not_fixed(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    text = MANIFEST.replace('"0.47.0"', '"0.47.0"  # vercheck: ignore[companion-mismatch] on purpose')
    (root / "tools/updater/Cargo.toml").write_text(text)
    assert run(capfd, "fix", "--write", root).status == 0
    assert manifest(root) == text


@pytest.mark.parametrize(
    "options",
    [
        ("--to", "1.0.0"),
        ("--tool", "wit-bindgen", "--to", "1.0.0", "--check", "version-drift"),
        ("--tool", "nothing"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(
    tmp_path: Path, capfd: Capture, options: tuple[str, ...]
) -> None:
    assert run(capfd, "fix", *options, mismatched(tmp_path)).status == 2


def test_what_is_held_back_says_what_it_lacks_and_the_status_stays_one(
    tmp_path: Path, capfd: Capture
) -> None:
    root = mismatched(tmp_path)
    (root / "checksums/tools").mkdir(parents=True)
    digest = "a1b2c3d4" * 8
    (root / "checksums/tools/wit-bindgen.json").write_text(
        '{"tool_name": "wit-bindgen", "github_repo": "bytecodealliance/wit-bindgen",\n'
        '"latest_version": "0.46.0",\n'
        '"versions": {"0.46.0": {"platforms": {"linux_amd64": {"sha256": "' + digest + '", '
        '"url_suffix": "x86_64-linux.tar.gz"}}}}}\n'
    )
    result = run(capfd, "fix", "--tool", "wit-bindgen", "--to", "0.48.0", "--write", root)
    assert result.status == 1
    assert "held back: " in result.err
    assert "checksums/tools/wit-bindgen.json has no entry for `0.48.0`" in result.err
    assert (root / "toolchains/tool_versions.bzl").read_text() == VERSIONS


def test_findings_that_need_a_choice_are_not_passed_over(tmp_path: Path, capfd: Capture) -> None:
    for name, version in (("a", "1.0.0"), ("b", "2.0.0")):
        (tmp_path / f"{name}.bzl").write_text(f'GIZMO_VERSION = "{version}"\n')
    result = run(capfd, "fix", tmp_path)
    assert (result.status, result.out) == (0, "")
    assert result.err.startswith("nothing to fix without a choice: the finding needs somebody to decide")


def test_a_program_moves_to_a_series_of_which_the_installer_takes_it_for_a_package(
    tmp_path: Path, capfd: Capture
) -> None:
    (tmp_path / "Dockerfile").write_text("FROM node:22\nRUN npm install -g pnpm@9.1.0\n")
    (tmp_path / "package.json").write_text('{"name": "a", "packageManager": "pnpm@9.1.0"}\n')
    assert run(capfd, "fix", "--tool", "pnpm", "--to", "10.27.0", "--write", tmp_path).status == 0
    assert "pnpm@10.27.0" in (tmp_path / "Dockerfile").read_text()
