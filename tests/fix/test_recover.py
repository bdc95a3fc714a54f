"""A fix that is killed, or that the system breaks off, at any step: every file is old or new, and the
next run makes all of them so."""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fix.faults import NEW, OLD, at_call, state, tree
from vercheck.fix.error import FixError
from vercheck.fix.recover import recover
from vercheck.fix.write import write


def killed_trees(folder: Path, build: str, act: str) -> list[Path]:
    """Trees in which an act was killed, one for each of its steps, in their order."""
    script = [sys.executable, str(Path(__file__).parent / "faults.py"), str(folder), build, act]
    done = subprocess.run(script, capture_output=True, text=True, check=True)
    count, status = map(int, done.stdout.split())
    assert status == 0
    assert count > 40, "the hook sees each step"
    return sorted(folder.iterdir())[:count]


@pytest.fixture(scope="module", params=["git", "plain"])
def killed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return killed_trees(tmp_path_factory.mktemp("killed"), request.param, "write")


def test_a_kill_at_any_step_leaves_each_file_whole_and_the_next_run_settles_all(killed: list[Path]) -> None:
    outcomes = []
    for root in killed:
        left = state(root)
        for path, content in OLD.items():
            assert left[path] in (content, NEW[path]), f"{root.name}: {path} is torn"
        recover(root)
        settled = state(root)
        assert settled in (OLD, NEW), f"{root.name}: not all old or all new, or something was left behind"
        outcomes.append(settled == NEW)
    assert outcomes == sorted(outcomes), "from some step on the fix is carried out, never back again"
    assert {False, True} <= set(outcomes)


def test_a_second_recovery_finds_nothing_to_do(killed: list[Path]) -> None:
    for root in killed:
        recover(root)
        assert recover(root) == ()


def test_a_recovery_that_is_killed_itself_is_taken_up_again(tmp_path: Path) -> None:
    for root in killed_trees(tmp_path, "plain", "recover"):
        recover(root)
        assert state(root) == NEW, root.name


@pytest.mark.parametrize("with_git", [True, False])
def test_a_call_that_fails_at_any_step_is_told_and_leaves_all_old_or_all_new(
    tmp_path: Path, with_git: bool
) -> None:
    failed: list[int] = []

    def fail() -> None:
        failed.append(number)
        raise OSError(5, "Input/output error")

    for number in range(1000):
        root = tree(tmp_path / str(number), with_git)
        told = ""
        sys.setprofile(at_call(number, fail))
        try:
            write(root, NEW, OLD)
        except FixError as error:
            told = str(error)
        finally:
            sys.setprofile(None)
        recover(root)
        assert state(root) in (OLD, NEW), f"step {number}"
        assert "nput/output error" in told or state(root) == NEW, f"step {number}: {told}"
        if number not in failed:
            break
    assert len(failed) > 50, "the hook sees each step"


