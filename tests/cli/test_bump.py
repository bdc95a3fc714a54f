"""`vercheck bump` as a shell sees it: the plan, what holds it back, and the writing."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import MANIFEST, VERSIONS, mismatched, run
from tests.trees import digest, registry

Capture = pytest.CaptureFixture[str]
LOCK = 'version = 4\n\n[[package]]\nname = "wit-bindgen"\nversion = "0.47.0"\n'


def put(root: Path, path: str, text: str) -> Path:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text)
    return root


def contents(root: Path) -> dict[str, str]:
    return {path.as_posix(): path.read_text() for path in sorted(root.rglob("*")) if path.is_file()}


def test_the_plan_names_every_site_and_what_to_refresh(tmp_path: Path, capfd: Capture) -> None:
    root = put(mismatched(tmp_path), "tools/updater/Cargo.lock", LOCK)
    before = contents(root)
    result = run(capfd, "bump", "wit-bindgen", "0.48.0", root)
    assert result.status == 1
    assert '+wit-bindgen = "0.48.0"' in result.out
    assert result.err.splitlines() == [
        "wit-bindgen to 0.48.0",
        "moves:",
        "  toolchains/tool_versions.bzl:3  0.46.0 → 0.48.0  bin:wit-bindgen",
        "  tools/updater/Cargo.toml:6  0.47.0 → 0.48.0  cargo:wit-bindgen",
        "breaks:",
        "  warning: `bin:wit-bindgen` `0.48.0` needs `bin:wasm-tools` `>=1.241`: components of a generator "
        "need the component tools that it was built with, or newer ones "
        "(toolchains/tool_versions.bzl:2) [wasm/wt-wit]",
        "then refresh:",
        "  tools/updater/Cargo.lock: (cd tools/updater && cargo update -p wit-bindgen --precise 0.48.0)",
        "add `--write` to apply the diff",
    ]
    assert contents(root) == before


def test_the_diff_is_that_of_fix_to(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    planned = run(capfd, "bump", "wit-bindgen", "0.48.0", root).out
    assert planned == run(capfd, "fix", "--tool", "wit-bindgen", "--to", "0.48.0", root).out


def test_the_diff_is_one_that_patch_takes(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    diff = run(capfd, "bump", "wit-bindgen", "0.46.0", root).out
    subprocess.run(["git", "apply", "-"], cwd=root, input=diff.encode(), check=True)
    assert run(capfd, "check", root).status == 0


def test_write_carries_it_out_and_a_second_time_there_is_nothing_to_move(
    tmp_path: Path, capfd: Capture
) -> None:
    root = mismatched(tmp_path)
    assert run(capfd, "bump", "wit-bindgen", "0.48.0", "--write", root).status == 0
    assert (root / "toolchains/tool_versions.bzl").read_text() == VERSIONS.replace("0.46.0", "0.48.0")
    assert (root / "tools/updater/Cargo.toml").read_text() == MANIFEST.replace("0.47.0", "0.48.0")
    again = run(capfd, "bump", "wit-bindgen", "0.48.0", "--write", root)
    assert (again.status, again.out) == (0, "")
    assert again.err.startswith("wit-bindgen to 0.48.0: nothing to move\n")


def test_a_move_without_its_digests_is_held_back_with_the_command_that_gets_them(
    tmp_path: Path, capfd: Capture
) -> None:
    root = put(
        mismatched(tmp_path),
        "checksums/tools/wit-bindgen.json",
        registry("wit-bindgen", "0.46.0", ["0.46.0"]),
    )
    before = contents(root)
    result = run(capfd, "bump", "wit-bindgen", "0.48.0", "--write", root)
    assert (result.status, result.out) == (1, "")
    assert contents(root) == before
    assert "held back:\n  checksums/tools/wit-bindgen.json:4  0.46.0 → 0.48.0  latest_version\n" in result.err
    assert (
        "needs:\n  checksums/tools/wit-bindgen.json has no entry for `0.48.0`: "
        "needs digests for darwin_arm64, linux_amd64\n"
        "  `vercheck registry add wit-bindgen 0.48.0 --write` downloads and registers the files\n"
        in result.err
    )


def test_with_the_entry_in_the_registry_everything_moves_and_the_old_entry_stays(
    tmp_path: Path, capfd: Capture
) -> None:
    known = registry("wit-bindgen", "0.46.0", ["0.46.0", "0.48.0"])
    root = put(mismatched(tmp_path), "checksums/tools/wit-bindgen.json", known)
    result = run(capfd, "bump", "wit-bindgen", "0.48.0", "--write", root)
    assert result.status == 0
    assert (root / "checksums/tools/wit-bindgen.json").read_text() == known.replace(
        '"latest_version": "0.46.0"', '"latest_version": "0.48.0"'
    )
    assert run(capfd, "check", root).status == 0


def test_the_parts_of_a_declaration_are_named_and_its_digest_is_asked_for(
    tmp_path: Path, capfd: Capture
) -> None:
    archive = (
        f'http_archive(\n    name = "com_github_acme_anvil",\n    sha256 = "{digest("anvil")}",\n'
        '    strip_prefix = "anvil-24.0.0",\n    url = "https://github.com/acme/anvil/archive/v24.0.0.tar.gz",\n)\n'
    )
    result = run(capfd, "bump", "anvil", "25.0.0", put(tmp_path, "repositories.bzl", archive))
    assert result.status == 1
    assert result.err.splitlines() == [
        "anvil to 25.0.0",
        "held back:",
        "  repositories.bzl:4  24.0.0 → 25.0.0  strip_prefix",
        "  repositories.bzl:5  24.0.0 → 25.0.0  url",
        "needs:",
        "  repositories.bzl:3 has a digest that belongs to `24.0.0`",
        "  `curl -fsSL https://github.com/acme/anvil/archive/v25.0.0.tar.gz | sha256sum` gives its digest",
    ]


ENGINE = 'TOOL_VERSIONS = {\n    "engine": "2.4.1",\n    "plugin": "2.4.0",\n}\n'
RULE = """\
[[require]]
when = "bin:engine >=3"
needs = ["bin:plugin >=3"]
reason = "an engine loads no older plugins"
"""


def ruled(root: Path) -> Path:
    """A tree with a rule of its own, which is kept."""
    return put(put(root, "v.bzl", ENGINE), "vercheck.toml", RULE)


def test_a_move_that_breaks_a_rule_is_held_back_and_unsafe_goes_on(tmp_path: Path, capfd: Capture) -> None:
    root = ruled(tmp_path)
    held = run(capfd, "bump", "engine", "3.0.0", "--write", root)
    assert (held.status, held.out) == (1, "")
    assert held.err.splitlines() == [
        "engine to 3.0.0",
        "held back:",
        "  v.bzl:2  2.4.1 → 3.0.0  bin:engine",
        "breaks:",
        "  `bin:engine` `3.0.0` needs `bin:plugin` `>=3`: an engine loads no older plugins (v.bzl:3) "
        "[require/engine]",
        "    `--unsafe` goes on all the same",
    ]
    assert (root / "v.bzl").read_text() == ENGINE
    gone_on = run(capfd, "bump", "engine", "3.0.0", "--unsafe", "--write", root)
    assert gone_on.status == 0
    assert "breaks:\n  `bin:engine` `3.0.0` needs" in gone_on.err
    assert (root / "v.bzl").read_text() == ENGINE.replace("2.4.1", "3.0.0")


def test_fix_to_is_held_back_for_the_same_reason(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "fix", "--tool", "engine", "--to", "3.0.0", ruled(tmp_path))
    assert (result.status, result.out) == (1, "")
    assert "held back: move `engine` to `3.0.0`: breaks: `bin:engine` `3.0.0` needs" in result.err


def test_a_version_of_the_other_tool_that_would_go_with_it_is_offered(tmp_path: Path, capfd: Capture) -> None:
    root = put(
        ruled(tmp_path), "checksums/tools/plugin.json", registry("plugin", "3.1.0", ["2.4.0", "3.1.0"])
    )
    assert (
        "    `vercheck bump plugin 3.1.0` would go with it\n"
        in run(capfd, "bump", "engine", "3.0.0", root).err
    )


def test_other_roots_bundles_and_examples_stay_and_are_told(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    put(root, "inner/MODULE.bazel", 'module(name = "inner")\n')
    put(root, "inner/v.bzl", VERSIONS.replace("0.46.0", "0.43.0"))
    put(root, "examples/a/Cargo.toml", MANIFEST.replace("0.47.0", "0.40.0"))
    result = run(capfd, "bump", "wit-bindgen", "0.48.0", "--write", root)
    assert result.status == 0
    assert (
        "stays:\n  examples/a/Cargo.toml:6  0.40.0: an example\n"
        "  inner/v.bzl:3  0.43.0: the build root `inner` versions on its own\n" in result.err
    )


def test_what_is_derived_by_the_configuration_moves_along(tmp_path: Path, capfd: Capture) -> None:
    root = put(mismatched(tmp_path), "deploy/site.conf", "runtime:0.40.0-x\n")
    sync = (
        '[[sync]]\nfrom = "toolchains/tool_versions.bzl#TOOL_VERSIONS[wit-bindgen]"\n'
        "files = [\"deploy/*\"]\npattern = 'runtime:(?P<version>[\\d.]+)'\n"
    )
    put(root, "vercheck.toml", sync)
    result = run(capfd, "bump", "wit-bindgen", "0.48.0", "--write", root)
    assert "  deploy/site.conf:1  0.40.0 → 0.48.0  derived\n" in result.err
    assert (root / "deploy/site.conf").read_text() == "runtime:0.48.0-x\n"
    assert run(capfd, "check", root).status == 0


def test_the_document_says_what_the_plan_says(tmp_path: Path, capfd: Capture) -> None:
    root = put(mismatched(tmp_path), "tools/updater/Cargo.lock", LOCK)
    put(root, "examples/a/Cargo.toml", MANIFEST.replace("0.47.0", "0.40.0"))
    before = contents(root)
    result = run(capfd, "bump", "wit-bindgen", "0.48.0", root, "--format", "json")
    document = json.loads(result.out)
    assert (result.status, result.err, contents(root)) == (1, "", before)
    assert document["schema"] == "vercheck-bump-1"
    assert (document["complete"], document["written"]) == (True, False)
    assert document["files"] == ["toolchains/tool_versions.bzl", "tools/updater/Cargo.toml"]
    assert [
        (one["path"], one["line"], one["old"], one["new"], one["about"]) for one in document["moves"]
    ] == [
        ("toolchains/tool_versions.bzl", 3, "0.46.0", "0.48.0", "bin:wit-bindgen"),
        ("tools/updater/Cargo.toml", 6, "0.47.0", "0.48.0", "cargo:wit-bindgen"),
    ]
    first = document["moves"][0]
    text = (root / first["path"]).read_bytes()
    assert text[first["start"] : first["end"]].decode() == first["old"]
    assert [one["severity"] for one in document["breaks"]] == ["warning"]
    assert document["refreshes"] == [
        {
            "path": "tools/updater/Cargo.lock",
            "command": "(cd tools/updater && cargo update -p wit-bindgen --precise 0.48.0)",
        }
    ]
    assert document["stays"] == [
        {"path": "examples/a/Cargo.toml", "lines": [6], "versions": ["0.40.0"], "reason": "an example"}
    ]


def test_the_document_of_a_written_move_says_so(tmp_path: Path, capfd: Capture) -> None:
    root, file = mismatched(tmp_path / "tree"), tmp_path / "plan.json"
    more = ("--write", "--format", "json", "--output", file)
    result = run(capfd, "bump", "wit-bindgen", "0.48.0", root, *more)
    assert (result.status, result.out) == (0, "")
    assert json.loads(file.read_text())["written"] is True
    assert (root / "toolchains/tool_versions.bzl").read_text() == VERSIONS.replace("0.46.0", "0.48.0")


def test_the_document_of_a_move_that_is_held_back_says_what_it_needs(tmp_path: Path, capfd: Capture) -> None:
    known = registry("wit-bindgen", "0.46.0", ["0.46.0"])
    root = put(mismatched(tmp_path), "checksums/tools/wit-bindgen.json", known)
    document = json.loads(run(capfd, "bump", "wit-bindgen", "0.48.0", root, "--format", "json").out)
    assert (document["complete"], document["moves"], document["files"]) == (False, [], [])
    assert document["needs"] == [
        "checksums/tools/wit-bindgen.json has no entry for `0.48.0`: "
        "needs digests for darwin_arm64, linux_amd64"
    ]
    assert "latest_version" in [one["about"] for one in document["held"]]


def test_an_output_without_a_document_is_wrong_usage(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "bump", "wit-bindgen", "0.48.0", mismatched(tmp_path), "--output", tmp_path / "x")
    assert result.status == 2


@pytest.mark.parametrize(
    "arguments", [("wit-bindgen",), ("nothing", "1.0.0"), ("wit-bindgen", "latest"), ("wit-bindgen", " ")]
)
def test_what_cannot_be_meant_is_wrong_usage(
    tmp_path: Path, capfd: Capture, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mismatched(tmp_path))
    assert run(capfd, "bump", *arguments).status == 2


def test_a_tool_of_maven_goes_by_its_name_though_that_has_a_colon(tmp_path: Path, capfd: Capture) -> None:
    dependency = "<groupId>org.gizmo</groupId><artifactId>gizmo</artifactId><version>5.10.0</version>"
    project = f"<project><dependencies><dependency>{dependency}</dependency></dependencies></project>\n"
    (tmp_path / "pom.xml").write_text(project)
    for name in ("org.gizmo:gizmo", "maven:org.gizmo:gizmo"):
        assert "5.10.0 → 5.11.0" in run(capfd, "bump", name, "5.11.0", tmp_path).err


@pytest.mark.parametrize("word", ["banana", "latest", " "])
def test_a_word_is_no_version_to_move_to(tmp_path: Path, capfd: Capture, word: str) -> None:
    for arguments in (["bump", "wit-bindgen", word], ["fix", "--tool", "wit-bindgen", "--to", word]):
        result = run(capfd, *arguments, tmp_path)
        assert (result.status, "names no version" in result.err) == (2, True)


def test_where_a_minimum_alone_chooses_it_is_named_and_nothing_moves(tmp_path: Path, capfd: Capture) -> None:
    result = run(capfd, "bump", "go", "1.25.0", put(tmp_path, "go.mod", "module a.test/a\n\ngo 1.24.5\n"))
    assert result.status == 0
    assert result.err.splitlines() == [
        "go to 1.25.0: nothing moves",
        "stays:",
        "  go.mod:3  1.24.5: a minimum that admits it",
    ]


def test_a_neighbour_that_a_comment_ties_to_what_moved_is_told(tmp_path: Path, capfd: Capture) -> None:
    manifest = """\
