"""A tool that a job installs beside the lock of the project: linters must be one, libraries need not."""

from __future__ import annotations

import pytest

from tests.trees import Files, packs, place, said, tree
from vercheck.model import Diagnostic, Severity

CI = ".github/workflows/ci.yml"
PROJECT = '[project]\nname = "gyro"\nversion = "0.1.0"\n[dependency-groups]\ndev = ["ruff>=0.5", "numpy"]\n'


def job(command: str) -> str:
    return f"on: push\njobs:\n  lint:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: {command}\n"


def lock(**packages: str) -> str:
    return "version = 1\n" + "".join(
        f'\n[[package]]\nname = "{name}"\nversion = "{packages[name]}"\n'
        'source = { registry = "https://index.example/simple" }\n'
        for name in packages
    )


def findings(files: Files) -> list[Diagnostic]:
    return said("version-drift", tree({"pyproject.toml": PROJECT, **files}, knowledge=packs()))


def test_a_linter_of_another_release_than_the_lock_has_is_told() -> None:
    (found,) = findings({CI: job("pip install ruff==0.11.0"), "uv.lock": lock(ruff="0.8.0")})
    assert place(found) == (CI, 6)
    assert (found.severity, found.version, found.expected) == (Severity.WARNING, "0.11.0", "0.8.0")


@pytest.mark.parametrize(
    "files",
    [
        {CI: job("pip install ruff==0.8.0"), "uv.lock": lock(ruff="0.8.0")},
        {CI: job("pip install ruff"), "uv.lock": lock(ruff="0.8.0")},
        {CI: job("pip install numpy==1.26.0"), "uv.lock": lock(numpy="2.1.0")},  # a library may be tried
        {CI: job("pip install ruff==0.11.0")},
        {CI: job("pip install ruff==0.11.0"), "tools/uv.lock": lock(ruff="0.8.0")},  # another environment
    ],
)
def test_what_need_not_agree_is_quiet(files: Files) -> None:
    assert not findings(files)
