"""Commit hooks against what the project installs: read from text, with the packs that are shipped."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tests.python_projects import HOOKS, Files, dev, facts, hook, hooks, job, locked
from tests.rules.examples import shipped
from vercheck.checks import range_excludes_pin
from vercheck.checks.version_drift import CHECK
from vercheck.model import Applicability, Diagnostic, Severity

SHA = "2b1ea8c1d1c7d0c4d5e1d1f2a3b4c5d6e7f80912"


def findings(files: Files) -> list[Diagnostic]:
    return list(CHECK.run(facts(files)))


def messages(files: Files) -> list[str]:
    return [found.message for found in findings(files)]


# loud


def test_a_hook_that_is_behind_the_lock_is_a_warning_with_the_rule_that_says_so() -> None:
    (found,) = findings(
        {HOOKS: hooks(hook("v0.8.6")), "pyproject.toml": dev("ruff>=0.8"), "uv.lock": locked("ruff", "0.9.3")}
    )
    assert found.message == "`ruff` is `v0.8.6` in this hook but `0.9.3` in uv.lock:3"
    assert (found.severity, found.rule, found.tool) == (Severity.WARNING, "python/ruff", "ruff")
    assert (found.location.path, found.location.line, found.expected) == (HOOKS, 3, "v0.9.3")
    assert [(label.location.path, label.version) for label in found.related] == [("uv.lock", "0.9.3")]


def test_the_fix_picks_a_side_and_so_is_unsafe() -> None:
    (found,) = findings({HOOKS: hooks(hook("v0.8.6")), "requirements-dev.txt": "ruff==0.9.3\n"})
    assert found.fix is not None
    assert found.fix.applicability is Applicability.UNSAFE
    assert [(edit.old, edit.new) for edit in found.fix.edits] == [("v0.8.6", "v0.9.3")]


@pytest.mark.parametrize(
    ("address", "rev", "requirement"),
    [
        ("pre-commit/mirrors-mypy", "v1.13.0", "mypy==1.14.0"),
        ("psf/black", "24.1.0", "black==25.1.0"),
        ("psf/black-pre-commit-mirror", "24.1.0", "black==25.1.0"),
        ("pycqa/isort", "5.13.2", "isort==6.0.1"),
        ("PyCQA/flake8", "7.0.0", "flake8==7.1.1"),
        ("astral-sh/uv-pre-commit", "0.5.1", "uv==0.6.0"),
    ],
)
def test_each_of_the_usual_repositories_is_known(address: str, rev: str, requirement: str) -> None:
    assert len(messages({HOOKS: hooks(hook(rev, address)), "requirements.txt": f"{requirement}\n"})) == 1


def test_a_hook_is_held_against_a_lock_of_poetry_deeper_in_the_tree() -> None:
    files = {
        HOOKS: hooks(hook("24.1.0", "psf/black")),
        "backend/pyproject.toml": '[tool.poetry.group.dev.dependencies]\nblack = "^25.1"\n',
        "backend/poetry.lock": locked("black", "25.1.0"),
    }
    assert messages(files) == ["`black` is `24.1.0` in this hook but `25.1.0` in backend/poetry.lock:3"]


def test_a_hook_is_held_against_a_range_where_there_is_no_lock() -> None:
    (found,) = findings({HOOKS: hooks(hook("v0.8.6")), "pyproject.toml": dev("ruff>=0.9")})
    assert found.message == "`ruff` is `v0.8.6` in this hook but must be `>=0.9` in pyproject.toml:2"
    assert (found.expected, found.fix) == (None, None)


def test_a_hook_is_held_against_what_a_job_installs() -> None:
    files = {HOOKS: hooks(hook("v0.8.6")), ".github/workflows/ci.yml": job("pip install ruff==0.9.3")}
    assert messages(files) == ["`ruff` is `v0.8.6` in this hook but `0.9.3` in .github/workflows/ci.yml:4"]


@pytest.mark.parametrize("path", ["dev-requirements.txt", "requirements/dev.txt", "requirements-lint.txt"])
def test_requirements_are_the_projects_whatever_they_are_called(path: str) -> None:
    assert len(messages({HOOKS: hooks(hook("v0.8.6")), path: "ruff==0.9.3\n"})) == 1


def test_a_lock_is_named_before_the_job_that_installs_the_same() -> None:
    (found,) = findings(
        {
            HOOKS: hooks(hook("v0.8.6")),
            "requirements.txt": "ruff==0.9.3\n",
            ".github/workflows/ci.yml": job("pip install ruff==0.9.3"),
        }
    )
    assert [label.location.path for label in found.related] == [
        "requirements.txt",
        ".github/workflows/ci.yml",
    ]


def test_a_frozen_commit_says_its_version_in_its_comment() -> None:
    (found,) = findings({HOOKS: hooks(hook(f"{SHA}  # frozen: v0.8.6")), "requirements.txt": "ruff==0.9.3\n"})
    assert found.message == "`ruff` is `v0.8.6` in this hook but `0.9.3` in requirements.txt:1"
    assert found.fix is None  # nobody here knows the commit of the other tag


def test_what_a_hook_installs_besides_itself_is_held_against_the_lock() -> None:
    files = {
        HOOKS: hooks(hook("v1.14.0", "pre-commit/mirrors-mypy", "httpx==0.25.0", "attrs")),
        "pyproject.toml": '[project]\ndependencies = ["httpx>=0.25", "attrs>=20"]\n',
        "uv.lock": locked("httpx", "0.28.1") + locked("attrs", "25.1"),
    }
    assert messages(files) == ["`httpx` is `0.25.0` in this hook but `0.28.1` in uv.lock:3"]


def test_what_a_hook_installs_besides_itself_is_held_against_the_hook_of_the_same_tool() -> None:
    files = {
        HOOKS: hooks(hook("25.1.0", "psf/black"), hook("1.19.1", "adamchainz/blacken-docs", "black==24.1.0"))
    }
    assert messages(files) == [f"`black` is `24.1.0` in this hook but `25.1.0` in {HOOKS}:3"]


def test_a_job_that_installs_another_version_than_the_project_is_a_warning() -> None:
    (found,) = findings(
        {"requirements-dev.txt": "ruff==0.9.3\n", ".github/workflows/ci.yml": job("pip install ruff==0.8.6")}
    )
    assert found.severity is Severity.WARNING


def test_a_hook_that_differs_from_a_tool_manager_is_a_warning() -> None:
    (found,) = findings({HOOKS: hooks(hook("v0.8.6")), ".tool-versions": "ruff 0.9.3\n"})
    assert found.severity is Severity.WARNING


def test_a_repository_that_is_listed_several_times_is_one_finding_whose_fix_moves_all() -> None:
    (found,) = findings(
        {HOOKS: hooks(hook("v0.8.6"), hook("v0.8.6")), "requirements-dev.txt": "ruff==0.9.3\n"}
    )
    assert found.fix is not None
    assert [edit.location.line for edit in found.fix.edits] == [3, 8]


def test_a_project_in_a_folder_is_what_a_hook_is_about_where_the_root_is_none() -> None:
    backend = {"backend/pyproject.toml": dev("ruff>=0.8"), "backend/uv.lock": locked("ruff", "0.9.3")}
    assert len(messages({HOOKS: hooks(hook("v0.8.6")), **backend})) == 1


# quiet


@pytest.mark.parametrize(
    "files",
    [
        {"pyproject.toml": dev("ruff>=0.9"), "uv.lock": locked("ruff", "0.9.3")},
        {"requirements.txt": "ruff==0.9.3\n"},
        {"pyproject.toml": dev("ruff>=0.9")},
        {"pyproject.toml": dev("ruff")},
        {"pyproject.toml": dev("ruff~=0.9.0")},
        {"requirements-dev.txt": "ruff==0.9.3\n", "old/requirements.txt": "ruff==0.5.0\n"},
        {"uv.lock": locked("ruff", "0.8.0")},
        {"docs/requirements.txt": "ruff==0.8.0\n"},
        {"examples/a/requirements.txt": "ruff==0.8.0\n"},
        {"pyproject.toml": "[build-system]\nrequires = ['ruff==0.8.0']\n"},
        {"pyproject.toml": "[tool.uv]\noverride-dependencies = ['ruff==0.8.0']\n"},
        {},
    ],
)
def test_a_hook_that_agrees_or_has_nothing_to_agree_with_is_quiet(files: Files) -> None:
    assert messages({HOOKS: hooks(hook("v0.9.3")), **files}) == []


def test_a_hook_that_no_pack_knows_is_quiet() -> None:
    files = {HOOKS: hooks(hook("v1.0.0", "somebody/black")), "requirements.txt": "black==25.1.0\n"}
    assert messages(files) == []


@pytest.mark.parametrize("rev", [SHA, "main", f"{SHA} # see v0.8.6"])
def test_a_hook_at_an_unknown_version_is_quiet(rev: str) -> None:
    assert messages({HOOKS: hooks(hook(rev)), "requirements.txt": "ruff==0.9.3\n"}) == []


def test_projects_beside_each_other_may_use_two_versions() -> None:
    files = {"a/requirements.txt": "black==24.1.0\n", "b/requirements.txt": "black==25.1.0\n"}
    assert messages(files) == []


def test_a_project_below_that_is_locked_by_itself_is_not_what_a_hook_of_the_root_is_about() -> None:
    fuzzer = {"fuzz/pyproject.toml": dev("ruff>=0.8"), "fuzz/uv.lock": locked("ruff", "0.9.3")}
    own = {"pyproject.toml": "[project]\nname = 'app'\n"}
    assert messages({HOOKS: hooks(hook("v0.8.6")), **own, **fuzzer}) == []
    own = {"pyproject.toml": dev("ruff>=0.9")}
    assert len(messages({HOOKS: hooks(hook("v0.8.6")), **own, **fuzzer})) == 1


def test_a_hook_and_a_range_are_one_finding() -> None:
    given = facts({HOOKS: hooks(hook("v0.8.6")), "pyproject.toml": dev("ruff>=0.9")})
    assert list(range_excludes_pin.CHECK.run(given)) == []


def test_a_hook_in_another_python_than_the_project_is_quiet() -> None:
    files = {
        HOOKS: "default_language_version:\n  python: python3.11\nrepos: []\n",
        ".python-version": "3.12\n",
    }
    assert messages(files) == []


def test_a_pack_may_turn_a_row_off() -> None:
    given = facts({HOOKS: hooks(hook("v0.8.6")), "requirements.txt": "ruff==0.9.3\n"})
    off = tuple(replace(tool, severity=Severity.OFF) for tool in shipped().tools)
    silent = replace(given, knowledge=replace(shipped(), tools=off))
    assert len(list(CHECK.run(given))) == 1
    assert list(CHECK.run(silent)) == []


def test_the_order_of_files_does_not_matter() -> None:
    files = {
        HOOKS: hooks(hook("v0.8.6")),
        "pyproject.toml": dev("ruff>=0.9"),
        "a/requirements.txt": "ruff==0.9.3\n",
        "b/requirements.txt": "ruff==0.9.4\n",
    }
    expected = messages(files)
    for seed in range(5):
        items = list(files.items())
        random.Random(seed).shuffle(items)
        assert messages(dict(items)) == expected
