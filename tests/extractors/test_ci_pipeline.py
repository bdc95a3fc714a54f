"""Pipelines of other systems: their words are read, whatever the levels above are called."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extractors.reading import pins, read
from vercheck.extractors.ci_pipeline import EXTRACTOR

FETCH = "curl -LO https://github.com/o/bazel/releases/download/0.23.2/bazel-0.23.2-windows.exe"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("azure-pipelines.yml", f"jobs:\n- steps:\n  - bash: |\n      set -e\n      {FETCH}\n"),
        (".circleci/config.yml", f"jobs:\n  a:\n    steps:\n    - run: {{name: x, command: '{FETCH}'}}\n"),
        (".gitlab-ci.yml", f"build:\n  script:\n  - {FETCH}\n"),
        (".buildkite/pipeline.yml", f"steps:\n- commands: ['{FETCH}']\n"),
    ],
)
def test_what_is_run_is_read_as_commands(path: str, text: str) -> None:
    assert pins(EXTRACTOR, path, text) == ["github:o/bazel selects 0.23.2"]


def test_images_variables_and_named_versions_are_pins() -> None:
    text = dedent(
        """
        image: rust:1.88
        variables: {GO_VERSION: '1.22'}
        job:
          container: {image: 'alpine:3.19'}
          go_version: 1.21.3
        """
    )
    assert pins(EXTRACTOR, ".gitlab-ci.yml", text) == [
        "docker:rust selects 1.88",
        "toolchain:go selects 1.22",
        "docker:alpine selects 3.19",
        "toolchain:go selects 1.21.3",
    ]


def test_versions_that_tasks_run_with_are_a_test_matrix() -> None:
    text = "matrix:\n  bazel: [7.x, 8.x]\ntasks:\n  a: {bazel: 7.4.1}\n  b: {bazel: '${{ bazel }}'}\n"
    assert pins(EXTRACTOR, ".bazelci/presubmit.yml", text) == [
        "bin:bazel requires ~7.x [matrix]",
        "bin:bazel requires ~8.x [matrix]",
        "bin:bazel selects 7.4.1 [matrix]",
    ]


def test_a_task_of_azure_names_its_version() -> None:
    text = "steps:\n- task: UsePythonVersion@0\n  inputs: {versionSpec: '3.12'}\n"
    text += "- task: Bash@3\n  inputs: {version: '1'}\n"
    assert pins(EXTRACTOR, "azure-pipelines.yml", text) == ["toolchain:python selects 3.12"]


def test_other_keys_are_no_versions() -> None:
    text = "version: 2\njobs:\n  a:\n    name: build 1.2.3\n    docker:\n    - image: debian\n"
    assert pins(EXTRACTOR, ".circleci/config.yml", text) == []


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange_to_read(content: bytes) -> None:
    read(EXTRACTOR, ".travis.yml", b"env:\n- " + content)
