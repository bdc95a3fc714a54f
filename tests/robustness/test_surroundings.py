"""Trees, repositories and machines that are not as they should be: the same answer, or one in words."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Result, mismatched, run
from tests.repositories import Repository
from tests.robustness.limits import run_limited

IS_ROOT = os.geteuid() == 0
TABLE = "toolchains/tool_versions.bzl"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return mismatched(tmp_path / "tree")


def paths(result: Result) -> set[str]:
    assert result.status in (0, 1), result.err
    return {item["path"] for item in json.loads(result.out)["diagnostics"]}


def findings(result: Result) -> list[object]:
    found: list[object] = json.loads(result.out)["diagnostics"]
    assert found
    return found


def checked(capfd: pytest.CaptureFixture[str], root: Path, *options: str) -> Result:
    return run(capfd, "check", root, "--format", "json", *options)


def repository(root: Path) -> Repository:
    """One whose two files disagree, committed."""
    mismatched(root)
    made = Repository.new(root)
    made.commit({})
    return made


# what stands in a tree


def test_links_that_lead_round_in_a_circle_are_not_followed(
    capfd: pytest.CaptureFixture[str], tree: Path
) -> None:
    before = checked(capfd, tree)
    (tree / "Cargo.toml").symlink_to("Cargo.lock")
    (tree / "Cargo.lock").symlink_to("Cargo.toml")
    (tree / "round").symlink_to(".")
    (tree / "toolchains/up").symlink_to("..")
    (tree / "self").symlink_to("self")
    assert checked(capfd, tree) == before
    Repository.new(tree).git("add", "-A")
    assert checked(capfd, tree) == before


def test_links_that_lead_out_of_the_tree_or_nowhere_are_not_followed(
    capfd: pytest.CaptureFixture[str], tree: Path
) -> None:
    before = checked(capfd, tree)
    outside = mismatched(tree.parent / "outside")
    (tree / "Cargo.toml").symlink_to(outside / "tools/updater/Cargo.toml")
    (tree / "more").symlink_to(outside)
    (tree / "package.json").symlink_to("/nonexistent")
    (tree / "go.mod").symlink_to("/proc/self/mem")
    assert checked(capfd, tree) == before


def test_a_configuration_behind_a_circle_of_links_is_an_error_in_words(tree: Path) -> None:
    (tree / "vercheck.toml").symlink_to("vercheck.toml")
    ended = run_limited("check", tree)
    assert ended.is_in_order, ended.err


def test_pipes_sockets_and_folders_in_the_place_of_files_are_no_files(
    capfd: pytest.CaptureFixture[str], tree: Path
) -> None:
    before = checked(capfd, tree)
    os.mkfifo(tree / "Cargo.toml")
    (tree / "package.json").mkdir()
    os.mknod(tree / "go.mod", stat.S_IFSOCK | 0o600)
    assert checked(capfd, tree) == before


@pytest.mark.skipif(not IS_ROOT, reason="only root makes devices")
def test_a_device_is_no_file(capfd: pytest.CaptureFixture[str], tree: Path) -> None:
    before = checked(capfd, tree)
    for name, minor in (("Cargo.toml", 5), ("flake.lock", 9)):  # /dev/zero, /dev/urandom
        try:
            os.mknod(tree / name, stat.S_IFCHR | 0o666, os.makedev(1, minor))
        except PermissionError:
            pytest.skip("this root may not make devices")
    assert checked(capfd, tree) == before


@pytest.mark.parametrize(
    "name", [b"a\nb", b"\xff\xfe", b"\x1b[2J", b" ", b"-", b"--help", b"%0A::error::x", b"<b>|`"]
)
@pytest.mark.parametrize("is_in_git", [False, True])
def test_a_folder_of_any_name_is_told_of_in_every_format(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, name: bytes, is_in_git: bool
) -> None:
    root = mismatched(tmp_path / "tree")
    (root / "tools").rename(root / os.fsdecode(name))
    if is_in_git:
        Repository.new(root).git("add", "-A")
    for format_ in ("text", "json", "sarif", "github", "junit", "markdown", "concise"):
        result = run(capfd, "check", root, "--format", format_)
        assert result.status == 1, result.err
        assert "\x1b[2J" not in result.out
    for command in ("list", "coverage", "graph", "plan"):
        assert run(capfd, command, root).status in (0, 1)


def test_twins_that_differ_in_case_are_two_files(capfd: pytest.CaptureFixture[str], tree: Path) -> None:
    manifest = tree / "tools/updater/Cargo.toml"
    (manifest.parent / "cargo.toml").write_bytes(manifest.read_bytes())
    if len(list(manifest.parent.iterdir())) < 2:
        pytest.skip("this file system knows no case")
    assert paths(checked(capfd, tree)) == {"tools/updater/Cargo.toml"}
    (tree / "TOOLCHAINS").mkdir()
    (tree / "TOOLCHAINS/tool_versions.bzl").write_bytes((tree / TABLE).read_bytes())
    assert "tools/updater/Cargo.toml" in paths(checked(capfd, tree))


def test_files_that_come_change_and_go_meanwhile_are_no_crash(tree: Path) -> None:
    for number in range(150):
        (tree / f"crate{number}").mkdir()
        (tree / f"crate{number}/Cargo.toml").write_text('[dependencies]\nwit-bindgen = "0.47.0"\n')
    busy = f"""
