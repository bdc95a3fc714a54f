"""The pack `python`: which repository of hooks is which package."""

from __future__ import annotations

import pytest

from tests.rules.examples import shipped
from vercheck.graph import Tool
from vercheck.model import Artifact, Severity

ROWS = [tool for tool in shipped().tools if tool.id.startswith("python/") and tool.grade == "I"]


@pytest.mark.parametrize(
    ("repository", "package"),
    [
        ("astral-sh/ruff-pre-commit", "ruff"),
        ("pre-commit/mirrors-mypy", "mypy"),
        ("psf/black", "black"),
        ("psf/black-pre-commit-mirror", "black"),
        ("PyCQA/isort", "isort"),
        ("pycqa/flake8", "flake8"),
        ("astral-sh/uv-pre-commit", "uv"),
        ("asottile/pyupgrade", "pyupgrade"),
        ("RobertCraigie/pyright-python", "pyright"),
    ],
)
def test_a_repository_of_hooks_is_a_package(repository: str, package: str) -> None:
    tool = shipped().tool_of(Artifact("github", repository))
    assert tool is not None
    assert tool.leads == Artifact("pypi", package)


@pytest.mark.parametrize("repository", ["pre-commit/mirrors-prettier", "somebody/ruff-pre-commit"])
def test_a_repository_that_is_no_package_of_python_is_not_in_the_pack(repository: str) -> None:
    tool = shipped().tool_of(Artifact("github", repository))
    assert tool is None or tool not in ROWS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_row_is_led_by_the_package_of_its_name_and_is_a_warning(row: Tool) -> None:
    assert str(row.leads) == f"pypi:{row.name}"
    assert any(artifact.ecosystem == "github" for artifact in row.artifacts)
    assert row.severity is Severity.WARNING
