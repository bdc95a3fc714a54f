from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from vercheck.discover import discover, opened
from vercheck.discover.installed import without_installed

SAFE = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def kept(*paths: str) -> tuple[list[str], dict[str, int]]:
    left, folders = without_installed(list(paths))
    return left, dict(folders)


@pytest.mark.parametrize("marker", ["pyvenv.cfg", "conda-meta/history"])
def test_a_folder_with_the_mark_of_an_environment_is_not_read_whatever_it_is_called(marker: str) -> None:
    left, folders = kept(f"tools/mine/{marker}", "tools/mine/lib/a/Cargo.toml", "tools/Cargo.toml")
    assert left == ["tools/Cargo.toml"]
    assert folders == {"tools/mine": 2}


@pytest.mark.parametrize("name", ["node_modules", "site-packages", ".tox", ".nox"])
def test_folders_are_known_by_the_names_that_package_managers_give_them(name: str) -> None:
    left, folders = kept("package.json", f"web/{name}/x/package.json", f"web/{name}/y/{name}/z/package.json")
    assert left == ["package.json"]
    assert folders == {f"web/{name}": 2}


def test_an_environment_in_an_environment_counts_with_the_outer_one() -> None:
    assert kept(".venv/pyvenv.cfg", ".venv/lib/site-packages/a.py")[1] == {".venv": 2}


@pytest.mark.parametrize(
    "path",
    [
        "venv/Dockerfile",
        "docs/node_modules.md",
        "my-node_modules/package.json",
        "src/pyvenv.cfg.in",
        "pyvenv.cfg",
        "conda-meta/history",
        "site-packages",
        "history",
    ],
)
def test_other_folders_and_the_root_itself_are_read(path: str) -> None:
    assert kept(path, "Cargo.toml") == ([path, "Cargo.toml"], {})


@pytest.mark.parametrize("is_repository", [True, False])
def test_a_tree_is_listed_without_them_although_git_ignores_none(tmp_path: Path, is_repository: bool) -> None:
    if is_repository:
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, env=SAFE, check=True)
    for path in (".venv/pyvenv.cfg", ".venv/lib/x.bzl", "a.bzl"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text('JCO_VERSION = "1.0.0"\n')
    found = discover(tmp_path)
    assert found.paths == ("a.bzl",)
    assert found.installed == ((".venv", 2),)
    assert found.listed == {"a.bzl"}


def test_a_root_that_is_such_a_folder_is_read_as_whoever_names_it_means_it(tmp_path: Path) -> None:
    root = tmp_path / "node_modules"
    root.mkdir()
    (root / "pyvenv.cfg").write_text("")
    assert discover(root).paths == ("pyvenv.cfg",)


def test_a_revision_is_listed_in_the_same_way(tmp_path: Path) -> None:
    for path in ("node_modules/x/package.json", "package.json"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("{}")
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    for arguments in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-qm", "first"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, env=SAFE, check=True)
    with opened(tmp_path, "HEAD", "HEAD") as revision:
        assert revision.paths == ("package.json",)
        assert revision.installed == (("node_modules", 1),)
