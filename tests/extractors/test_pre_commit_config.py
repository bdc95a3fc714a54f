""".pre-commit-config.yaml: releases of hooks, and what hooks install."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.pre_commit_config import EXTRACTOR
from vercheck.model import Role

PATH = ".pre-commit-config.yaml"
SHA = "2b1ea8c1d1c7d0c4d5e1d1f2a3b4c5d6e7f80912"


def repo(rev: str, address: str = "https://github.com/astral-sh/ruff-pre-commit") -> str:
    return f"repos:\n  - repo: {address}\n    rev: {rev}\n    hooks:\n      - id: ruff\n"


@pytest.mark.parametrize(
    ("rev", "shown"),
    [
        ("v0.9.1", "v0.9.1"),
        ("'25.1.0'", "25.1.0"),
        ("6.4", "6.4"),
        ("v4.0.0-alpha.8", "v4.0.0-alpha.8"),
        ("release-1.2.3", "release-1.2.3"),
        (SHA, f"#{SHA}"),
        ("main", "*main"),
    ],
)
def test_a_revision_selects_a_release_of_its_repository(rev: str, shown: str) -> None:
    assert pins(EXTRACTOR, PATH, repo(rev)) == [f"github:astral-sh/ruff-pre-commit selects {shown}"]


def test_a_frozen_commit_keeps_the_tag_of_its_comment() -> None:
    pin, comment = read(EXTRACTOR, PATH, repo(f"{SHA}  # frozen: v0.9.1")).pins
    assert (pin.raw, pin.note) == (SHA, "frozen: v0.9.1")
    assert (comment.raw, comment.role, comment.artifact) == ("0.9.1", Role.MENTIONS, pin.artifact)
    (other,) = read(EXTRACTOR, PATH, repo(f"{SHA}\n    # frozen: v0.9.1")).pins
    assert not other.note.startswith("frozen")


@pytest.mark.parametrize(
    ("address", "artifact"),
    [
        ("https://github.com/psf/black", "github:psf/black"),
        ("git@github.com:psf/black.git", "github:psf/black"),
        ("https://gitlab.com/pycqa/flake8.git", "git:gitlab.com/pycqa/flake8"),
    ],
)
def test_a_repository_goes_by_its_address(address: str, artifact: str) -> None:
    assert pins(EXTRACTOR, PATH, repo("1.2.3", address)) == [f"{artifact} selects 1.2.3"]


def test_what_a_hook_installs_besides_itself_is_on_its_own_track() -> None:
    text = """\
repos:
  - repo: local
    hooks:
      - id: mixed
        language: python
        language_version: python3.12
        additional_dependencies:
          - types-requests==2.31.0
          - pydantic>=2,<3
          - attrs
          - prettier@3.0.0
          - "@scope/plugin@^1.2.0"
          - github.com/golangci/misspell/cmd/misspell@v0.6.0
          - cli:ripgrep:14.1.0
          - git+https://github.com/o/r@v1.2.3
          - ./local
"""
    assert pins(EXTRACTOR, PATH, text) == [
        "toolchain:python selects 3.12 [hooks]",
        "pypi:types-requests selects 2.31.0 [hooks]",
        "pypi:pydantic requires ~>=2,<3 [hooks]",
        "npm:prettier selects 3.0.0 [hooks]",
        "npm:@scope/plugin requires ~^1.2.0 [hooks]",
        "go:github.com/golangci/misspell selects v0.6.0 [hooks]",
        "cargo:ripgrep selects 14.1.0 [hooks]",
    ]


def test_the_interpreters_of_all_hooks_are_read() -> None:
    text = """\
minimum_pre_commit_version: '3.2.0'
default_language_version:
  python: python3.11
  node: 18.17.0
  ruby: system
  golang: "1.22"
repos: []
"""
    assert pins(EXTRACTOR, PATH, text) == [
        "pypi:pre-commit requires ~3.2.0",
        "toolchain:python selects 3.11 [hooks]",
        "toolchain:node selects 18.17.0 [hooks]",
        "toolchain:go selects 1.22 [hooks]",
    ]


@pytest.mark.parametrize("version", ["python3", "system", "default", "lts", "node"])
def test_an_interpreter_that_is_not_named_exactly_is_no_pin(version: str) -> None:
    text = f"default_language_version:\n  python: {version}\n"
    assert pins(EXTRACTOR, PATH, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "repos:\n  - repo: local\n    rev: v1.2.3\n    hooks: []\n",
        "repos:\n  - repo: meta\n    hooks:\n      - id: check-hooks-apply\n",
        "repos:\n  - repo: https://github.com/psf/black\n    hooks: []\n",
        "repos: nothing\n",
        "- a\n- b\n",
        "",
    ],
)
def test_what_names_no_release_has_no_pins(text: str) -> None:
    assert pins(EXTRACTOR, PATH, text) == []


def test_addresses_do_not_change_when_repositories_change_places() -> None:
    first = repo("v0.9.1")
    (before,) = read(EXTRACTOR, PATH, first).pins
    more = first + "  - repo: https://github.com/psf/black\n    rev: 25.1.0\n    hooks: []\n"
    after = {pin.trail for pin in read(EXTRACTOR, PATH, more).pins}
    assert before.trail == "repos.astral-sh/ruff-pre-commit.rev"
    assert before.trail in after


def test_a_damaged_file_is_read_as_far_as_it_goes() -> None:
    extraction = read(EXTRACTOR, PATH, repo("v0.9.1") + "  - repo: [\n")
    assert [note.check for note in extraction.notes] == ["parse-error"]


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, PATH, content)
