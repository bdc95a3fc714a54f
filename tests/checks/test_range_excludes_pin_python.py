"""A project's `requires-python` against the interpreters that are selected around it."""

from __future__ import annotations

import pytest

from tests.python_projects import Files, facts
from vercheck.checks.range_excludes_pin import CHECK


def project(requires: str) -> str:
    return f'[project]\nrequires-python = "{requires}"\n'


def messages(files: Files) -> list[str]:
    return [found.message for found in CHECK.run(facts(files))]


def test_a_selected_interpreter_that_the_project_does_not_support_is_reported() -> None:
    assert messages({"pyproject.toml": project("<3.12"), ".python-version": "3.13\n"}) == [
        "`toolchain:python` must be `<3.12` here but .python-version:1 selects `3.13`"
    ]


def test_the_interpreter_above_a_project_counts_for_it() -> None:
    assert messages({"libs/a/pyproject.toml": project("<3.12"), ".python-version": "3.13\n"})


def test_a_constraint_of_poetry_counts_too() -> None:
    text = '[tool.poetry.dependencies]\npython = "~3.11"\n'
    assert messages({"pyproject.toml": text, ".python-version": "3.12.1\n"})


@pytest.mark.parametrize(
    "files",
    [
        {"pyproject.toml": project(">=3.11"), ".python-version": "3.12\n"},
        # below the minimum: `toolchain-below-minimum` tells it
        {"pyproject.toml": project(">=3.12"), ".python-version": "3.11\n"},
        {"pyproject.toml": project(">=3.11.4"), ".python-version": "3.11\n"},
        {"pyproject.toml": project("~=3.11"), ".python-version": "3.12.4\n"},
        {"a/pyproject.toml": project(">=3.12"), "b/.python-version": "3.9\n"},
        {"pyproject.toml": "[tool.ruff]\ntarget-version = 'py312'\n", ".python-version": "3.11\n"},
        {"pyproject.toml": "[tool.mypy]\npython_version = '3.9'\n", ".python-version": "3.12\n"},
    ],
)
def test_what_fits_or_speaks_of_another_project_is_quiet(files: Files) -> None:
    assert messages(files) == []


def test_a_job_for_another_project_of_the_repository_is_quiet() -> None:
    steps = "    - uses: actions/setup-python@v5\n      with:\n        python-version: '3.9'\n"
    job = f"jobs:\n  legacy:\n    steps:\n{steps}"
    assert messages({"a/pyproject.toml": project(">=3.12"), ".github/workflows/ci.yml": job}) == []


def test_the_package_of_a_build_is_not_held_against_what_is_installed() -> None:
    text = '[build-system]\nrequires = ["setuptools>=61"]\n'
    assert messages({"pyproject.toml": text, "requirements.txt": "setuptools==58.0\n"}) == []
