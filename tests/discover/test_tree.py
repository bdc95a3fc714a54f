from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from vercheck.discover import SIZE_LIMIT, discover, enclosing_work_tree
from vercheck.model import Note, Source

IS_ROOT = os.geteuid() == 0
SAFE = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def write(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(f"this is {path}\n", errors="surrogateescape")


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "protocol.file.allow=always")
    subprocess.run(["git", *identity, *arguments], cwd=root, env=SAFE, check=True, capture_output=True)


@pytest.fixture(params=["git", "walk"])
def tree(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An empty root, once in a git work tree and once outside of any."""
    root = tmp_path / "root"
    root.mkdir()
    if request.param == "git":
        git(root, "init", "-q")
    return root


def test_files_come_sorted_by_path_with_slashes(tree: Path) -> None:
    write(tree, "b.txt", "a/z.txt", "a.txt", "a/b/c.txt")
    assert discover(tree).paths == ("a.txt", "a/b/c.txt", "a/z.txt", "b.txt")


def test_ignored_files_are_left_out_by_rules_at_every_depth(tree: Path) -> None:
    write(tree, "keep.txt", "drop.log", "build/x.txt", "a/secret", "a/b/secret", "a/b/kept.log")
    (tree / ".gitignore").write_text("*.log\nbuild/\n")
    (tree / "a/.gitignore").write_text("/secret\n!kept.log\n")
    assert discover(tree).paths == (".gitignore", "a/.gitignore", "a/b/kept.log", "a/b/secret", "keep.txt")


def test_lines_of_a_gitignore_that_are_no_patterns_are_passed_over(tree: Path) -> None:
    write(tree, "keep.txt", "drop.log")
    (tree / ".gitignore").write_bytes(b"!\n\\\n*.log\n\xff\xfe\n")
    assert discover(tree).paths == (".gitignore", "keep.txt")


@pytest.mark.parametrize("line", ["[z-a]", "[a-b-c]", "*a" * 400, "a\\", "x" * 90_000, "["])
def test_a_line_of_a_gitignore_of_any_kind_is_no_end(tree: Path, line: str) -> None:
    before = discover(tree).paths
    (tree / ".gitignore").write_text(f"{line}\n*.none\n")
    assert discover(tree).paths == (".gitignore", *before)


def test_a_name_that_is_no_text_is_held_against_patterns(tree: Path) -> None:
    (tree / os.fsdecode(b"\xff.log")).touch()
    (tree / os.fsdecode(b"\xff.bzl")).touch()
    (tree / ".gitignore").write_text("*.log\n")
    assert os.fsdecode(b"\xff.bzl") in discover(tree).paths
    assert os.fsdecode(b"\xff.log") not in discover(tree).paths
    assert os.fsdecode(b"\xff.bzl") not in discover(tree, ["*.bzl"]).paths


def test_excluded_files_are_left_out_and_counted(tree: Path) -> None:
    write(tree, "a/x.txt", "a/keep.txt", "b/x.txt", "c.md")
    found = discover(tree, ["a/**", "!a/keep.txt", "nothing/**"])
    assert found.paths == ("a/keep.txt", "b/x.txt", "c.md")
    assert dict(found.excluded) == {"a/**": 2, "nothing/**": 0}


def test_a_link_is_not_read_even_where_it_points_into_the_tree(tree: Path) -> None:
    write(tree, "real.txt")
    (tree / "link.txt").symlink_to("real.txt")
    assert discover(tree).read("link.txt", SIZE_LIMIT) is None


def test_nothing_outside_the_root_is_read_through_a_linked_folder(tree: Path, tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.txt")
    (tree / "folder").symlink_to(tmp_path / "outside")
    found = discover(tree)
    assert "folder/secret.txt" not in found.paths
    assert found.read("folder/secret.txt", SIZE_LIMIT) is None


def test_a_tracked_file_behind_a_folder_that_became_a_link_is_not_read(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(root, "folder/a.txt")
    git(root, "init", "-q")
    git(root, "add", ".")
    (root / "folder").rename(tmp_path / "elsewhere")
    (root / "folder").symlink_to(tmp_path / "elsewhere")
    found = discover(root)
    assert [path for path in found.paths if found.read(path, SIZE_LIMIT)] == []


def test_a_pipe_is_not_waited_for(tree: Path) -> None:
    os.mkfifo(tree / "Cargo.toml")
    assert discover(tree).read("Cargo.toml", SIZE_LIMIT) is None


def test_a_file_is_read_as_its_bytes_are(tree: Path) -> None:
    (tree / "x").write_bytes(b"\xff\x80\r\n")
    assert discover(tree).read("x", SIZE_LIMIT) == Source("x", b"\xff\x80\r\n")


def test_a_file_above_the_limit_is_noted_with_its_size(tree: Path) -> None:
    (tree / "big").write_bytes(b"x" * 11)
    found = discover(tree).read("big", 10)
    assert isinstance(found, Note)
    assert found.check == "unreadable-file"
    assert found.message == "`big` is not read: 11 bytes are more than the limit of 10"


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        ('X = "1.2.3"\n'.encode("utf-16"), "is not read: it is in UTF-16, not in UTF-8"),
        (b"\x7fELF\0\0", "is not read: it is no text (there is a zero byte in it)"),
    ],
)
def test_a_file_that_is_no_text_is_noted(tree: Path, content: bytes, trouble: str) -> None:
    (tree / "x.bzl").write_bytes(content)
    note = discover(tree).read("x.bzl", SIZE_LIMIT)
    assert isinstance(note, Note)
    assert (note.check, note.message) == ("unreadable-file", f"`x.bzl` {trouble}")


@pytest.mark.parametrize(
    "content", [b"", b"\xef\xbb\xbfX = 1\n", "# Schlüssel\n".encode("latin-1"), b"\x1b[0m"]
)
def test_text_in_other_encodings_is_read_as_far_as_it_goes(tree: Path, content: bytes) -> None:
    (tree / "x.bzl").write_bytes(content)
    assert discover(tree).read("x.bzl", SIZE_LIMIT) == Source("x.bzl", content)


def test_a_file_of_exactly_the_limit_is_read(tree: Path) -> None:
    (tree / "big").write_bytes(b"x" * 10)
    assert isinstance(discover(tree).read("big", 10), Source)


@pytest.mark.skipif(IS_ROOT, reason="root may read everything")
def test_a_file_without_permission_is_noted(tree: Path) -> None:
    write(tree, "locked")
    (tree / "locked").chmod(0)
    found = discover(tree).read("locked", SIZE_LIMIT)
    assert isinstance(found, Note)
    assert "cannot be read: Permission denied" in found.message


@pytest.mark.skipif(IS_ROOT, reason="root may read everything")
def test_a_folder_that_cannot_be_listed_is_noted(tmp_path: Path) -> None:
    write(tmp_path, "locked/a", "b")
    (tmp_path / "locked").chmod(0)
    try:
        found = discover(tmp_path)
    finally:
        (tmp_path / "locked").chmod(stat.S_IRWXU)
    assert found.paths == ("b",)
    assert [note.message for note in found.notes] == ["`locked` cannot be listed: Permission denied"]


def test_a_file_that_vanished_after_the_walk_is_noted(tmp_path: Path) -> None:
    write(tmp_path, "gone")
    found = discover(tmp_path)
    (tmp_path / "gone").unlink()
    note = found.read("gone", SIZE_LIMIT)
    assert isinstance(note, Note)
    assert "vanished" in note.message


def test_a_tracked_file_that_is_deleted_in_the_work_tree_is_no_trouble(tmp_path: Path) -> None:
    write(tmp_path, "a", "b")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    (tmp_path / "a").unlink()
    assert discover(tmp_path).read("a", SIZE_LIMIT) is None


@pytest.mark.parametrize(
    "name", ["two\nlines.toml", "quote'\".toml", "-x.toml", " space ", "tab\t.toml", "ü.toml"]
)
def test_strange_names_are_names(tree: Path, name: str) -> None:
    write(tree, name)
    found = discover(tree)
    assert found.paths == (name,)
    assert isinstance(found.read(name, SIZE_LIMIT), Source)


def test_a_name_that_is_not_utf8_still_opens(tree: Path) -> None:
    raw = os.fsencode(tree) + b"/caf\xe9.toml"
    try:
        descriptor = os.open(raw, os.O_CREAT | os.O_WRONLY)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    os.close(descriptor)
    found = discover(tree)
    assert found.paths == ("caf\udce9.toml",)
    assert isinstance(found.read(found.paths[0], SIZE_LIMIT), Source)


def test_a_subfolder_of_a_work_tree_is_a_root_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "top.txt", "part/a.txt", "part/drop.log")
    (tmp_path / ".gitignore").write_text("*.log\n")
    git(tmp_path, "init", "-q")
    assert discover(tmp_path / "part").paths == ("a.txt",)


def test_a_root_that_its_repository_ignores_is_read_all_the_same(tmp_path: Path) -> None:
    write(tmp_path, "build/a.txt")
    (tmp_path / ".gitignore").write_text("build/\n")
    git(tmp_path, "init", "-q")
    assert discover(tmp_path / "build").paths == ("a.txt",)


def test_untracked_files_are_files(tmp_path: Path) -> None:
    write(tmp_path, "tracked", "untracked")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "tracked")
    assert discover(tmp_path).paths == ("tracked", "untracked")


def test_a_nested_repository_is_not_entered(tree: Path) -> None:
    write(tree, "own.txt", "nested/theirs.txt")
    git(tree / "nested", "init", "-q")
    git(tree / "nested", "add", ".")
    git(tree / "nested", "commit", "-q", "-m", "x")
    assert discover(tree).paths == ("own.txt",)


def test_a_submodule_is_not_entered(tmp_path: Path) -> None:
    write(tmp_path, "library/theirs.txt", "root/own.txt")
    for folder in ("library", "root"):
        git(tmp_path / folder, "init", "-q")
        git(tmp_path / folder, "add", ".")
        git(tmp_path / folder, "commit", "-q", "-m", "x")
    git(tmp_path / "root", "submodule", "add", "-q", str(tmp_path / "library"), "sub")
    found = discover(tmp_path / "root")
    assert [path for path in found.paths if found.read(path, SIZE_LIMIT)] == [".gitmodules", "own.txt"]


def test_a_hook_s_environment_does_not_point_at_another_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "other/theirs.txt", "root/own.txt")
    git(tmp_path / "other", "init", "-q")
    git(tmp_path / "root", "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other/.git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "other"))
    assert discover(tmp_path / "root").paths == ("own.txt",)


def test_listing_runs_no_program_that_the_repository_names(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(root, "a")
    git(root, "init", "-q")
    hook = tmp_path / "hook"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    hook.chmod(0o755)
    git(root, "config", "core.fsmonitor", str(hook))
    discover(root)
    assert not (tmp_path / "ran").exists()


def test_without_git_the_walk_gives_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", "b/c.txt", "b/d.log")
    (tmp_path / ".gitignore").write_text("*.log\n")
    git(tmp_path, "init", "-q")
    listed = discover(tmp_path).paths
    monkeypatch.setenv("PATH", "")
    assert shutil.which("git") is None
    assert discover(tmp_path).paths == listed


@pytest.mark.parametrize(
    "pipe", [".gitignore", "b/.gitignore", ".git/info/exclude", ".git/index", ".git/config"]
)
def test_a_pipe_that_git_waits_for_is_waited_for_no_longer_than_is_set(
    pipe: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vercheck.git.SILENCE", 0.5)
    write(tmp_path, "a.txt", "b/c.txt")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    (tmp_path / pipe).unlink(missing_ok=True)
    os.mkfifo(tmp_path / pipe)
    found = discover(tmp_path)
    assert set(found.paths) - {pipe} == {"a.txt", "b/c.txt"}
    assert [note.message for note in found.notes][-1:] == [
        "`.git` is not used: git says nothing for 0.5 s, so files were looked for without it"
    ]
    assert isinstance(found.read("a.txt", SIZE_LIMIT), Source)


@pytest.mark.parametrize("file", [".git/index", ".git/HEAD", ".git/config"])
def test_a_repository_that_git_cannot_read_is_walked_and_that_is_said(file: str, tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b/c.txt")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    (tmp_path / file).write_bytes(b"\x00broken")
    found = discover(tmp_path)
    assert found.paths == ("a.txt", "b/c.txt")
    assert [note.check for note in found.notes] == ["unreadable-file"]
    assert "git fails with status 128, so files were looked for without it" in found.notes[0].message


def test_a_few_letters_that_keep_git_busy_do_not_keep_us(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vercheck.git.SILENCE", 0.5)
    name = "a" * 60 + ".toml"
    write(tmp_path, name)
    git(tmp_path, "init", "-q")
    (tmp_path / ".gitignore").write_text("*a" * 20 + "b\n")
    found = discover(tmp_path)
    assert found.paths == (".gitignore", name)
    assert len(found.notes) == 1


def test_a_very_deep_tree_is_walked_without_recursion(tmp_path: Path) -> None:
    path = tmp_path
    for _ in range(600):
        path = path / "d"
    path.mkdir(parents=True)
    (path / "f").touch()
    found = discover(tmp_path)
    assert len(found.paths) == 1
    assert isinstance(found.read(found.paths[0], SIZE_LIMIT), Source)


def test_the_work_tree_of_a_folder_is_found_from_below(tmp_path: Path) -> None:
    write(tmp_path, "a/b/c.txt")
    git(tmp_path, "init", "-q")
    assert enclosing_work_tree(tmp_path / "a/b") == tmp_path


def test_a_folder_in_no_work_tree_has_none(tmp_path: Path) -> None:
    assert enclosing_work_tree(tmp_path) is None
