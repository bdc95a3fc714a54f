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


def test_gitlab_names_images_services_variables_and_includes_in_mappings() -> None:
    text = dedent(
        """
        image: {name: python:3.12.4-slim, entrypoint: [""]}
        services:
          - postgres:15.7
          - {name: "docker:26.1.3-dind", alias: docker}
          - postgres
        variables: {GO_VERSION: {value: "1.22.1", description: what to build with}}
        include:
          - {project: a/b, ref: v1.2.3, file: x.yml}
          - {project: a/c, ref: main, file: x.yml}
          - component: $CI_SERVER_FQDN/a/b/sast@0.9.1
        test:
          image: "$MIRROR/tool:1.2.3"
        """
    )
    assert pins(EXTRACTOR, ".gitlab-ci.yml", text) == [
        "docker:python selects 3.12.4",
        "docker:postgres selects 15.7",
        "docker:docker selects 26.1.3",
        "toolchain:go selects 1.22.1",
        "gitlab:a/b selects 1.2.3",
        "gitlab:a/b selects 0.9.1",
        "docker:tool selects 1.2.3",
    ]


def test_azure_names_repositories_machines_and_tasks() -> None:
    text = dedent(
        """
        resources: {repositories: [{repository: t, type: github, name: o/r, ref: refs/tags/v1.4.0}]}
        pool: {vmImage: ubuntu-22.04}
        steps:
        - task: UseDotNet@2
          inputs: {packageType: sdk, version: 8.0.100}
        """
    )
    assert pins(EXTRACTOR, "azure-pipelines.yml", text) == [
        "github:o/r selects 1.4.0",
        "runner:ubuntu selects 22.04 [job pool]",
        "bin:dotnet selects 8.0.100",
    ]


def test_circleci_names_parameters_executors_and_the_commands_of_orbs() -> None:
    text = dedent(
        """
        parameters:
          go-version: {type: string, default: "1.21.3"}
          retries: {type: integer, default: 3}
        jobs:
          a:
            executor: {name: go/default, tag: "1.21"}
            macos: {xcode: 15.0.0}
            steps:
            - go/install: {version: 1.22.1}
            - slack/notify: {version: 1.2.3}
        """
    )
    found = read(EXTRACTOR, ".circleci/config.yml", text).pins
    assert pins(EXTRACTOR, ".circleci/config.yml", text) == [
        "toolchain:go selects 1.21.3",
        "toolchain:go selects 1.21",
        "bin:xcode selects 15.0.0 [job jobs.a.macos]",
        "toolchain:go selects 1.22.1",
    ]
    assert [pin.raw for pin in found if pin.is_default] == ["1.21.3"]


def test_plugins_of_buildkite_are_repositories() -> None:
    text = "steps:\n- plugins:\n  - docker#v5.11.1: {image: 'node:18'}\n  - foo/bar#v1.0.0\n  - './local'\n"
    assert pins(EXTRACTOR, ".buildkite/pipeline.yml", text) == [
        "github:buildkite-plugins/docker-buildkite-plugin selects v5.11.1",
        "docker:node selects 18",
        "github:foo/bar-buildkite-plugin selects v1.0.0",
    ]


def test_a_compose_file_names_its_registry_by_a_variable_and_its_arguments_in_a_list() -> None:
    text = "services:\n  a:\n    image: ${REG:-docker.io}/redis:${V:-7.2.5}\n"
    text += "    build: {context: ., args: [RUST_VERSION=1.79.9, VERBOSE=1]}\n"
    assert pins(EXTRACTOR, "compose.yml", text) == [
        "docker:redis selects 7.2.5",
        "toolchain:rust selects 1.79.9",
    ]


def test_an_image_of_the_projects_own_registry_is_its_own() -> None:
    assert pins(EXTRACTOR, ".gitlab-ci.yml", "image: $CI_REGISTRY_IMAGE/rust:1.70\n") == []
