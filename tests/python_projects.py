"""Python projects for tests: files with their text, read by the extractors that read them, linked with
the packs that are shipped."""

from __future__ import annotations

from tests.rules.examples import shipped
from vercheck.extractors import (
    Extractor,
    github_workflow,
    poetry_lock,
    pre_commit_config,
    pyproject,
    requirements_txt,
    uv_lock,
    version_file,
)
from vercheck.graph import Facts, PinGraph, Policy
from vercheck.model import Source

Files = dict[str, str]
HOOKS = ".pre-commit-config.yaml"
READERS: dict[str, Extractor] = {
    "pre-commit-config.yaml": pre_commit_config.EXTRACTOR,
    "pyproject.toml": pyproject.EXTRACTOR,
    "uv.lock": uv_lock.EXTRACTOR,
    "poetry.lock": poetry_lock.EXTRACTOR,
    ".txt": requirements_txt.EXTRACTOR,
    "ci.yml": github_workflow.EXTRACTOR,
    ".tool-versions": version_file.EXTRACTOR,
    ".python-version": version_file.EXTRACTOR,
}


def hook(rev: str, address: str = "astral-sh/ruff-pre-commit", *added: str) -> str:
    return (
        f"  - repo: https://github.com/{address}\n    rev: {rev}\n    hooks:\n      - id: it\n"
        f"        additional_dependencies: [{', '.join(added)}]\n"
    )


def hooks(*repositories: str) -> str:
    return "repos:\n" + "".join(repositories)


def locked(name: str, version: str) -> str:
    return f'[[package]]\nname = "{name}"\nversion = "{version}"\n\n'


def dev(*requirements: str) -> str:
    return f"[dependency-groups]\ndev = {list(requirements)}\n"


def job(command: str) -> str:
    return f"jobs:\n  lint:\n    steps:\n      - run: {command}\n"


def facts(files: Files) -> Facts:
    extractions = {
        path: next(one for end, one in READERS.items() if path.endswith(end)).extract(
            Source(path, text.encode())
        )
        for path, text in files.items()
    }
    return Facts(PinGraph(extractions, shipped()), shipped(), Policy())