[workspace.dependencies]
# NOTE Keep these versions aligned
tree-sitter = "=0.26.12"         # NOTE Update tree-sitter-loader to match
tree-sitter-loader = "=0.26.12"  # NOTE Align with tree-sitter
"""
    result = run(capfd, "bump", "tree-sitter", "0.26.13", put(tmp_path, "Cargo.toml", manifest))
    told = result.err.splitlines()
    assert told[2] == "  Cargo.toml:3  =0.26.12 → =0.26.13  cargo:tree-sitter"
    assert told[3] == "then see:"
    assert told[4].startswith(
        "  Cargo.toml:4  warning[broken-contract]: `tree-sitter-loader` is `=0.26.12` here"
    )


FLAKE = '{\n  inputs.gizmo.url = "github:acme/gizmo/v0.6.0";\n  outputs = _: { };\n}\n'
FLAKE_LOCK = """{"nodes": {"gizmo": {
  "locked": {"narHash": "sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuXeB3a/uSLs=", "owner": "acme",
    "repo": "gizmo",
    "rev": "a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1", "type": "github"},
  "original": {"owner": "acme", "ref": "v0.6.0", "repo": "gizmo", "type": "github"}},
  "root": {"inputs": {"gizmo": "gizmo"}}}, "root": "root", "version": 7}
"""


@pytest.mark.parametrize("words", [("bump", "gizmo", "0.7.0"), ("fix", "--tool", "gizmo", "--to", "0.7.0")])
def test_a_lock_stays_as_its_tool_wrote_it_and_the_last_words_are_how_to_write_it_anew(
    words: tuple[str, ...], tmp_path: Path, capfd: Capture
) -> None:
    root = put(put(tmp_path, "flake.nix", FLAKE), "flake.lock", FLAKE_LOCK)
    result = run(capfd, *words, "--write", root)
    assert result.status == 0
    assert contents(root) == {
        f"{root.as_posix()}/flake.nix": FLAKE.replace("0.6.0", "0.7.0"),
        f"{root.as_posix()}/flake.lock": FLAKE_LOCK,
    }
    assert result.err.splitlines()[-3:] == [
        "then refresh:",
        "  flake.lock: nix flake update gizmo",
        "  until then `vercheck check` reports `lock-drift`",
    ]
    assert "lock-drift" in run(capfd, "check", root).out
