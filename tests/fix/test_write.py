"""Writing a fix: all files or none, nothing but their content changes, and never through a link."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fix.faults import NEW, OLD, at_call, state, tree
from vercheck.fix.error import FixError
from vercheck.fix.write import write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tree(tmp_path / "root", with_git=True)


def as_nobody(root: Path) -> str:
    """What a user without rights is told who writes the fix; file modes mean nothing to root."""
    script = (
        "import os, sys; from pathlib import Path\n"
        "from tests.fix.faults import NEW, OLD\n"
        "from vercheck.fix.write import write\n"
        "from vercheck.fix.error import FixError\n"
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "try: write(Path(sys.argv[1]), NEW, OLD)\n"
        "except FixError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(root)], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    return done.stdout.strip()


def open_to_all(root: Path) -> None:
    """Let another user reach the tree and write to it."""
    for path in (root, *root.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    for parent in root.parents:
        if parent.stat().st_uid == os.geteuid() and not parent.stat().st_mode & stat.S_IXOTH:
            parent.chmod(parent.stat().st_mode | stat.S_IXOTH | stat.S_IROTH)


def test_all_files_get_their_new_content_and_nothing_else_is_left(root: Path) -> None:
    write(root, NEW, OLD)
    assert state(root) == NEW


def test_a_tree_without_git_is_left_as_clean(tmp_path: Path) -> None:
    root = tree(tmp_path, with_git=False)
    write(root, NEW, OLD)
    assert state(root) == NEW


def test_a_fix_of_nothing_touches_nothing(root: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    write(root, {}, OLD)
    write(root, OLD, OLD)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


@pytest.mark.parametrize("mode", [0o644, 0o755, 0o600, 0o664, 0o4755])
def test_the_mode_of_a_file_stays(root: Path, mode: int) -> None:
    (root / "a.bzl").chmod(mode)
    write(root, NEW, OLD)
    assert stat.S_IMODE((root / "a.bzl").stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_the_owner_of_a_file_stays(root: Path) -> None:
    os.chown(root / "a.bzl", 65534, 65533)
    write(root, NEW, OLD)
    status = (root / "a.bzl").stat()
    assert (status.st_uid, status.st_gid) == (65534, 65533)


def test_another_name_of_the_same_file_keeps_the_old_content(root: Path) -> None:
    os.link(root / "a.bzl", root.parent / "twin")
    write(root, NEW, OLD)
    assert (root.parent / "twin").read_bytes() == OLD["a.bzl"]


def test_a_file_that_changed_since_it_was_read_stops_all_of_it(root: Path) -> None:
    (root / "sub/b.json").write_bytes(b"{}")
    with pytest.raises(FixError, match=r"sub/b.json: changed on disk since it was read"):
        write(root, NEW, OLD)
    assert state(root) == {**OLD, "sub/b.json": b"{}"}


def test_a_file_that_is_gone_stops_all_of_it(root: Path) -> None:
    (root / "sub/b.json").unlink()
    with pytest.raises(FixError, match=r"sub/b.json: changed on disk"):
        write(root, NEW, OLD)
    assert "sub/b.json" not in state(root)
    assert state(root)["a.bzl"] == OLD["a.bzl"]


def test_a_file_that_changes_while_the_others_are_laid_out_stops_all_of_it(root: Path) -> None:
    def edit() -> None:
        (root / "sub/deep/c.toml").write_bytes(b'v = "9.9.9"\n')

    sys.setprofile(at_call(0, edit, "pwrite"))
    # The first overwrite of the journal's state comes after the last look: one call earlier is fine.
    try:
        write(root, NEW, OLD)
    finally:
        sys.setprofile(None)
    assert state(root) == NEW, "after the last look, the fix wins as any later writer would"

    fresh = tree(root.parent / "second", with_git=True)

    def edit_early() -> None:
        (fresh / "sub/deep/c.toml").write_bytes(b'v = "9.9.9"\n')

    sys.setprofile(at_call(1, edit_early, "link"))
    try:
        with pytest.raises(FixError, match=r"c.toml: changed on disk"):
            write(fresh, NEW, OLD)
    finally:
        sys.setprofile(None)
    assert state(fresh) == {**OLD, "sub/deep/c.toml": b'v = "9.9.9"\n'}


def test_a_rename_that_fails_midway_puts_the_files_before_it_back(root: Path) -> None:
    def in_the_way() -> None:
        (root / "sub/b.json").unlink()
        (root / "sub/b.json").mkdir()

    sys.setprofile(at_call(1, in_the_way, "rename"))
    try:
        with pytest.raises(FixError, match="nothing was written"):
            write(root, NEW, OLD)
    finally:
        sys.setprofile(None)
    left = {path: content for path, content in OLD.items() if path != "sub/b.json"}
    assert state(root) == left


def test_an_interrupt_from_the_keyboard_undoes_and_goes_on_its_way(root: Path) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    sys.setprofile(at_call(1, interrupt, "rename"))
    try:
        with pytest.raises(KeyboardInterrupt):
            write(root, NEW, OLD)
    finally:
        sys.setprofile(None)
    assert state(root) == OLD


def test_a_new_file_is_made_where_none_was_expected(root: Path) -> None:
    write(root, {**NEW, "sub/new.bzl": b"x\n"}, OLD)
    assert state(root) == {**NEW, "sub/new.bzl": b"x\n"}


def test_a_file_that_exists_is_never_taken_for_a_new_one(root: Path) -> None:
    with pytest.raises(FixError, match=r"a.bzl: changed on disk"):
        write(root, {"a.bzl": b"x"}, {})
    assert state(root) == OLD


def test_a_link_is_never_written_through_nor_replaced(root: Path) -> None:
    outside = root.parent / "outside"
    outside.write_bytes(OLD["a.bzl"])
    (root / "a.bzl").unlink()
    (root / "a.bzl").symlink_to(outside)
    with pytest.raises(FixError, match=r"a.bzl: a symbolic link"):
        write(root, NEW, OLD)
    assert outside.read_bytes() == OLD["a.bzl"]
    assert (root / "a.bzl").is_symlink()
    assert state(root)["sub/b.json"] == OLD["sub/b.json"]


def test_a_link_on_the_way_is_never_followed(root: Path) -> None:
    elsewhere = root.parent / "elsewhere"
    (root / "sub").rename(elsewhere)
    (root / "sub").symlink_to(elsewhere)
    with pytest.raises(FixError, match=r"sub/b.json: `sub`: a symbolic link"):
        write(root, NEW, OLD)
    assert (elsewhere / "b.json").read_bytes() == OLD["sub/b.json"]


@pytest.mark.parametrize(
    "path", ["../out", "/etc/hostname", "sub/../a.bzl", "", "./a.bzl", ".git/config", "a\0b"]
)
def test_a_path_out_of_the_work_tree_is_refused(root: Path, path: str) -> None:
    with pytest.raises(FixError, match="not a path inside the work tree"):
        write(root, {path: b"x", "a.bzl": NEW["a.bzl"]}, OLD)
    assert state(root) == OLD


def test_a_pipe_or_a_folder_in_place_of_a_file_is_refused_at_once(root: Path) -> None:
    os.mkfifo(root / "pipe")
    with pytest.raises(FixError, match="pipe: not a regular file"):
        write(root, {"pipe": b"x"}, {"pipe": b""})
    with pytest.raises(FixError, match="sub: not a regular file"):
        write(root, {"sub": b"x"}, {"sub": b""})


def test_a_file_without_a_write_bit_stops_all_of_it_even_for_root(root: Path) -> None:
    (root / "sub/b.json").chmod(0o444)
    with pytest.raises(FixError, match=r"sub/b.json: read-only"):
        write(root, NEW, OLD)
    assert state(root) == OLD


def test_a_folder_that_cannot_be_written_stops_all_of_it(root: Path) -> None:
    open_to_all(root)
    (root / "sub/deep").chmod(0o555)
    assert as_nobody(root) == "sub/deep/c.toml: its folder is read-only"
    assert state(root) == OLD


def test_a_file_of_somebody_else_that_may_be_written_is_written(root: Path) -> None:
    open_to_all(root)
    assert as_nobody(root) == ""
    assert state(root) == NEW


def test_an_immutable_file_stops_all_of_it(root: Path) -> None:
    if os.geteuid() != 0 or subprocess.run(["chattr", "+i", root / "a.bzl"], capture_output=True).returncode:
        pytest.skip("this user or file system has no immutable files")
    try:
        with pytest.raises(FixError, match="read-only"):
            write(root, NEW, OLD)
        assert state(root) == OLD
    finally:
        subprocess.run(["chattr", "-i", root / "a.bzl"], check=True)


def test_a_content_that_does_not_fit_leaves_everything_as_it_was(root: Path) -> None:
    # A limit on file sizes fails a write as a full disk does, for any user and anywhere.
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(FixError, match="nothing was written"):
            write(root, {**NEW, "sub/deep/c.toml": b"x" * 10_000}, OLD)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert state(root) == OLD


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("this user cannot mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("free", range(5))
def test_a_full_disk_leaves_everything_as_it_was(small_disk: Path, free: int) -> None:
    root = tree(small_disk / "root", with_git=True)
    filler = small_disk / "filler"
    with filler.open("wb", buffering=0) as filling:
        try:
            while True:
                filling.write(b"x" * 4096)
        except OSError:
            pass
        filling.truncate(filling.tell() - free * 4096)
    # Each file takes a page, the journal another: with four there is room for all of it.
    if free >= 4:
        write(root, NEW, OLD)
        assert state(root) == NEW
        return
    with pytest.raises(FixError, match=r"nothing was written: .*no space left"):
        write(root, NEW, OLD)
    assert state(root) == OLD
