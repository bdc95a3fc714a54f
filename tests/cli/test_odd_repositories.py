"""Repositories as they are rarely met: bare, broken, somebody else's, shallow, sparse, in parts."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import vercheck
from tests.cli.running import MANIFEST, VERSIONS, mismatched, run
from tests.repositories import Repository

Capture = pytest.CaptureFixture[str]
ON_A_ROOT: list[list[str]] = [
    ["check"], ["check", "--changed"], ["check", "--base", "HEAD"], ["list"], ["fix"], ["coverage"],
    ["init"], ["baseline"], ["plan"], ["graph", "--format", "dot"], ["fleet"],
]  # fmt: skip


def repository(root: Path) -> Repository:
    mismatched(root)
    tree = Repository.new(root)
    tree.commit({})
    return tree


@pytest.mark.parametrize("arguments", ON_A_ROOT, ids=" ".join)
def test_a_bare_repository_is_no_work_tree(arguments: list[str], tmp_path: Path, capfd: Capture) -> None:
    """To find nothing there would say that all is well."""
    tree = repository(tmp_path / "tree")
    bare = tree.clone(tmp_path / "bare.git", "--bare").root
    for place in (bare, bare / "refs", tree.root / ".git", tree.root / ".git/objects"):
        done = run(capfd, *arguments, place)
        assert done.status == 2, done
        assert "no work tree" in done.out + done.err


def test_a_bare_repository_that_one_stands_in_is_none_either(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a hook on a server does, whose `GIT_DIR` names no tree."""
    bare = repository(tmp_path / "tree").clone(tmp_path / "bare.git", "--bare").root
    monkeypatch.chdir(bare)
    for folder in (None, ".", str(tmp_path / "tree/.git")):
        if folder is not None:
            monkeypatch.setenv("GIT_DIR", folder)
        assert run(capfd, "check").status == 2
        assert run(capfd, "check", tmp_path / "tree").status == 1
    with pytest.raises(NotADirectoryError, match="no work tree"):
        vercheck.check(bare)


def test_a_work_tree_beside_or_within_a_bare_repository_is_one(tmp_path: Path, capfd: Capture) -> None:
    tree = repository(tmp_path / "tree")
    bare = tree.clone(tmp_path / "project/.bare", "--bare")
    bare.git("worktree", "add", "-q", tmp_path / "project/main", "HEAD")
    bare.git("worktree", "add", "-q", tmp_path / "project/.bare/within", "HEAD")
    for place in ("project/main", "project/.bare/within"):
        for options in ([], ["--changed"], ["--base", "HEAD"]):
            expected = run(capfd, "check", tree.root, *options)
            assert run(capfd, "check", tmp_path / place, *options) == expected


