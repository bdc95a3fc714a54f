"""devcontainer.json: image, features, arguments, commands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from tests.trees import packs, said, tree
from vercheck.extractors.devcontainer import EXTRACTOR

NAME = ".devcontainer/devcontainer.json"


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        ('"image": "docker.io/library/node:20.1.0-bookworm"', ["docker:node selects 20.1.0"]),
        ('"image": "mcr.example.com/devcontainers/python:1-3.12"', ["toolchain:python selects 3.12"]),
        ('"build": {"args": {"BAZEL_VERSION": "7.4.1"}}', ["bin:bazel selects 7.4.1"]),
        ('"postCreateCommand": "cargo install just@1.2.3"', ["cargo:just selects 1.2.3"]),
        ('"onCreateCommand": {"a": "npm i -g pnpm@9.0.0"}', ["bin:pnpm selects 9.0.0"]),
        (
            '"features": {"ghcr.io/devcontainers/features/go:1": '
            '{"version": "1.22.1", "golangciLintVersion": "1.55.0"}}',
            [
                "devcontainer:ghcr.io/devcontainers/features/go selects 1",
                "toolchain:go selects 1.22.1",
                "bin:golangci-lint selects 1.55.0",
            ],
        ),
        (
            '"features": {"ghcr.io/devcontainers/features/node": "20"}',
            ["toolchain:node selects 20"],
        ),
    ],
)
def test_what_the_container_is_made_of_is_a_pin(member: str, expected: list[str]) -> None:
    text = f"{{ // a comment\n{member},\n}}\n"
    assert pins(EXTRACTOR, NAME, text) == expected
    assert read(EXTRACTOR, NAME, text).notes == ()


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        '{"name": "x 1.2.3", "customizations": {"vscode": {"version": "1.2"}}}',
        '{"features": {"./local": {"version": "1.2"}, "ghcr.io/o/f/bazel": {"version": "none"}}}',
        '{"build": {"args": {"BAZEL_VERSION": "${localEnv:X}"}}}',
        '{"features": ["x"], "image": 1}',
    ],
)
def test_ordinary_members_are_quiet(text: str) -> None:
    assert read(EXTRACTOR, NAME, text).pins == ()


def test_the_number_of_a_feature_is_not_that_of_its_tool() -> None:
    files = {
        NAME: '{"features": {"ghcr.io/devcontainers/features/go:2": {}}}',
        "mise.toml": '[tools]\ngo = "1.22.1"\n',
    }
    assert said("version-drift", tree(files, knowledge=packs())) == []


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, NAME, content)
    read(EXTRACTOR, NAME, b'{"features": {"ghcr.io/a/b:1": ' + content)
