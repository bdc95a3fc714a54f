"""Findings that a change touches, in repositories with a history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.cli.running import MANIFEST, VERSIONS
from tests.repositories import Repository
from tests.trees import registry, versions
from vercheck.config import load
from vercheck.discover import RevisionError
from vercheck.model import Diagnostic
from vercheck.pipeline import Outcome, Selection, check, read
from vercheck.reading import read_revision
from vercheck.since import Base, base_of, check_since, last_commit

TODAY = date(2025, 1, 1)
BZL, CARGO = "toolchains/tool_versions.bzl", "tools/updater/Cargo.toml"
MODULE = 'module(name = "rules_example", version = "1.0.0")\n'
AGREEING = {"MODULE.bazel": MODULE, BZL: VERSIONS, CARGO: MANIFEST.replace("0.47.0", "0.46.0")}
DRIFTED = {**AGREEING, CARGO: MANIFEST}


def since(root: Path, base: Callable[[Path], Base] = last_commit) -> Outcome:
    return check_since(root, load(root, None), base(root), today=TODAY)


def found(root: Path, base: Callable[[Path], Base] = last_commit) -> list[str]:
    return [item.check for item in findings(root, base)]


def findings(root: Path, base: Callable[[Path], Base] = last_commit) -> tuple[Diagnostic, ...]:
    return since(root, base).report.diagnostics


# shown


def test_a_finding_on_a_changed_line_is_shown(tmp_path: Path) -> None:
    Repository.new(tmp_path, AGREEING).write({CARGO: MANIFEST})
    assert found(tmp_path) == ["companion-mismatch"]


def test_a_change_elsewhere_that_makes_an_old_line_wrong_is_shown(tmp_path: Path) -> None:
    Repository.new(tmp_path, AGREEING).write({BZL: VERSIONS.replace("0.46.0", "0.45.0")})
    (item,) = findings(tmp_path)
    assert item.location.path == CARGO
    assert item.related[0].location.path == BZL


def test_an_old_finding_whose_related_place_is_changed_is_shown(tmp_path: Path) -> None:
    Repository.new(tmp_path, DRIFTED).write({BZL: VERSIONS.replace('"0.46.0",', '"0.46.0",  # waits')})
    assert found(tmp_path) == ["companion-mismatch"]


def test_a_staged_change_counts(tmp_path: Path) -> None:
    repository = Repository.new(tmp_path, AGREEING)
    repository.write({CARGO: MANIFEST})
    repository.git("add", "-A")
    assert found(tmp_path) == ["companion-mismatch"]


def test_an_untracked_file_counts(tmp_path: Path) -> None:
    files = {path: text for path, text in AGREEING.items() if path != CARGO}
    Repository.new(tmp_path, files).write({CARGO: MANIFEST})
    assert found(tmp_path) == ["companion-mismatch"]


def test_before_the_first_commit_everything_is_new(tmp_path: Path) -> None:
    Repository.new(tmp_path).write(DRIFTED)
    assert found(tmp_path) == ["companion-mismatch"]


def test_an_ignore_that_was_taken_out_shows_what_it_hid(tmp_path: Path) -> None:
    hidden = MANIFEST.replace('"0.47.0"', '"0.47.0"  # vercheck: ignore[companion-mismatch] on purpose')
    Repository.new(tmp_path, {**DRIFTED, CARGO: hidden}).write({CARGO: MANIFEST})
    assert found(tmp_path) == ["companion-mismatch"]


def test_what_a_branch_committed_counts_since_it_parted(tmp_path: Path) -> None:
    repository = Repository.new(tmp_path, AGREEING)
    repository.git("checkout", "-q", "-b", "work")
    repository.commit({CARGO: MANIFEST})
    assert found(tmp_path, lambda root: base_of(root, "main")) == ["companion-mismatch"]
    assert found(tmp_path) == []


def test_a_file_that_a_partial_clone_lacks_is_a_finding(tmp_path: Path) -> None:
    origin = Repository.new(tmp_path / "origin", AGREEING)
    origin.git("config", "uploadpack.allowFilter", "true")
    origin.git("checkout", "-q", "-b", "work")
    origin.commit({CARGO: AGREEING[CARGO] + "# more\n"})
    clone = origin.clone(tmp_path / "clone", "--filter=blob:none", "--branch=work")
    (item,) = findings(clone.root, lambda root: base_of(root, "origin/main"))
    assert (item.check, item.location.path) == ("unreadable-file", CARGO)
    assert item.message.endswith("cannot be compared: this clone does not have its content at `origin/main`")


# not shown


def test_without_a_change_nothing_is_shown(tmp_path: Path) -> None:
    Repository.new(tmp_path, DRIFTED)
    assert found(tmp_path) == []


def test_a_finding_that_other_lines_have_moved_is_not_new(tmp_path: Path) -> None:
    Repository.new(tmp_path, DRIFTED).write(
        {CARGO: "# a remark\n" * 9 + MANIFEST, BZL: '"""The versions."""\n\n' + VERSIONS}
    )
    assert found(tmp_path) == []


def test_a_finding_that_lost_one_of_its_related_places_is_not_new(tmp_path: Path) -> None:
    def unregistered() -> Diagnostic:
        only = Selection(frozenset({"unregistered-version"}))
        (item,) = check(tmp_path, load(tmp_path, None), today=TODAY, selection=only).report.diagnostics
        return item

    offered = registry("gizmo", "1.0.0", ["1.0.0", "0.9.0", "0.8.0"])
    Repository.new(tmp_path, {BZL: versions(gizmo="2.0.0"), "checksums/gizmo.json": offered})
    before = unregistered()
    (tmp_path / "checksums/gizmo.json").write_text(registry("gizmo", "1.0.0", ["1.0.0", "0.8.0"]))
    assert len(unregistered().related) == len(before.related) - 1
    assert found(tmp_path) == []


def test_a_change_of_something_else_does_not_show_what_was_there(tmp_path: Path) -> None:
    Repository.new(tmp_path, DRIFTED).write({BZL: VERSIONS.replace("1.240.0", "1.241.0")})
    assert found(tmp_path) == []


def test_a_finding_that_a_change_repaired_is_gone(tmp_path: Path) -> None:
    Repository.new(tmp_path, DRIFTED).write(AGREEING)
    assert found(tmp_path) == []


def test_line_endings_that_git_converts_are_no_change(tmp_path: Path) -> None:
    Repository.new(tmp_path, DRIFTED)
    (tmp_path / CARGO).write_bytes(MANIFEST.replace("\n", "\r\n").encode())
    (tmp_path / BZL).write_bytes(VERSIONS.replace("\n", "\r\n").encode())
    assert found(tmp_path) == []


def test_what_came_to_the_other_branch_later_is_no_change_of_this_one(tmp_path: Path) -> None:
    repository = Repository.new(tmp_path, DRIFTED)
    repository.git("checkout", "-q", "-b", "work")
    repository.commit({"notes.txt": "nothing\n"})
    repository.git("checkout", "-q", "main")
    repository.commit(AGREEING)
    repository.git("checkout", "-q", "work")
    assert found(tmp_path, lambda root: base_of(root, "main")) == []


def test_an_ignored_file_does_not_count(tmp_path: Path) -> None:
    files = {path: text for path, text in AGREEING.items() if path != CARGO}
    Repository.new(tmp_path, {**files, ".gitignore": "tools/\n"}).write({CARGO: MANIFEST})
    assert found(tmp_path) == []


def test_a_deleted_file_leaves_nothing_behind(tmp_path: Path) -> None:
    Repository.new(tmp_path, DRIFTED)
    (tmp_path / CARGO).unlink()
    assert found(tmp_path) == []


def test_a_hold_hides_on_both_sides(tmp_path: Path) -> None:
    hold = '[[hold]]\nartifact = "cargo:wit-bindgen"\nversion = "0.47.0"\nreason = "the runtime waits"\n'
    Repository.new(tmp_path, {**AGREEING, "vercheck.toml": hold}).write({CARGO: MANIFEST})
    assert found(tmp_path) == []


def test_a_folder_below_the_repository_is_compared_with_itself(tmp_path: Path) -> None:
    below = {f"below/{path}": text for path, text in DRIFTED.items()}
    repository = Repository.new(tmp_path, below)
    assert found(tmp_path / "below") == []
    repository.write({f"below/{CARGO}": MANIFEST.replace("0.47.0", "0.48.0")})
    assert found(tmp_path / "below") == ["companion-mismatch"]


# how


def test_a_file_that_did_not_change_is_read_once(tmp_path: Path) -> None:
    from vercheck.discover import opened

    Repository.new(tmp_path, AGREEING).write({CARGO: MANIFEST})
    config = load(tmp_path, None)
    reading = read(tmp_path, config)
    with opened(tmp_path, "HEAD", "HEAD") as revision:
        earlier = read_revision(revision, config, reading.knowledge, reading)
    assert earlier.extractions[BZL] is reading.extractions[BZL]
    assert earlier.extractions[CARGO] != reading.extractions[CARGO]
    assert earlier.owners == reading.owners


def test_a_revision_read_by_itself_says_what_the_work_tree_says(tmp_path: Path) -> None:
    from vercheck.discover import opened

    files = {**DRIFTED, "run.sh": "X=1.2.3  # vercheck: pin bin:x\n", "notes.txt": "nothing\n"}
    Repository.new(tmp_path, files)
    config = load(tmp_path, None)
    reading = read(tmp_path, config)
    with opened(tmp_path, "HEAD", "HEAD") as revision:
        alone = read_revision(revision, config, reading.knowledge, None)
        like = read_revision(revision, config, reading.knowledge, reading)
    for earlier in (alone, like):
        assert earlier.extractions == reading.extractions
        assert earlier.owners == reading.owners
        assert earlier.ignores == reading.ignores
        assert earlier.heard == reading.heard


def test_a_tree_without_history_has_nothing_to_compare_with(tmp_path: Path) -> None:
    with pytest.raises(RevisionError, match="not a git work tree"):
        found(tmp_path)