def test_a_folder_that_only_has_names_as_git_has_is_checked(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    (root / "HEAD").write_text("ref: refs/heads/main\n")
    (root / "objects").mkdir()
    assert run(capfd, "check", root).status == 1


def test_a_bare_repository_among_the_files_configures_nothing(tmp_path: Path, capfd: Capture) -> None:
    """Git would take it for the one that is meant, as soon as it is asked about that very folder."""
    tree = repository(tmp_path / "tree")
    inner = tree.clone(tree.root / "inner", "--bare")
    hook = tmp_path / "hook"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    hook.chmod(0o755)
    for key, value in (("core.fsmonitor", str(hook)), ("core.bare", "false"), ("core.worktree", "..")):
        inner.git("config", key, value)
    tree.git("add", "-A")
    for place in ("inner", "inner/hooks", "."):
        for options in ([], ["--changed"], ["--base", "HEAD"]):
            assert run(capfd, "check", tree.root / place, *options).status in (0, 1, 2)
    assert not (tmp_path / "ran").exists()
    mismatched(tree.root / "inner/branches")
    assert run(capfd, "check", tree.root).status == 1


@pytest.mark.parametrize("damage", ["index", "HEAD", "objects", "config", ".git", "file"])
def test_what_git_cannot_read_is_still_checked_and_compared_with_nothing(
    damage: str, tmp_path: Path, capfd: Capture
) -> None:
    tree = repository(tmp_path / "tree")
    expected = run(capfd, "check", tree.root, "--format", "concise")
    git = tree.root / ".git"
    match damage:
        case "index" | "HEAD" | "config":
            (git / damage).write_text("no such thing\x00\xff")
        case "objects":
            shutil.rmtree(git / "objects")
        case ".git":
            shutil.rmtree(git)
            git.mkdir()
        case _:
            shutil.rmtree(git)
            git.write_text("gitdir: /nowhere/at/all\n")
    found = run(capfd, "check", tree.root, "--format", "concise")
    assert found.status == expected.status
    said, *others = found.out.splitlines()
    assert "git fails with status 128, so files were looked for without it" in said
    assert others == expected.out.splitlines()
    for arguments in (["check", "--changed"], ["check", "--base", "HEAD"], ["fleet"]):
        done = run(capfd, *arguments, tree.root)
        assert done.status == (1 if arguments[0] == "fleet" else 0 if damage == "index" else 2), done
        assert "vercheck: " not in done.err
        assert damage == "index" or arguments[0] == "fleet" or done.err.startswith("Error: ")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_repository_of_another_user_is_read_like_any(tmp_path: Path, capfd: Capture) -> None:
    tree = repository(tmp_path / "tree")
    commands: list[list[str | Path]] = [
        ["check", tree.root],
        ["check", tree.root, "--changed"],
        ["check", tree.root, "--base", "HEAD"],
    ]
    expected = [run(capfd, *command) for command in commands]
    for place in (tree.root, *tree.root.rglob("*")):
        os.chown(place, 65534, 65534, follow_symlinks=False)
    assert [run(capfd, *command) for command in commands] == expected
    assert run(capfd, "fleet", tree.root).status == 1


def test_a_shallow_clone_says_that_it_is_one(tmp_path: Path, capfd: Capture) -> None:
    tree = repository(tmp_path / "tree")
    tree.commit({"a.txt": "1"})
    shallow = tree.clone(tmp_path / "shallow", "--depth", "1").root
    assert run(capfd, "check", shallow).out == run(capfd, "check", tree.root).out
    done = run(capfd, "check", shallow, "--base", "HEAD~1")
    assert (done.status, "this clone is shallow" in done.err) == (2, True)


def test_what_is_edited_in_a_submodule_is_its_own_and_a_cached_run_says_so_too(
    tmp_path: Path, capfd: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VERCHECK_NO_CACHE")
    monkeypatch.setenv("VERCHECK_CACHE_DIR", str(tmp_path / "kept"))
    library = Repository.new(
        tmp_path / "library", {"tools/updater/Cargo.toml": MANIFEST, "toolchains/tool_versions.bzl": VERSIONS}
    )
    tree = repository(tmp_path / "tree")
    tree.git("submodule", "add", "-q", library.root, "library")
    tree.commit({})
    part = tree.root / "library"
    manifest, versions = part / "tools/updater/Cargo.toml", part / "toolchains/tool_versions.bzl"

    def answers(place: Path) -> tuple[int, str]:
        commands: list[list[str | Path]] = [
            ["check", place, "--format", "json"],
            ["check", place, "--format", "json", "--changed"],
            ["list", place, "--format", "json"],
            ["coverage", place],
        ]
        for command in commands:
            plain = run(capfd, *command, "--no-cache")
            assert [run(capfd, *command) for _ in range(2)] == [plain] * 2
        checked = run(capfd, *commands[0])
        return checked.status, checked.out

    whole = answers(tree.root)
    before = answers(part)
    assert before[0] == 1
    manifest.write_text(MANIFEST.replace("0.47.0", "0.46.0"))
    assert answers(part)[0] == 0
    assert answers(tree.root) == whole
    versions.unlink()
    manifest.write_text(MANIFEST)
    assert answers(part)[0] == 0
    Repository(part).git("checkout", "-q", ".")
    assert answers(part) == before
    shutil.rmtree(part)
    part.mkdir()
    assert answers(tree.root) == whole
    # What stands there without a repository of its own is the tree's.
    tree.git("rm", "-q", "--cached", "library")
    mismatched(part)
    assert answers(tree.root) != whole


def test_a_sparse_checkout_is_what_is_there(tmp_path: Path, capfd: Capture) -> None:
    tree = repository(tmp_path / "tree")
    tree.git("sparse-checkout", "set", "toolchains")
    assert not (tree.root / "tools").exists()
    assert run(capfd, "check", tree.root).status == 0
    assert "Cargo.toml" not in run(capfd, "list", tree.root, "--format", "json").out
    tree.git("sparse-checkout", "disable")
    assert run(capfd, "check", tree.root).status == 1


def test_names_that_differ_by_case_alone_are_two_files(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path / "tree")
    (root / "tools/Updater").mkdir()
    if (root / "tools/Updater/Cargo.toml").exists():
        pytest.skip("the file system knows no case")
    (root / "tools/Updater/Cargo.toml").write_text(MANIFEST.replace("0.47.0", "0.45.0"))
    for _ in range(2):
        found = run(capfd, "list", root, "--format", "csv").out
        assert "tools/Updater/Cargo.toml" in found
        assert "tools/updater/Cargo.toml" in found
        Repository.new(root).commit({})
    done = run(capfd, "fix", root, "--write", "--tool", "wit-bindgen", "--to", "0.46.0")
    assert done.status == 0, done.err
    assert {path.read_text() for path in root.rglob("Cargo.toml")} == {MANIFEST.replace("0.47.0", "0.46.0")}
