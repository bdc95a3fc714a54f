"""One checkout of a fleet is checked as it would be by itself."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from tests.cli.running import matched, mismatched, run
from tests.repositories import Repository
from vercheck.fleet.checkouts import Checkout
from vercheck.fleet.examine import examine
from vercheck.fleet.results import Checked, Failed, Task, Terms, Trouble, Unchanged
from vercheck.fleet.rows import FINDING_COLUMNS, PIN_COLUMNS

Capture = pytest.CaptureFixture[str]


def task(root: Path, known: str = "", terms: Terms | None = None) -> Task:
    return Task(Checkout(os.path.realpath(root), str(root)), terms or Terms(), known)


def checked(root: Path, terms: Terms | None = None) -> Checked:
    result = examine(task(root, terms=terms))
    assert isinstance(result, Checked), result
    return result


def settled(root: Path) -> Path:
    """The tree, as old as files are that nobody is writing."""
    for file in root.rglob("*"):
        os.utime(file, (time.time() - 100, time.time() - 100))
    return root


def test_the_findings_and_the_pins_are_those_of_the_tree_by_itself(tmp_path: Path, capfd: Capture) -> None:
    root = mismatched(tmp_path)
    (root / "README.md").write_text("It is built with wit-bindgen 0.46.0.\n")
    result = checked(root)
    report = json.loads(run(capfd, "check", root, "--format", "json").out)
    alone, summary = report["diagnostics"], report["summary"]
    assert result.pinned < len(result.pins)
    assert (result.files, result.pinned) == (summary["files"], summary["pins"])
    assert [json.loads(str(row[FINDING_COLUMNS.index("document")])) for row in result.findings] == alone
    pins = json.loads(run(capfd, "list", root, "--format", "json").out)["pins"]
    shared = ("artifact", "tool", "role", "version", "path", "line")
    assert [[row[PIN_COLUMNS.index(name)] for name in shared] for row in result.pins] == [
        [pin[name] for name in shared] for pin in pins
    ]


def test_a_checkout_goes_by_its_own_configuration_and_baseline(tmp_path: Path, capfd: Capture) -> None:
    quiet, accepted, loud = (mismatched(tmp_path / name) for name in ("quiet", "accepted", "loud"))
    (quiet / "vercheck.toml").write_text('[severity]\ncompanion-mismatch = "off"\n')
    run(capfd, "baseline", accepted)
    assert [checked(root).errors for root in (quiet, accepted, loud)] == [0, 0, 1]
    assert checked(accepted).baselined == 1


def test_terms_hold_for_every_checkout(tmp_path: Path) -> None:
    root = mismatched(tmp_path / "tree")
    config = tmp_path / "all.toml"
    config.write_text('[severity]\ncompanion-mismatch = "off"\n')
    for terms in (
        Terms(config=config),
        Terms(ignore=("companion-mismatch",)),
        Terms(select=("version-drift",)),
        Terms(exclude=("tools/",)),
    ):
        assert checked(root, terms).errors == 0, terms


@pytest.mark.parametrize("has_cache", [False, True])
@pytest.mark.parametrize("is_repository", [False, True])
def test_what_is_known_of_a_checkout_as_it_is_needs_no_check(
    tmp_path: Path, has_cache: bool, is_repository: bool
) -> None:
    root = mismatched(tmp_path / "tree")
    if is_repository:
        Repository.new(root, {})
    terms = Terms(cache=str(tmp_path / "cache")) if has_cache else Terms()
    known = checked(root, terms).question
    assert known
    assert examine(task(root, known, terms)) == Unchanged()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("toolchains/tool_versions.bzl", "X = 1\n"),
        ("new.bzl", 'FOB_VERSION = "1.0.0"\n'),
        ("vercheck.toml", '[severity]\nversion-drift = "off"\n'),
        (".vercheck-baseline.json", '{"schema": "vercheck-baseline-1", "findings": []}'),
        (
            "rules/own.toml",
            '[[tool]]\nname = "fob"\nartifacts = ["bin:fob"]\nreason = "a"\nevidence = ["b"]\n',
        ),
    ],
)
def test_a_change_of_any_file_that_counts_has_it_checked_again(tmp_path: Path, path: str, text: str) -> None:
    root = mismatched(tmp_path)
    known = checked(root).question
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(text)
    assert examine(task(root, known)) != Unchanged()


def test_other_terms_are_another_question(tmp_path: Path) -> None:
    root = mismatched(tmp_path)
    known = checked(root).question
    for terms in (
        Terms(select=("version-drift",)),
        Terms(ignore=("version-drift",)),
        Terms(exclude=("*.bzl",)),
    ):
        assert checked(root, terms).question != known


def test_a_configuration_that_git_ignores_counts_for_the_question(tmp_path: Path) -> None:
    root = mismatched(tmp_path)
    Repository.new(root, {".gitignore": "vercheck.toml\n"})
    known = checked(root).question
    (root / "vercheck.toml").write_text('[severity]\nversion-drift = "off"\n')
    assert examine(task(root, known)) != Unchanged()


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("vercheck.toml", "nonsense = 1\n", "nonsense"),
        ("vercheck.toml", "[severity\n", "vercheck.toml"),
        ("vercheck.toml", 'packs = ["gone.toml"]\n', "gone.toml"),
        (".vercheck-baseline.json", "[", "baseline"),
    ],
)
def test_a_configuration_that_is_wrong_is_the_result_of_that_checkout(
    tmp_path: Path, path: str, text: str, said: str
) -> None:
    root = matched(tmp_path)
    (root / path).write_text(text)
    result = examine(task(root))
    assert isinstance(result, Failed)
    assert (result.trouble, said in result.message) == (Trouble.CONFIGURATION, True), result


def test_a_path_that_is_no_folder_is_the_result_of_that_checkout(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "circle").symlink_to("circle")
    os.mkfifo(tmp_path / "pipe")
    for name in ("gone", "file", "circle", "pipe"):
        result = examine(task(tmp_path / name))
        assert isinstance(result, Failed)
        assert result.trouble is Trouble.PATH


def test_a_bug_is_the_result_of_the_checkout_that_it_shows_in(tmp_path: Path) -> None:
    wrong: tuple[str, ...] = (1,)  # type: ignore[assignment]
    result = examine(task(matched(tmp_path), terms=Terms(exclude=wrong)))
    assert isinstance(result, Failed)
    assert result.trouble is Trouble.BUG
    assert "Error" in result.message
