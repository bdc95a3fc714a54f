"""The hooks, run by the real pre-commit: what is committed is what is checked, and nothing else.

pre-commit installs the hooks from a package index. Where there is none, these tests say so and are
skipped; in CI they fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import MANIFEST, VERSIONS
from tests.repositories import Repository

ROOT = Path(__file__).parent.parent.parent
APART = ("tests/", "fixtures/", "bench/")
"""Folders that no package is built from."""

MANIFEST_PATH = "tools/updater/Cargo.toml"
AGREEING = {
    "MODULE.bazel": 'module(name = "rules_example", version = "1.0.0")\n',
    "toolchains/tool_versions.bzl": VERSIONS,
    MANIFEST_PATH: MANIFEST.replace("0.47.0", "0.46.0"),
}
DRIFT = {MANIFEST_PATH: MANIFEST}
FINDING = "error[companion-mismatch]: `cargo:wit-bindgen` is `0.47.0` here but `bin:wit-bindgen` is `0.46.0`"


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The repository of the hooks, as somebody would name it in `repo:`."""
    root = tmp_path_factory.mktemp("hooks") / "vercheck"
    listed = Repository(ROOT).git("ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    for path in listed:
        if not path.startswith(APART) and (ROOT / path).is_file():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, root / path)
    repository = Repository.new(root)
    repository.commit({})
    return repository


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of git and pre-commit: nothing of the machine's, and one place for installations."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return own | {
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")),
        "PRE_COMMIT_COLOR": "never",
        "PIP_NO_COMPILE": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        **{f"GIT_{who}_{what}": "t" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }


