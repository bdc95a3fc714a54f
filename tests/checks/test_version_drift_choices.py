"""Differences that are choices: between projects, branches, bundles, and places that announce a version.

Beside each choice stands what would be the same difference by accident, which is still told.
"""

from __future__ import annotations

import pytest

from tests.trees import Files, packs, place, said, tree
from vercheck.model import Diagnostic, Severity

CI = ".github/workflows/ci.yml"


def drift(files: Files) -> list[Diagnostic]:
    return said("version-drift", tree(files, knowledge=packs()))


def severities(files: Files) -> list[Severity | None]:
    return [found.severity for found in drift(files)]


# projects


@pytest.mark.parametrize(
    ("manifest", "name", "text"),
    [
        ("package.json", ".nvmrc", "{}.1.0\n"),
        ("pyproject.toml", ".python-version", "3.{}.1\n"),
        ("Cargo.toml", "rust-toolchain.toml", '[toolchain]\nchannel = "1.{}.0"\n'),
        ("go.mod", "Makefile", "GOLANGCI_LINT_VERSION := v1.{}.0\n"),
        ("go.mod", ".tool-versions", "terraform 1.{}.0\n"),
    ],
)
def test_projects_that_each_choose_for_their_own_folder_are_a_warning(
    manifest: str, name: str, text: str
) -> None:
    files = {f"a/{manifest}": "", f"b/{manifest}": "", f"a/{name}": text.format(10)}
    assert severities({**files, f"b/{name}": text.format(12)}) == [Severity.WARNING]
    assert severities({**files, f"b/{name}": text.format(10)}) == []


def test_two_files_that_choose_for_one_project_are_an_error() -> None:
    files = {
        "a/go.mod": "module example.com/a\n",
        "a/Makefile": "GOLANGCI_LINT_VERSION := v1.50.0\n",
        "a/justfile": 'golangci_lint_version := "v1.57.0"\n',
    }
    assert severities(files) == [Severity.ERROR]


def test_members_of_one_workspace_that_choose_differently_are_an_error() -> None:
    files = {
        "package.json": '{"name": "all", "private": true, "workspaces": ["a", "b"]}',
        "a/package.json": '{"name": "a"}',
        "b/package.json": '{"name": "b"}',
        "a/Makefile": "PROTOC_VERSION := 25.1\n",
        "b/Makefile": "PROTOC_VERSION := 21.1\n",
    }
    assert severities(files) == [Severity.ERROR]
    locked = {"a/yarn.lock": "", "b/yarn.lock": ""}
    assert severities({**files, **locked}) == [Severity.WARNING]


def test_a_constant_of_the_build_is_held_against_a_project_inside_it_as_before() -> None:
    files = {
        "tools/go.mod": "module example.com/a\n",
        "tools/pins.bzl": 'PROTOC_VERSION = "25.1"\n',
        "versions.bzl": 'PROTOC_VERSION = "21.1"\n',
    }
    assert severities(files) == [Severity.ERROR]


def test_configurations_of_terraform_in_two_folders_are_a_warning() -> None:
    main = 'terraform {{\n  required_version = "{}"\n}}\n'
    files = {"envs/dev/main.tf": main.format("1.6.0"), "envs/prod/main.tf": main.format("1.5.0")}
    assert severities(files) == [Severity.WARNING]
    assert severities({"dev/main.tf": main.format("1.6.0"), "dev/more.tf": main.format("1.5.0")}) == [
        Severity.ERROR
    ]


# the minimum of a member


def package(minimum: str, name: str = "app") -> str:
    return f'[package]\nname = "{name}"\nversion = "0.1.0"\nrust-version = "{minimum}"\n'


def msrv_job(version: str) -> str:
    return f"jobs:\n  msrv-cli:\n    steps:\n      - uses: dtolnay/rust-toolchain@{version}\n"


@pytest.mark.parametrize("version", ["1.70", "1.80", "1.80.0"])
def test_a_job_may_test_the_minimum_of_any_member(version: str) -> None:
    members = {"Cargo.toml": package("1.70"), "cli/Cargo.toml": package("1.80", "cli")}
    assert not drift({**members, CI: msrv_job(version)})


