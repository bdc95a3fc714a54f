"""Which commit a name means, and what is said where it means none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.repositories import Repository
from vercheck.discover import RevisionError, commit_of, head, merge_base


def trouble(root: Path, name: str) -> str:
    with pytest.raises(RevisionError) as caught:
        commit_of(root, name)
    return str(caught.value)


def test_a_branch_a_tag_and_a_short_name_mean_a_commit(tmp_path: Path) -> None:
    repository = Repository.new(tmp_path, {"a": "1"})
    commit = repository.git("rev-parse", "HEAD")
    repository.git("tag", "-a", "v1", "-m", "a tag")
    assert {commit_of(tmp_path, name) for name in ("main", "v1", "HEAD", commit[:8])} == {commit}


def test_a_git_that_waits_for_ever_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Repository.new(tmp_path, {"a": "1"})
    (tmp_path / ".git/HEAD").unlink()
    os.mkfifo(tmp_path / ".git/HEAD")
    monkeypatch.setattr("vercheck.git.PATIENCE", 0.5)
    assert trouble(tmp_path, "main") == "git cannot be run: it says nothing for 0.5 s"


def test_a_name_that_means_nothing_is_said_to(tmp_path: Path) -> None:
    Repository.new(tmp_path, {"a": "1"})
    assert trouble(tmp_path, "nope") == "there is no revision `nope` here"


@pytest.mark.parametrize(
    "name", ["--help", "-x", "--output=/tmp/x", "", "\x1b[2J", "a\nb", "@{", "HEAD^{tree}"]
)
def test_a_name_is_never_an_option_and_never_a_command_to_a_terminal(tmp_path: Path, name: str) -> None:
    Repository.new(tmp_path, {"a": "1"})
    assert "\x1b" not in trouble(tmp_path, name)
    assert "\n" not in trouble(tmp_path, name)


def test_a_branch_that_only_the_remote_has_is_offered(tmp_path: Path) -> None:
    origin = Repository.new(tmp_path / "origin", {"a": "1"})
    origin.git("branch", "stable")
    clone = origin.clone(tmp_path / "clone")
    assert trouble(clone.root, "stable") == (
        "there is no revision `stable` here; did you mean `origin/stable`?"
    )


def test_a_folder_without_history_is_said_to_be_one(tmp_path: Path) -> None:
    assert trouble(tmp_path, "HEAD") == (
        "this is not a git work tree, so there is no revision to compare with"
    )


def test_before_the_first_commit_nothing_is_checked_out(tmp_path: Path) -> None:
    Repository.new(tmp_path)
    assert head(tmp_path) is None


def test_the_base_is_where_a_branch_parted_and_not_what_came_there_later(tmp_path: Path) -> None:
    repository = Repository.new(tmp_path, {"a": "1"})
    parted = repository.git("rev-parse", "HEAD")
    repository.git("checkout", "-q", "-b", "work")
    repository.commit({"a": "2"})
    repository.git("checkout", "-q", "main")
    repository.commit({"b": "1"})
    repository.git("checkout", "-q", "work")
    assert merge_base(tmp_path, "main") == parted


def test_histories_without_a_common_commit_have_no_base(tmp_path: Path) -> None:
    repository = Repository.new(tmp_path, {"a": "1"})
    repository.git("checkout", "-q", "--orphan", "other")
    repository.commit({"a": "2"})
    with pytest.raises(RevisionError, match="`main` and what is checked out have no commit in common"):
        merge_base(tmp_path, "main")


def test_a_shallow_clone_that_does_not_reach_the_base_says_what_to_do(tmp_path: Path) -> None:
    origin = Repository.new(tmp_path / "origin", {"a": "1"})
    origin.git("checkout", "-q", "-b", "work")
    origin.commit({"a": "2"})
    origin.git("checkout", "-q", "main")
    origin.commit({"b": "1"})
    clone = origin.clone(tmp_path / "clone", "--depth=1", "--no-single-branch")
    with pytest.raises(RevisionError, match="shallow: fetch more of the history, as with `git fetch --unsh"):
        merge_base(clone.root, "origin/work")


def test_a_commit_that_a_shallow_clone_lacks_is_not_called_unknown_only(tmp_path: Path) -> None:
    origin = Repository.new(tmp_path / "origin", {"a": "1"})
    origin.git("tag", "v1")
    origin.commit({"a": "2"})
    clone = origin.clone(tmp_path / "clone", "--depth=1", "--no-tags")
    assert trouble(clone.root, "v1").startswith("there is no revision `v1` here, and this clone is shallow: ")