@pytest.fixture(params=["git", "plain"])
def halfway(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A tree whose write was killed when one file was new and two were still old."""
    root = tmp_path / "halfway"
    script = Path(__file__).parent / "faults.py"
    subprocess.run([sys.executable, str(script), str(root), request.param, "rename", "1"], check=False)
    left = state(root)
    assert [path for path in OLD if left[path] == NEW[path]] == ["a.bzl"]
    return root


def journal_of(root: Path) -> Path:
    return next(
        path for path in (root / ".git/vercheck-journal", root / ".vercheck-journal") if path.exists()
    )


def test_the_next_run_says_that_it_finished_the_fix(halfway: Path) -> None:
    assert recover(halfway) == (f"finished a fix that was interrupted: {', '.join(sorted(NEW))}",)
    assert state(halfway) == NEW


def test_a_write_settles_what_was_left_before_its_own(halfway: Path) -> None:
    write(halfway, {"a.bzl": b"3\n"}, {"a.bzl": NEW["a.bzl"]})
    assert state(halfway) == {**NEW, "a.bzl": b"3\n"}


def test_where_a_waiting_file_was_edited_since_the_fix_is_undone(halfway: Path) -> None:
    (halfway / "sub/b.json").write_bytes(b"mine")
    (first, second) = recover(halfway)
    assert first.startswith("undid a fix that was interrupted")
    assert second == "sub/b.json: changed since, left as it is"
    assert state(halfway) == {**OLD, "sub/b.json": b"mine"}


def test_a_file_that_was_edited_after_it_was_replaced_is_left_alone(halfway: Path) -> None:
    (halfway / "a.bzl").write_bytes(b"mine")
    (halfway / "sub/b.json").write_bytes(b"mine, too")
    recover(halfway)
    assert state(halfway) == {**OLD, "a.bzl": b"mine", "sub/b.json": b"mine, too"}


def test_a_damaged_new_content_is_never_put_in_place(halfway: Path) -> None:
    for fresh in halfway.rglob(".vercheck-*.new"):
        fresh.write_bytes(b"torn")
    recover(halfway)
    assert state(halfway) == OLD


def test_a_folder_that_is_gone_does_not_stand_in_the_way(halfway: Path) -> None:
    import shutil

    shutil.rmtree(halfway / "sub")
    recover(halfway)
    assert state(halfway)["a.bzl"] in (OLD["a.bzl"], NEW["a.bzl"])
    assert recover(halfway) == ()


def test_a_run_that_is_still_at_work_is_not_disturbed(halfway: Path) -> None:
    before = state(halfway)
    with journal_of(halfway).open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(FixError, match="another vercheck"):
            recover(halfway)
        with pytest.raises(FixError, match="another vercheck"):
            write(halfway, {"a.bzl": b"x"}, {"a.bzl": NEW["a.bzl"]})
    assert state(halfway) == before


def test_a_journal_that_was_cut_off_stands_for_a_fix_that_had_not_begun(tmp_path: Path) -> None:
    root = tree(tmp_path, with_git=False)
    for torn in (b"", b"P", b"C\n{", b"C\n[]", b'C\n{"entries": [{"path": 1}]}', b"\xff\n{}"):
        (root / ".vercheck-journal").write_bytes(torn)
        recover(root)
        assert state(root) == OLD


def test_a_journal_that_came_with_the_repository_can_name_no_file_but_ours(tmp_path: Path) -> None:
    root = tree(tmp_path / "root", with_git=False)
    (tmp_path / "outside").write_bytes(b"precious")
    ours = ".vercheck-0123456789abcdef-0"
    for path, fresh, backup in (
        ("a.bzl", "sub/b.json", "sub/b.json"),
        ("a.bzl", "a.bzl", "a.bzl"),
        ("../outside", f"{ours}.new", f"{ours}.old"),
        (str(tmp_path / "outside"), f"{ours}.new", f"{ours}.old"),
        ("a.bzl", "../outside", f"{ours}.old"),
    ):
        for letter in "PCU":
            entry = {"path": path, "old": None, "new": "0" * 64, "fresh": fresh, "backup": backup}
            text = f"{letter}\n{json.dumps({'entries': [entry]})}\n"
            (root / ".vercheck-journal").write_text(text)
            recover(root)
            assert state(root) == OLD
            assert (tmp_path / "outside").read_bytes() == b"precious"


def test_a_journal_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    root = tree(tmp_path / "root", with_git=False)
    (tmp_path / "outside").write_bytes(b"P\n{}\n")
    (root / ".vercheck-journal").symlink_to(tmp_path / "outside")
    with pytest.raises(FixError, match=r"\.vercheck-journal"):
        recover(root)
    assert (tmp_path / "outside").exists()


def test_a_tree_without_a_journal_needs_nothing(tmp_path: Path) -> None:
    root = tree(tmp_path, with_git=True)
    assert recover(root) == ()
    assert state(root) == OLD