def test_a_job_that_tests_the_minimum_of_no_member_is_an_error() -> None:
    members = {"Cargo.toml": package("1.70"), "cli/Cargo.toml": package("1.80", "cli")}
    (found,) = drift({**members, CI: msrv_job("1.75")})
    assert (place(found), found.severity) == ((CI, 4), Severity.ERROR)


# branches


IF = "#!/bin/sh\nif [ $1 = arm ]; then\n  GO_VERSION={}\nelse\n  GO_VERSION={}\nfi\n"
CASE = "#!/bin/sh\ncase $1 in\n a) NODE_VERSION={};;\n b) NODE_VERSION={};;\nesac\n"


@pytest.mark.parametrize("script", [IF, CASE])
def test_what_the_arms_of_a_condition_say_does_not_contradict(script: str) -> None:
    assert not drift({"s.sh": script.format("1.20.1", "1.21.1")})


def test_a_variable_that_is_set_in_one_arm_only_is_a_choice_like_any_other() -> None:
    script = "#!/bin/sh\nif ! command -v protoc; then\n  PROTOC_VERSION=21.1\nfi\n"
    assert severities({"s.sh": script, "versions.bzl": 'PROTOC_VERSION = "25.1"\n'}) == [Severity.ERROR]


def test_two_values_behind_one_another_are_no_branches() -> None:
    assert severities({"s.sh": "#!/bin/sh\nPROTOC_VERSION=21.1\nPROTOC_VERSION=25.1\n"}) == [Severity.ERROR]


# bundles and names


def test_files_that_are_named_after_dates_are_bundles() -> None:
    def table(terraform: str) -> str:
        return f'{{"terraform": "{terraform}", "helm": "3.12.0"}}'

    assert not drift({"stacks/2023-10.json": table("1.5.0"), "stacks/2024-04.json": table("1.8.0")})
    assert severities({"stacks/dev.json": table("1.5.0"), "stacks/prod.json": table("1.8.0")})


def test_what_is_called_the_latest_is_not_what_is_used_where_the_file_says_that_too() -> None:
    offered = 'DEFAULT_BAZEL_VERSION = "7.2.0"\nLATEST_BAZEL_VERSION = "8.0.0"\n'
    assert not drift({".bazelversion": "7.2.0\n", "compat.bzl": offered})
    alone = 'LATEST_BAZEL_VERSION = "8.0.0"\n'
    assert severities({".bazelversion": "7.2.0\n", "compat.bzl": alone}) == [Severity.ERROR]


@pytest.mark.parametrize("name", ["GO_VERSION_OLD", "GO_VERSION_NEXT", "LEGACY_GO_VERSION"])
def test_a_symbol_that_names_another_one_besides_is_not_held_against_it(name: str) -> None:
    assert not drift({"v.bzl": f'GO_VERSION = "1.22.1"\n{name} = "1.20.1"\n'})
    assert drift({"v.bzl": 'GO_VERSION = "1.22.1"\nMY_GO_VERSION = "1.20.1"\n'})


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ci/ubuntu-20.04/Dockerfile", "ci/ubuntu-22.04/Dockerfile"),
        ("Dockerfile.20.04", "Dockerfile.22.04"),
        ("images/20.04/Dockerfile", "images/22.04/Dockerfile"),
    ],
)
def test_images_of_files_that_are_named_after_them_are_quiet(first: str, second: str) -> None:
    assert not drift({first: "FROM ubuntu:20.04\n", second: "FROM ubuntu:22.04\n"})
    assert severities({first: "FROM ubuntu:18.04\n", second: "FROM ubuntu:24.04\n"}) == [Severity.WARNING]


def test_what_a_name_does_not_say_is_compared() -> None:
    files = {
        "ci/ubuntu-20.04/Dockerfile": "FROM ubuntu:20.04\nENV PROTOC_VERSION=21.1\n",
        "ci/ubuntu-22.04/Dockerfile": "FROM ubuntu:22.04\nENV PROTOC_VERSION=25.1\n",
    }
    (found,) = drift(files)
    assert (found.tool, found.severity) == ("protoc", Severity.ERROR)


