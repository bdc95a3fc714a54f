"""What a job or an image chose for itself: when a move of the tool takes it along."""

from __future__ import annotations

import pytest

from tests.trees import packs, tree
from vercheck.fix.plan import arrange
from vercheck.fix.retarget import retarget
from vercheck.fix.sites import Sites

NODE = "      - uses: actions/setup-node@v4\n        with:\n          node-version: '{}'\n"
CIRCLE = "version: 2.1\njobs:\n"
IMAGE = "  {}:\n    docker:\n      - image: golang:{}-bullseye\n"


def workflow(**jobs: str) -> str:
    """A workflow whose jobs each set up Node at a version."""
    body = "".join(
        f"  {name.replace('_', '-')}:\n    runs-on: ubuntu-24.04\n    steps:\n{NODE.format(version)}"
        for name, version in jobs.items()
    )
    return f"on: push\njobs:\n{body}"


def moved(files: dict[str, str], tool: str, version: str) -> list[str]:
    """Places that move, as `path old`."""
    fixes = retarget(tree(files, knowledge=packs()), tool, version)
    edits = (edit for fix in arrange(fixes).applied for edit in fix.edits)
    return sorted(f"{edit.location.path}:{edit.location.line} {edit.old}" for edit in edits)


def stays(files: dict[str, str], tool: str, version: str) -> dict[str, str]:
    """What stays, and why."""
    facts = tree(files, knowledge=packs())
    return {site.raw: reason for site, reason in Sites(facts, tool).staying(version)}


# loud: what goes along


def test_jobs_that_all_say_the_same_move_where_nothing_else_chooses() -> None:
    files = {".github/workflows/ci.yml": workflow(a="20", b="20", c="20.18")}
    assert len(moved(files, "nodejs", "22")) == 3


def test_of_jobs_that_differ_those_move_that_say_what_most_say() -> None:
    files = {".github/workflows/ci.yml": workflow(a="20", b="20", wasm64="24", c="20")}
    assert [place.split()[1] for place in moved(files, "nodejs", "22")] == ["20", "20", "20"]
    assert stays(files, "nodejs", "22") == {"24": "a job sets it up for itself, at another version than most"}


def test_an_image_outside_of_jobs_is_part_of_the_build() -> None:
    files = {"go.mod": "module a.test/a\n\ngo 1.22\n", "Dockerfile": "FROM golang:1.23\n"}
    assert moved(files, "go", "1.24") == ["Dockerfile:1 1.23"]


def test_a_program_that_a_job_has_at_an_older_version_than_the_build_was_left_behind() -> None:
    files = {
        "versions.bzl": 'TOOL_VERSIONS = {\n    "wasm-tools": "1.240.0",\n}\n',
        ".github/workflows/ci.yml": "on: push\nenv:\n  WASM_TOOLS_VERSION: 1.239.0\njobs: {}\n",
    }
    assert moved(files, "wasm-tools", "1.241.0") == [
        ".github/workflows/ci.yml:3 1.239.0",
        "versions.bzl:2 1.240.0",
    ]


# quiet: what stays


def test_two_jobs_at_two_versions_are_no_tool_that_could_be_moved() -> None:
    files = {".github/workflows/ci.yml": workflow(a="20", b="24")}
    assert moved(files, "nodejs", "22") == []
    assert set(stays(files, "nodejs", "22").values()) == {
        "a job sets it up for itself, and no version is the one that most have"
    }


def test_an_image_of_a_job_for_the_oldest_version_stays_beside_the_build() -> None:
    files = {
        "Dockerfile": "FROM golang:1.23\n",
        ".circleci/config.yml": CIRCLE + IMAGE.format("oldest", "1.19") + IMAGE.format("newest", "1.23"),
    }
    assert moved(files, "go", "1.24") == [".circleci/config.yml:8 1.23", "Dockerfile:1 1.23"]
    assert stays(files, "go", "1.24") == {
        "1.19": "a job sets it up for itself, at another version than the build"
    }


@pytest.mark.parametrize("name", ["test-go123", "llvm18_go1.23", "go-1-23-race", "GO1.23"])
def test_a_job_that_is_named_after_its_version_keeps_it(name: str) -> None:
    files = {"Dockerfile": "FROM golang:1.23\n", ".circleci/config.yml": CIRCLE + IMAGE.format(name, "1.23")}
    assert moved(files, "go", "1.24") == ["Dockerfile:1 1.23"]
    assert stays(files, "go", "1.24") == {"1.23": "the job is named after this version"}


@pytest.mark.parametrize("name", ["test-go", "go2", "go1230", "cargo1.23", "lint-123"])
def test_a_job_of_another_name_goes_along(name: str) -> None:
    files = {"Dockerfile": "FROM golang:1.23\n", ".circleci/config.yml": CIRCLE + IMAGE.format(name, "1.23")}
    assert len(moved(files, "go", "1.24")) == 2


def test_a_language_with_a_number_in_its_name_is_no_version() -> None:
    job = "      - uses: actions/setup-python@v5\n        with:\n          python-version: '3.12'\n"
    head = "on: push\njobs:\n  test-python3:\n    runs-on: ubuntu-24.04\n    steps:\n"
    files = {".python-version": "3.12\n", ".github/workflows/ci.yml": head + job}
    assert len(moved(files, "python", "3.13")) == 2


def test_images_for_platforms_that_differ_stay() -> None:
    files = {
        "ci/docker/aarch64-linux/Dockerfile": "FROM ubuntu:16.04\n",
        "ci/docker/riscv64gc-linux/Dockerfile": "FROM ubuntu:18.04\n",
    }
    assert moved(files, "ubuntu", "22.04") == []
    assert len(stays(files, "ubuntu", "22.04")) == 2


def test_the_default_of_an_action_that_differs_from_the_build_stays() -> None:
    action = "inputs:\n  wasmtime-version:\n    default: 'v0.36.0'\nruns:\n  using: composite\n  steps: []\n"
    files = {
        "versions.bzl": 'TOOL_VERSIONS = {\n    "wasmtime": "29.0.1",\n}\n',
        ".github/actions/setup/action.yml": action,
    }
    assert moved(files, "wasmtime", "30.0.0") == ["versions.bzl:2 29.0.1"]


def test_a_crate_that_is_built_with_speaks_for_the_build() -> None:
    action = """\
inputs:
  wasmtime-version:
    default: 'v0.36.0'
runs:
  using: composite
  steps:
    - uses: bytecodealliance/actions/wasmtime/setup@v1
      with:
        version: ${{ inputs.wasmtime-version }}
"""
    crate = '[package]\nname = "a"\nversion = "1.0.0"\n\n[dependencies]\nwasmtime = "29.0.1"\n'
    files = {"Cargo.toml": crate, ".github/actions/setup/action.yml": action}
    assert moved(files, "wasmtime", "30.0.0") == ["Cargo.toml:6 29.0.1"]


def test_a_program_that_a_job_has_ahead_of_the_move_never_goes_back() -> None:
    files = {
        "versions.bzl": 'TOOL_VERSIONS = {\n    "wasm-tools": "1.240.0",\n}\n',
        ".github/workflows/ci.yml": "on: push\nenv:\n  WASM_TOOLS_VERSION: 1.245.0\njobs: {}\n",
    }
    assert moved(files, "wasm-tools", "1.241.0") == ["versions.bzl:2 1.240.0"]