@pytest.fixture(scope="module")
def environment_with_hooks(
    hooks: Repository, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The same, once the hooks are installed in it."""
    repository = configured(tmp_path_factory.mktemp("first") / "tree", hooks, environment)
    needs_index(pre_commit(repository, environment, "install-hooks"))
    return environment


@pytest.fixture
def tree(tmp_path: Path, hooks: Repository, environment_with_hooks: dict[str, str]) -> Repository:
    """A repository whose versions agree, with the hook `vercheck` installed."""
    repository = configured(tmp_path / "tree", hooks, environment_with_hooks)
    assert pre_commit(repository, environment_with_hooks, "install").returncode == 0
    return repository


def configured(
    root: Path, hooks: Repository, environment: dict[str, str], hook: str = "vercheck"
) -> Repository:
    config = (
        f"repos:\n- repo: {hooks.root}\n  rev: {hooks.git('rev-parse', 'HEAD')}\n  hooks:\n  - id: {hook}\n"
    )
    return Repository.new(root, AGREEING | {".pre-commit-config.yaml": config})


def pre_commit(
    repository: Repository, environment: dict[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    return ran(repository, environment, sys.executable, "-m", "pre_commit", *arguments)


def commit(repository: Repository, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return ran(repository, environment, "git", "commit", "-m", "a commit")


def ran(
    repository: Repository, environment: dict[str, str], *command: str
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        command, cwd=repository.root, env=environment, capture_output=True, text=True, check=False
    )
    return subprocess.CompletedProcess(command, done.returncode, done.stdout + done.stderr)


def needs_index(done: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    if "An unexpected error has occurred" in done.stdout and not os.environ.get("CI"):
        pytest.skip(f"pre-commit installs hooks from a package index, and could not: {done.stdout[-500:]}")
    return done


def test_who_tries_the_hook_out_sees_the_finding(
    tmp_path: Path, hooks: Repository, environment: dict[str, str]
) -> None:
    drifted = Repository.new(tmp_path / "tree", AGREEING | DRIFT)
    done = needs_index(
        pre_commit(drifted, environment, "try-repo", str(hooks.root), "vercheck", "--all-files")
    )
    assert done.returncode == 1
    assert FINDING in done.stdout


def test_a_tree_that_agrees_passes(tree: Repository, environment: dict[str, str]) -> None:
    done = pre_commit(tree, environment, "run", "--all-files")
    assert done.returncode == 0
    assert "Passed" in done.stdout


def test_an_installed_hook_stops_a_commit(tree: Repository, environment: dict[str, str]) -> None:
    before = tree.git("rev-parse", "HEAD")
    tree.write(DRIFT)
    tree.git("add", "-A")
    done = commit(tree, environment)
    assert done.returncode != 0
    assert FINDING in done.stdout
    assert tree.git("rev-parse", "HEAD") == before


def test_a_drift_between_a_changed_file_and_one_that_did_not_change_is_found(
    tree: Repository, environment: dict[str, str]
) -> None:
    """The whole repository is read, not only what is committed."""
    tree.write({"toolchains/tool_versions.bzl": VERSIONS.replace("0.46.0", "0.45.0")})
    tree.git("add", "-A")
    done = commit(tree, environment)
    assert done.returncode != 0
    assert "`0.46.0` here but `bin:wit-bindgen` is `0.45.0`" in done.stdout


def test_a_drift_that_is_only_in_the_work_tree_does_not_stop_a_commit(
    tree: Repository, environment: dict[str, str]
) -> None:
    tree.write({"MODULE.bazel": 'module(name = "rules_example", version = "1.0.1")\n'})
    tree.git("add", "-A")
    tree.write(DRIFT)
    done = commit(tree, environment)
    assert done.returncode == 0, done.stdout
    assert (tree.root / MANIFEST_PATH).read_text("utf-8") == MANIFEST


def test_a_drift_that_is_only_staged_stops_a_commit(tree: Repository, environment: dict[str, str]) -> None:
    tree.write(DRIFT)
    tree.git("add", "-A")
    tree.write({MANIFEST_PATH: AGREEING[MANIFEST_PATH]})
    done = commit(tree, environment)
    assert done.returncode != 0
    assert FINDING in done.stdout
    assert (tree.root / MANIFEST_PATH).read_text("utf-8") == AGREEING[MANIFEST_PATH]


def test_of_a_partly_staged_file_the_staged_part_counts(
    tree: Repository, environment: dict[str, str]
) -> None:
    described = AGREEING[MANIFEST_PATH].replace('version = "0.1.0"\n', 'version = "0.1.0"\npublish = false\n')
    both = described.replace("0.46.0", "0.47.0")
    tree.write({MANIFEST_PATH: described})
    tree.git("add", "-A")
    tree.write({MANIFEST_PATH: both})
    done = commit(tree, environment)
    assert done.returncode == 0, done.stdout
    assert (tree.root / MANIFEST_PATH).read_text("utf-8") == both
    assert tree.git("show", f"HEAD:{MANIFEST_PATH}") == described.strip()


def test_a_commit_of_nothing_that_is_read_runs_no_hook(tree: Repository, environment: dict[str, str]) -> None:
    tree.write({"logo.svg": "<svg/>\n"})
    tree.git("add", "-A")
    done = commit(tree, environment)
    assert done.returncode == 0
    assert "(no files to check)Skipped" in done.stdout


def test_the_hook_that_fixes_stops_once_and_then_passes(
    tmp_path: Path, hooks: Repository, environment_with_hooks: dict[str, str]
) -> None:
    tree = configured(tmp_path / "tree", hooks, environment_with_hooks, "vercheck-fix")
    assert pre_commit(tree, environment_with_hooks, "install").returncode == 0
    tree.write(DRIFT)
    tree.git("add", "-A")
    done = commit(tree, environment_with_hooks)
    assert done.returncode != 0
    assert "files were modified by this hook" in done.stdout
    assert (tree.root / MANIFEST_PATH).read_text("utf-8") == AGREEING[MANIFEST_PATH]
    tree.write({"MODULE.bazel": 'module(name = "rules_example", version = "1.0.1")\n'})
    tree.git("add", "-A")
    assert commit(tree, environment_with_hooks).returncode == 0