import os, pathlib, random
files = sorted(pathlib.Path({str(tree)!r}).glob("crate*/Cargo.toml"))
while True:
    file = random.choice(files)
    file.unlink(missing_ok=True)
    file.write_text("[dependencies]\\nwit-bindgen = " + random.choice(['"0.46.0"', '"0.4', "x" * 70_000]))
    if random.random() < 0.1:
        file.unlink()
        file.symlink_to("/etc/hostname") if random.random() < 0.5 else os.mkfifo(file)
"""
    with subprocess.Popen([sys.executable, "-c", busy]) as worker:
        try:
            ended = [run_limited("check", tree, "--fail-on", "error") for _ in range(1)]
        finally:
            worker.kill()
    assert all(one.is_in_order for one in ended), ended


# where nothing may be written


@pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
def test_a_tree_that_may_not_be_written_is_checked_and_not_fixed(
    capfd: pytest.CaptureFixture[str], tree: Path
) -> None:
    before = checked(capfd, tree)
    folders = [tree, *(path for path in tree.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert checked(capfd, tree) == before
        result = run(capfd, "fix", tree, "--write", "--unsafe")
        assert result.status in (1, 2)
        assert "Traceback" not in result.err
    finally:
        for folder in folders:
            folder.chmod(0o755)


@pytest.mark.parametrize(
    ("home", "kept"), [("/nonexistent", "/dev/null/x"), ("/dev/null", "/proc/x"), ("/proc", "/sys")]
)
def test_where_nothing_can_be_kept_the_answer_is_the_same(tree: Path, home: str, kept: str) -> None:
    bare = {
        "HOME": home,
        "XDG_CACHE_HOME": kept,
        "VERCHECK_NO_CACHE": "",
        "XDG_CONFIG_HOME": "",
        "TMPDIR": "",
    }
    ended = run_limited("check", tree, environment=bare)
    assert (ended.status, ended.err) == (1, "")


# repositories that are not whole


def _empty(root: Path) -> None:
    shutil.rmtree(root / ".git")
    (root / ".git").mkdir()


def _pointing_nowhere(root: Path) -> None:
    shutil.rmtree(root / ".git")
    (root / ".git").write_text("gitdir: /nonexistent/worktrees/x\n")


def _pointing_at_itself(root: Path) -> None:
    shutil.rmtree(root / ".git")
    (root / ".git").write_text("gitdir: .git\n")


def _a_pipe(root: Path) -> None:
    shutil.rmtree(root / ".git")
    os.mkfifo(root / ".git")


def _a_link_to_itself(root: Path) -> None:
    shutil.rmtree(root / ".git")
    (root / ".git").symlink_to(".git")


def _cut(name: str) -> Callable[[Path], None]:
    def damage(root: Path) -> None:
        file = root / ".git" / name
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    return damage


def _filled(name: str, content: bytes) -> Callable[[Path], None]:
    def damage(root: Path) -> None:
        (root / ".git" / name).write_bytes(content)

    return damage


def _without(name: str) -> Callable[[Path], None]:
    def damage(root: Path) -> None:
        place = root / ".git" / name
        shutil.rmtree(place) if place.is_dir() else place.unlink()

    return damage


DAMAGES: dict[str, Callable[[Path], None]] = {
    "an empty .git": _empty,
    "a .git that points nowhere": _pointing_nowhere,
    "a .git that points at itself": _pointing_at_itself,
    "a .git that is a pipe": _a_pipe,
    "a .git that is a link to itself": _a_link_to_itself,
    "half an index": _cut("index"),
    "an index of other bytes": _filled("index", b"\0" * 400),
    "half a HEAD": _cut("HEAD"),
    "an empty HEAD": _filled("HEAD", b""),
    "a HEAD of other bytes": _filled("HEAD", b"\xff\x00\n"),
    "a configuration of other bytes": _filled("config", b"[core\n\xff"),
    "a format of the future": _filled("config", b"[core]\n\trepositoryformatversion = 99\n"),
    "no objects": _without("objects"),
    "no refs": _without("refs"),
    "no index": _without("index"),
    "rules that are no text": _filled("info/exclude", b"\xff\0[\n" * 50),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_repository_is_a_tree_all_the_same(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, damage: str
) -> None:
    root = repository(tmp_path / "tree").root
    DAMAGES[damage](root)
    assert "tools/updater/Cargo.toml" in paths(checked(capfd, root))
    for options in (("check", root, "--base", "HEAD"), ("check", root, "--changed"), ("diff", "HEAD~1")):
        ended = run_limited(*options, cwd=root) if options[0] == "diff" else None
        result = run(capfd, *options) if ended is None else ended
        assert result.status in (0, 1, 2)
        assert "Traceback" not in result.err


def test_a_bare_repository_has_no_files_to_check(tmp_path: Path) -> None:
    bare = repository(tmp_path / "tree").clone(tmp_path / "bare.git", "--bare").root
    for options in ((), ("--base", "HEAD")):
        ended = run_limited("check", *options, cwd=bare)
        assert ended.is_in_order, ended.err


def test_a_shallow_clone_is_checked_like_a_whole_one(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    whole = repository(tmp_path / "tree")
    whole.commit({"README.md": "# a\n"})
    shallow = whole.clone(tmp_path / "shallow", "--depth=1")
    assert findings(checked(capfd, shallow.root)) == findings(checked(capfd, whole.root))


def test_a_second_work_tree_is_checked_like_the_first(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    whole = repository(tmp_path / "tree")
    whole.git("worktree", "add", "-q", tmp_path / "second", "-b", "second")
    assert findings(checked(capfd, tmp_path / "second")) == findings(checked(capfd, whole.root))
    assert checked(capfd, tmp_path / "second", "--base", "main").status == 0
    inside = whole.root / "inside"
    whole.git("worktree", "add", "-q", inside, "-b", "third")
    assert paths(checked(capfd, whole.root)) == {"tools/updater/Cargo.toml"}


@pytest.mark.skipif(not IS_ROOT, reason="only root gives files away")
def test_a_repository_of_another_user_is_checked_like_ones_own(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    root = repository(tmp_path / "tree").root
    before = checked(capfd, root)
    for place in (root, *root.rglob("*")):
        os.chown(place, 12345, 12345, follow_symlinks=False)
    assert checked(capfd, root) == before
    assert checked(capfd, root, "--base", "HEAD").status == 0


def test_without_git_a_tree_is_checked_and_a_comparison_says_what_is_missing(tmp_path: Path) -> None:
    root = repository(tmp_path / "tree").root
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    ended = run_limited("check", root, environment={"PATH": str(nothing)})
    assert (ended.status, "wit-bindgen" in ended.out) == (1, True), ended.err
    for options in (("check", root, "--base", "HEAD"), ("check", root, "--changed")):
        ended = run_limited(*options, environment={"PATH": str(nothing)})
        assert (ended.status, "Traceback" in ended.err) == (2, False), ended.err


def test_a_git_that_fails_is_no_git(tmp_path: Path) -> None:
    root = repository(tmp_path / "tree").root
    (tmp_path / "bin").mkdir()
    for script in ("exit 3", "kill -9 $$", "printf 'a\\0\\377\\0/etc/passwd\\0../x\\0'"):
        git = tmp_path / "bin/git"
        git.write_text(f"#!/bin/sh\n{script}\n")
        git.chmod(0o755)
        ended = run_limited("check", root, environment={"PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin"})
        assert ended.is_in_order, ended.err


def test_a_root_that_is_gone_is_an_error_in_words(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f"cd {gone} && rmdir {gone} && exec {sys.executable} -m vercheck check"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
