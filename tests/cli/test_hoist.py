from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.trees import digest

Capture = pytest.CaptureFixture[str]
TABLE = "toolchains/tool_versions.bzl"
INTO = ("--into", TABLE)
DIFF = """\
--- /dev/null
+++ b/toolchains/tool_versions.bzl
@@ -0,0 +1,5 @@
+\"\"\"Versions of the tools that are used here, each in one place.\"\"\"
+
+TOOL_VERSIONS = {
+    "wasmtime": "37.0.2",
+}
--- a/wasm/defs.bzl
+++ b/wasm/defs.bzl
@@ -1 +1,3 @@
-WASMTIME_VERSION = "37.0.2"  # the runtime
+load("//toolchains:tool_versions.bzl", "TOOL_VERSIONS")
+
+WASMTIME_VERSION = TOOL_VERSIONS["wasmtime"]  # the runtime
"""


def tree(root: Path, **defs: str) -> Path:
    files = {
        "MODULE.bazel": 'module(name = "example")\n',
        "toolchains/BUILD.bazel": "",
        "wasm/BUILD.bazel": "",
    }
    files |= {f"wasm/{name}.bzl": text for name, text in (defs or {"defs": _pin("37.0.2")}).items()}
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def _pin(version: str) -> str:
    return f'WASMTIME_VERSION = "{version}"  # the runtime\n'


def test_without_write_the_diff_is_shown_and_nothing_changes(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "hoist", "wasmtime", tree(tmp_path), *INTO)
    assert (result.status, result.out) == (1, DIFF)
    assert result.err == (
        f"would hoist: `37.0.2` of 1 place to {TABLE}#TOOL_VERSIONS[wasmtime]\n"
        "add `--write` to apply the diff\n"
    )
    assert not (tmp_path / TABLE).exists()


def test_the_diff_is_one_that_git_takes(tmp_path: Path, capfd: Capture) -> None:
    root = tree(tmp_path)
    diff = run(capfd, "hoist", "wasmtime", root, *INTO).out
    subprocess.run(["git", "apply", "-"], cwd=root, input=diff.encode(), check=True)
    assert run(capfd, "hoist", "wasmtime", root, *INTO).status == 0


def test_write_applies_it_and_a_second_run_has_nothing_to_do(tmp_path: Path, capfd: Capture) -> None:
    root = tree(tmp_path)
    result = run(capfd, "hoist", "wasmtime", root, *INTO, "--write")
    assert (result.status, result.out) == (0, DIFF)
    assert result.err == f"hoisted: `37.0.2` of 1 place to {TABLE}#TOOL_VERSIONS[wasmtime]\n"
    assert "TOOL_VERSIONS[" in (root / "wasm/defs.bzl").read_text()
    again = run(capfd, "hoist", "wasmtime", root, *INTO, "--write")
    assert (again.status, again.out, again.err) == (0, "", "nothing to hoist\n")
    assert sorted(path.name for path in root.rglob(".vercheck*")) == []


def test_two_truths_are_refused_and_nothing_is_written(tmp_path: Path, capfd: Capture) -> None:
    root = tree(tmp_path, one=_pin("37.0.2"), two=_pin("35.0.0"))
    result = run(capfd, "hoist", "wasmtime", root, *INTO, "--write")
    assert (result.status, result.out) == (1, "")
    assert "refused: wasm/two.bzl:1 says `35.0.0`\n" in result.err
    assert not (root / TABLE).exists()
    assert run(capfd, "hoist", "wasmtime", root, *INTO, "--to", "37.0.2", "--write").status == 0
    assert (root / "wasm/two.bzl").read_text() == (root / "wasm/one.bzl").read_text()


