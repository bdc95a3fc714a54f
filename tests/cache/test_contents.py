"""A name stands for the bytes that are there, whether they were read again or not."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.repositories import Repository
from vercheck.cache.contents import Named, content_of, name, named, stamped, tree_name, tree_stamp


def settled(path: Path) -> None:
    """Wait until the file is old enough for its times to mean something, as far as the test can."""
    past = time.time() - 10
    os.utime(path, (past, past))


def names(root: Path, *paths: str, before: Named | None = None) -> dict[str, str]:
    return {path: found for path, (found, _) in named(str(root), paths, before or {})[0].items()}


def test_a_name_is_that_which_git_gives(tmp_path: Path) -> None:
    repository = Repository.new(tmp_path, {"a.txt": "text\n"})
    assert name(b"text\n") == repository.git("hash-object", "a.txt")
    assert names(tmp_path, "a.txt") == {"a.txt": name(b"text\n")}


def test_a_change_is_seen_even_within_one_moment_and_with_the_same_size(tmp_path: Path) -> None:
    file = tmp_path / "a"
    before: Named = {}
    for number in range(200):
        file.write_text(f"{number:04}")
        before, _ = named(str(tmp_path), ["a"], before)
        assert before["a"][0] == name(f"{number:04}".encode())


def test_a_change_is_seen_where_somebody_sets_the_time_back(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("old")
    settled(file)
    before, _ = named(str(tmp_path), ["a"], {})
    status = file.stat()
    file.write_text("new")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert names(tmp_path, "a", before=before) == {"a": name(b"new")}


def test_a_file_that_is_replaced_by_an_older_one_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    (tmp_path / "b").write_text("two")
    for path in "ab":
        settled(tmp_path / path)
    before, _ = named(str(tmp_path), ["a"], {})
    (tmp_path / "b").rename(tmp_path / "a")
    assert names(tmp_path, "a", before=before) == {"a": name(b"two")}


def test_what_has_an_old_stamp_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    status = (tmp_path / "a").stat()
    stamp = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino, status.st_mode)
    assert names(tmp_path, "a", before={"a": ("known", stamp)}) == {"a": "known"}
    assert names(tmp_path, "a", before={"a": ("known", None)}) == {"a": name(b"one")}


def test_what_is_no_file_of_the_tree_has_a_name_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/file").write_text("text")
    (tmp_path / "link").symlink_to("folder/file")
    (tmp_path / "elsewhere").symlink_to("folder")
    os.mkfifo(tmp_path / "pipe")
    found = names(tmp_path, "link", "elsewhere/file", "pipe", "gone", "folder", "folder/file/below")
    assert found == {
        "link": "irregular",
        "elsewhere/file": "elsewhere",
        "pipe": "irregular",
        "gone": "absent",
        "folder": "irregular",
        "folder/file/below": "elsewhere",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_cannot_be_read_has_no_name(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("text")
    (tmp_path / "secret").chmod(0)
    assert names(tmp_path, "secret") == {"secret": ""}


def test_a_tree_has_one_name_whatever_the_order_and_another_for_every_change() -> None:
    one = {"a": "1", "b": "2"}
    assert tree_name(one) == tree_name({"b": "2", "a": "1"})
    others = [{"a": "1"}, {"a": "2", "b": "1"}, {"a": "1", "c": "2"}, {"a\n": "1", "b": "2"}]
    assert len({tree_name(one), *map(tree_name, others)}) == 5


def test_a_tree_that_nobody_touched_has_the_stamp_that_it_had_and_no_other_has(tmp_path: Path) -> None:
    for path in ("a", "b"):
        (tmp_path / path).write_text(path)
    paths = ["a", "b", "gone"]
    seen = {tree_stamp(stamped(str(tmp_path), paths)) for _ in range(3)}
    assert len(seen) == 1
    seen.add(tree_stamp(stamped(str(tmp_path), ["a", "b"])))
    (tmp_path / "b").write_text("c")
    seen.add(tree_stamp(stamped(str(tmp_path), paths)))
    (tmp_path / "gone").write_text("here")
    seen.add(tree_stamp(stamped(str(tmp_path), paths)))
    assert len(seen) == 4


def test_a_tree_with_a_file_that_was_just_written_has_no_stamp_to_keep(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    assert named(str(tmp_path), ["a"], {})[1] is None
    assert named(str(tmp_path), ["gone"], {})[1] is not None


def test_one_file_is_told_from_every_other_and_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    (tmp_path / "b").write_text("two")
    (tmp_path / "link").symlink_to("b")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    places = [str(tmp_path / path) for path in ("a", "b", "link", "pipe", "loop", "none")]
    a, b, link, pipe, loop, none = map(content_of, places)
    assert b == link
    assert loop == none == ""
    assert len({a, b, pipe, none}) == 4
    assert content_of(str(tmp_path)) == pipe