def test_images_of_single_platforms_may_be_old() -> None:
    files = {"ci/x86_64-linux/Dockerfile": "FROM ubuntu:16.04\n", "Dockerfile": "FROM ubuntu:24.04\n"}
    assert not drift(files)
    assert severities({"ci/x/Dockerfile": "FROM ubuntu:16.04\n", "Dockerfile": "FROM ubuntu:24.04\n"})


def job(name: str, version: int) -> str:
    return (
        f"  {name}:\n    steps:\n    - uses: actions/setup-node@v4\n      with: {{node-version: {version}}}\n"
    )


@pytest.mark.parametrize("name", ["test-oldest-node", "node16", "test-node-16", "legacy"])
def test_a_job_that_announces_its_version_is_quiet(name: str) -> None:
    assert not drift({CI: "jobs:\n" + job("test", 20) + job(name, 16)})


def test_a_job_that_announces_nothing_or_something_else_is_a_warning() -> None:
    for name in ("docs", "test-node-18"):
        assert severities({CI: "jobs:\n" + job("test", 20) + job(name, 16)}) == [Severity.WARNING]


def test_the_name_of_a_job_says_the_version_of_its_image_in_one_word() -> None:
    pipeline = "jobs:\n  test-llvm15-go{}:\n    docker:\n      - image: golang:1.19-bullseye\n"
    files = {"Dockerfile": "FROM golang:1.23\n"}
    assert not drift({**files, ".circleci/config.yml": pipeline.format("119")})
    assert drift({**files, ".circleci/config.yml": pipeline.format("118")})


def test_a_stage_that_is_called_old_is_quiet() -> None:
    assert not drift({"Dockerfile": "FROM node:16.1.0 AS legacy\nFROM node:20.1.0 AS build\n"})
    assert drift({"Dockerfile": "FROM node:16.1.0 AS tools\nFROM node:20.1.0 AS build\n"})


# the same name


def test_an_extension_of_an_editor_is_not_the_program_of_its_name() -> None:
    program = '{ f }: f { pname = "ruff"; version = "0.4.1"; src = f { }; }\n'
    extension = '{{ f }}: f [ {{ name = "ruff"; {} version = "2024.20.0"; }} ]\n'
    assert not drift({"a.nix": program, "b.nix": extension.format('publisher = "charliermarsh";')})
    assert severities({"a.nix": program, "b.nix": extension.format("")}) == [Severity.ERROR]


def test_two_tools_that_one_action_installs_are_two_things() -> None:
    step = '      - uses: baptiste0928/cargo-install@v3\n        with: {{crate: {}, version: "{}"}}\n'
    start = "jobs:\n  a:\n    steps:\n"
    both = step.format("cargo-hack", "0.6.27") + step.format("cargo-deny", "0.14.1")
    assert not drift({CI: start + both})


@pytest.mark.parametrize(
    "action", ["acme/cargo-install@v1", "actions-rs/install@v0.1", "acme/setup-github@v1"]
)
def test_a_name_that_only_says_how_an_action_works_names_no_tool(action: str) -> None:
    step = "      - uses: {}\n        with: {{version: {}}}\n"
    jobs = "jobs:\n  a:\n    steps:\n{}  b:\n    steps:\n{}"
    assert not drift({CI: jobs.format(step.format(action, "1.2.3"), step.format(action, "2.3.4"))})
    action = "acme/setup-gizmo@v1"
    assert drift({CI: jobs.format(step.format(action, "1.2.3"), step.format(action, "2.3.4"))})


def test_a_version_that_nobody_has_set_is_quiet() -> None:
    def tool(version: str) -> dict[str, str]:
        return {"a.nix": f'{{ f }}: f {{ pname = "gizmo"; version = "{version}"; src = f {{ }}; }}\n'}

    table = {"versions.bzl": 'GIZMO_VERSION = "1.3.3"\n'}
    assert not drift({**tool("0.0.0"), **table})
    assert severities({**tool("0.0.1"), **table}) == [Severity.ERROR]
