"""The synthetic repositories are the same every time, and what was made to disagree in them is all that
does."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bench.repositories import WRONG, generate
from vercheck import pipeline
from vercheck.config import Config


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def drifting(root: Path) -> set[str | None]:
    report = pipeline.check(root, Config(), today=date(2026, 1, 1)).report
    return {item.tool for item in report.diagnostics if item.check == "version-drift"}


def test_one_seed_makes_the_same_files_and_another_one_others(tmp_path: Path) -> None:
    generate(tmp_path / "first", 60)
    generate(tmp_path / "second", 60)
    generate(tmp_path / "other", 60, seed=2)
    assert contents(tmp_path / "first") == contents(tmp_path / "second")
    assert contents(tmp_path / "first") != contents(tmp_path / "other")


@pytest.mark.parametrize("files", [60, 500])
def test_there_are_as_many_files_as_were_asked_for(tmp_path: Path, files: int) -> None:
    generate(tmp_path, files)
    assert len(contents(tmp_path)) == files


def test_all_kinds_of_files_are_there(tmp_path: Path) -> None:
    generate(tmp_path, 500)
    endings = {Path(path).suffix for path in contents(tmp_path)}
    assert endings >= {".bazel", ".bzl", ".json", ".md", ".nix", ".rs", ".sh", ".toml", ".yml"}


@pytest.mark.parametrize(("files", "seed"), [(60, 1), (60, 2), (1500, 3)])
def test_what_was_made_to_disagree_is_found_and_nothing_else(tmp_path: Path, files: int, seed: int) -> None:
    known = generate(tmp_path, files, seed)
    assert known
    assert drifting(tmp_path) == known


def test_without_the_wrong_version_nothing_disagrees(tmp_path: Path) -> None:
    generate(tmp_path, 60)
    for path in tmp_path.rglob("*"):
        if path.is_file() and WRONG.encode() in path.read_bytes():
            path.unlink()
    assert drifting(tmp_path) == set()
