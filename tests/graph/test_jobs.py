"""What one job sets up several times: a track of its own, in a workflow and in GitLab's file."""

from __future__ import annotations

import pytest

from tests.building import pin
from tests.trees import tree
from vercheck.graph.jobs import SEVERAL, job_of, set_up_several_times
from vercheck.model import Pin

PATH = ".github/workflows/ci.yml"


def step(
    version: str, job: str = "build", line: int = 1, artifact: str = "toolchain:python", path: str = PATH
) -> Pin:
    trail = f"jobs.{job}.steps[{line}].with.python-version"
    return pin(artifact, version, path=path, line=line, trail=trail)


def test_two_versions_in_one_job_are_a_track_with_all_that_the_job_sets_up() -> None:
    found = set_up_several_times([step("3.10", line=1), step("3.12", line=2), step("3.12", line=3)])
    assert {place.line for place in found} == {1, 2, 3}


@pytest.mark.parametrize(
    "pins",
    [
        [step("3.10", line=1), step("3.10.4", line=2)],
        [step("3.10", "build", 1), step("3.12", "test", 2)],
        [step("3.10", line=1), step("20", line=2, artifact="toolchain:node")],
        [
            step("v4", line=1, artifact="action:actions/checkout"),
            step("v5", line=2, artifact="action:actions/checkout"),
        ],
        [step("3.10", line=1), step("3.12", line=2, path=".github/actions/setup/action.txt")],
    ],
)
def test_one_version_two_jobs_two_tools_and_actions_are_none(pins: list[Pin]) -> None:
    assert not set_up_several_times(pins)


def test_a_job_of_gitlab_goes_by_its_name() -> None:
    assert job_of(pin("bin:gizmo", "1.0", path=".gitlab-ci.yml", trail="build.script[0].GIZMO")) == (
        ".gitlab-ci.yml",
        "build",
    )
    assert job_of(pin("bin:gizmo", "1.0", path="versions.bzl", trail="GIZMO")) is None


def test_the_graph_has_them_on_a_track() -> None:
    steps = "".join(
        f"      - uses: actions/setup-python@v5\n        with:\n          python-version: {version}\n"
        for version in ("3.10.11", "3.12.10")
    )
    graph = tree({PATH: f"jobs:\n  build:\n    steps:\n{steps}"}).graph
    assert {graph.scope(one).track for one in graph.pins_of("python")} == {SEVERAL}
