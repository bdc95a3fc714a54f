"""A revision as a tree: read without a checkout, and without anything of the repository's being run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.repositories import Repository
from vercheck.cache.contents import name
from vercheck.discover import Revision, RevisionError, opened
from vercheck.model import Note, Source

LIMIT = 1000


def content(revision: Revision, path: str) -> bytes | None:
    found = revision.read(path, LIMIT)
    return found.content if isinstance(found, Source) else None


def test_contents_have_names_that_tell_them_apart_without_reading_them(tmp_path: Path) -> None:
    repository = Repository.new(tmp_path, {"a": "1\n", "b": "1\n"})
    repository.commit({"b": "2\n"})
    with opened(tmp_path, "HEAD~1", "old") as old, opened(tmp_path, "HEAD", "new") as new:
        assert [old.content(path) for path in "abc"] == [name(b"1\n"), name(b"1\n"), None]
        assert [new.content(path) for path in "abc"] == [name(b"1\n"), name(b"2\n"), None]


def test_a_folder_of_a_repository_is_a_root_of_its_own(tmp_path: Path) -> None:
    Repository.new(tmp_path, {"a": "1", "sub/b": "2"})
    with opened(tmp_path / "sub", "HEAD", "HEAD") as revision:
        assert (revision.paths, content(revision, "b")) == (("b",), b"2")


def test_excluded_files_are_left_out_and_counted(tmp_path: Path) -> None:
    Repository.new(tmp_path, {"a": "1", "sub/b": "2"})
    with opened(tmp_path, "HEAD", "HEAD", ["sub/"]) as revision:
        assert (revision.paths, revision.excluded, revision.listed) == (("a",), (("sub/", 1),), frozenset())


def test_without_a_commit_there_is_nothing(tmp_path: Path) -> None:
    Repository.new(tmp_path)
    with opened(tmp_path, None, "HEAD") as revision:
        assert (revision.paths, revision.read("a", LIMIT)) == ((), None)


def test_a_link_and_a_submodule_are_listed_and_not_read(tmp_path: Path) -> None:
    repository = Repository.new(tmp_path / "root")
    Repository.new(repository.root / "module", {"x": "1"})
    (repository.root / "link").symlink_to("/etc/passwd")
    repository.commit({"a": "1"})
    with opened(repository.root, "HEAD", "HEAD") as revision:
        assert revision.paths == ("a", "link", "module")
        assert [revision.read(path, LIMIT) for path in ("link", "module")] == [None, None]
        assert [revision.content(path) for path in ("link", "module")] == [None, None]


@pytest.mark.parametrize(
    ("text", "trouble"),
    [("x" * (LIMIT + 1), "1,001 bytes are more than the limit of 1,000"), ("a\0b", "it is no text")],
)
def test_what_would_not_be_read_from_a_disk_is_not_read_here(tmp_path: Path, text: str, trouble: str) -> None:
    Repository.new(tmp_path, {"a": text, "b": "after"})
    with opened(tmp_path, "HEAD", "HEAD") as revision:
        note = revision.read("a", LIMIT)
        assert isinstance(note, Note)
        assert trouble in note.message
        assert content(revision, "b") == b"after"


def test_names_are_those_of_the_file_system(tmp_path: Path) -> None:
    strange = ["sp ace", "tab\there", "new\nline", 'quote"', "umläut", os.fsdecode(b"\xff")]
    Repository.new(tmp_path, dict.fromkeys(strange, "1"))
    with opened(tmp_path, "HEAD", "HEAD") as revision:
        assert list(revision.paths) == sorted(strange)
        assert {content(revision, path) for path in strange} == {b"1"}


def test_nothing_that_the_repository_names_is_run(tmp_path: Path) -> None:
    repository = Repository.new(tmp_path / "root", {"a": "1", ".gitattributes": "* filter=evil diff=evil\n"})
    mark, program = tmp_path / "ran", tmp_path / "evil"
    program.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
    program.chmod(0o755)
    for key in (
        "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.textconv", "core.pager",
        "diff.evil.command", "diff.external", "core.fsmonitor", "core.sshCommand", "pager.ls-tree",
        "core.alternateRefsCommand", "gpg.program", "alias.cat-file", "credential.helper",
    ):  # fmt: skip
        repository.git("config", key, f"!{program}" if key.startswith("alias") else program)
    (repository.root / "a").write_text("2")
    with opened(repository.root, "HEAD", "HEAD") as revision:
        assert content(revision, "a") == b"1"
    assert not mark.exists()


def test_a_partial_clone_says_what_it_lacks_and_fetches_nothing(tmp_path: Path) -> None:
    origin = Repository.new(tmp_path / "origin", {"a": "old\n", "b": "same\n"})
    origin.git("config", "uploadpack.allowFilter", "true")
    origin.commit({"a": "new\n"})
    clone = origin.clone(tmp_path / "clone", "--filter=blob:none")
    mark, program = tmp_path / "ran", tmp_path / "evil"
    program.write_text(f'#!/bin/sh\ntouch {mark}\nexec git-upload-pack "$@"\n')
    program.chmod(0o755)
    clone.git("config", "remote.origin.uploadpack", program)
    clone.git("config", "protocol.file.allow", "always")
    with opened(clone.root, "HEAD~1", "HEAD~1") as revision:
        note = revision.read("a", LIMIT)
        assert isinstance(note, Note)
        assert note.message == "`a` cannot be read at `HEAD~1`: this clone does not have its content"
        assert [path for path in revision.paths if revision.lacks(path)] == ["a"]
        assert revision.content("b") == name(b"same\n")
        assert content(revision, "b") == b"same\n"
    assert not mark.exists()


def test_a_commit_whose_files_git_cannot_list_is_an_error_in_words(tmp_path: Path) -> None:
    Repository.new(tmp_path, {"a": "1"})
    with (
        pytest.raises(RevisionError, match="git cannot list the files of `v9`: "),
        opened(tmp_path, "0" * 40, "v9"),
    ):
        pass


def test_a_content_that_is_damaged_is_not_taken_for_another(tmp_path: Path) -> None:
    repository = Repository.new(tmp_path, {"a": "1", "b": "2"})
    name = repository.git("rev-parse", "HEAD:a")
    stored = tmp_path / ".git/objects" / name[:2] / name[2:]
    stored.chmod(0o644)
    stored.write_bytes(b"no object")
    with opened(tmp_path, "HEAD", "HEAD") as revision:
        assert isinstance(revision.read("a", LIMIT), Note)
        assert content(revision, "b") == b"2"


def test_a_few_trees_that_name_billions_of_files_are_given_up(tmp_path: Path) -> None:
    repository = Repository.new(tmp_path, {"a": "1"})
    kind, name = "blob", repository.git("rev-parse", "HEAD:a")
    padding = "x" * 240
    for _ in range(9):
        mode = "100644" if kind == "blob" else "040000"
        rows = "".join(f"{mode} {kind} {name}\t{number}{padding}\n" for number in range(10))
        kind, name = "tree", repository.git("mktree", given=rows)
    commit = repository.git("commit-tree", name, "-m", "many")
    with (
        pytest.raises(RevisionError, match="the list is longer than"),
        opened(tmp_path, commit, "many"),
    ):
        pass