def test_a_difference_that_weighs_more_afterwards_is_said(tmp_path: Path, capfd: Capture) -> None:
    default = (
        'def rule():\n    repository_rule(attrs = {"wasmtime_version": attr.string(default = "35.0.0")})\n'
    )
    root = tree(tmp_path, rules=default)
    module = (
        'wasmtime = use_extension("//wasm:rules.bzl", "wasmtime")\nwasmtime.register(version = "37.0.2")\n'
    )
    (root / "MODULE.bazel").write_text(module)
    before = run(capfd, "check", root)
    result = run(capfd, "hoist", "wasmtime", root, *INTO, "--write")
    assert (before.status, result.status) == (0, 0)
    assert f"now an error: {TABLE}:4: `version-drift`: " in result.err
    assert run(capfd, "check", root).status == 1


def test_where_a_version_cannot_move_alone_the_command_that_moves_it_is_named(
    tmp_path: Path, capfd: Capture
) -> None:
    archive = f"""\
def two():
    http_archive(
        name = "wasmtime",
        version = "35.0.0",
        sha256 = "{digest("wasmtime 35.0.0")}",
    )
"""
    root = tree(tmp_path, one=_pin("37.0.2"), two=archive)
    result = run(capfd, "hoist", "wasmtime", root, *INTO, "--to", "37.0.2")
    assert (result.status, result.out) == (1, "")
    assert result.err.endswith(
        "`vercheck fix --tool wasmtime --to 37.0.2` moves what belongs to the version, too\n"
    )


def test_what_stays_is_said_with_its_reason(tmp_path: Path, capfd: Capture) -> None:
    root = tree(tmp_path)
    module = (
        'wasmtime = use_extension("//wasm:defs.bzl", "wasmtime")\nwasmtime.register(version = "37.0.2")\n'
    )
    (root / "MODULE.bazel").write_text(module)
    result = run(capfd, "hoist", "wasmtime", root, *INTO)
    assert "left: MODULE.bazel:2 says `37.0.2`: `MODULE.bazel` can load nothing\n" in result.err


def test_a_table_that_is_a_link_out_of_the_tree_is_never_written_through(
    tmp_path: Path, capfd: Capture
) -> None:
    outside = tmp_path / "outside.bzl"
    outside.write_text("OWN = 1\n")
    root = tree(tmp_path / "tree")
    (root / TABLE).symlink_to(outside)
    result = run(capfd, "hoist", "wasmtime", root, *INTO, "--write")
    assert result.status == 1
    assert outside.read_text() == "OWN = 1\n"
    assert (root / "wasm/defs.bzl").read_text() == _pin("37.0.2")


def test_a_crate_moves_to_the_workspace(tmp_path: Path, capfd: Capture) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "Cargo.toml").write_text('[workspace]\nmembers = ["a"]\n')
    package = '[package]\nname = "a"\nversion = "0.1.0"\n\n[dependencies]\nserde = "1"\n'
    (tmp_path / "a/Cargo.toml").write_text(package)
    result = run(capfd, "hoist", "serde", tmp_path, "--into", "Cargo.toml", "--write")
    assert result.status == 0
    assert (tmp_path / "Cargo.toml").read_text() == (
        '[workspace]\nmembers = ["a"]\n\n[workspace.dependencies]\nserde = "1"\n'
    )
    assert (tmp_path / "a/Cargo.toml").read_text() == package.replace('serde = "1"', "serde.workspace = true")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("wasmtime", "--into", "versions.txt"), "neither a `.bzl` file nor a `Cargo.toml`"),
        (("wasmtime", "--into", "../out.bzl"), "is not in"),
        (("wasmtim", "--into", TABLE), "no pin here belongs to `wasmtim`; did you mean `wasmtime`?"),
        (("wasmtime", "--into", "Cargo.toml"), "`Cargo.toml` has no `[workspace]`"),
        (("wasmtime", "--into", "Cargo.toml", "--symbol", "X"), "`--symbol` names a table"),
        (("wasmtime", "--into", TABLE, "--symbol", "_X"), "no name that another file can load"),
    ],
)
def test_what_cannot_be_meant_is_a_wrong_usage(
    tmp_path: Path, capfd: Capture, arguments: tuple[str, ...], words: str
) -> None:
    tool, *options = arguments
    result = run(capfd, "hoist", tool, tree(tmp_path), *options)
    assert (result.status, result.out) == (2, "")
    assert words in result.err
