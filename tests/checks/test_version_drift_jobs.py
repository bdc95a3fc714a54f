"""Jobs of continuous integration: of several systems, of several packages, of many series of one runtime."""

from __future__ import annotations

import pytest

from tests.trees import Files, packs, place, said, tree
from vercheck.graph.job_files import is_job
from vercheck.model import Severity


def node(*versions: str, path: str = ".github/workflows/ci.yml") -> Files:
    """A workflow with a job for each version."""
    jobs = "".join(
        f"  a{index}:\n    steps:\n    - uses: actions/setup-node@v4\n"
        f"      with: {{node-version: {version}}}\n"
        for index, version in enumerate(versions)
    )
    return {path: f"jobs:\n{jobs}"}


def severities(files: Files, tool: str) -> list[Severity | None]:
    found = said("version-drift", tree(files, knowledge=packs()))
    return [item.severity for item in found if item.tool == tool]


# one more system

AZURE = "steps:\n- task: NodeTool@0\n  inputs:\n    versionSpec: '{}'\n"
PRESUBMIT = "tasks:\n  a:\n    environment:\n      SWIFT_VERSION: '5.10'\n"
SWIFT = (
    "jobs:\n  a:\n    steps:\n    - uses: swift-actions/setup-swift@v2\n      with: {swift-version: 6.2.1}\n"
)
SWIFT += "  b:\n    steps:\n    - uses: swift-actions/setup-swift@v2\n      with: {swift-version: '6.1'}\n"


@pytest.mark.parametrize(
    "path",
    [
        ".github/workflows/a.yml", "azure-pipelines.yml", "ci/azure-pipelines-nightly.yaml", ".travis.yml",
        ".bazelci/presubmit.yml", "sub/.gitlab-ci.yml", "appveyor.yml", ".circleci/config.yml", ".drone.yml",
        "bitbucket-pipelines.yml", "cloudbuild-release.yaml",
    ],
)  # fmt: skip
def test_a_file_that_describes_jobs_is_known_in_every_system(path: str) -> None:
    assert is_job(path)


@pytest.mark.parametrize("path", ["docker-compose.yml", "pipelines.yml", "travis.yml.md", "azure/main.yml"])
def test_other_files_describe_no_jobs(path: str) -> None:
    assert not is_job(path)


@pytest.mark.parametrize("path", ["azure-pipelines.yml", "sub/azure-pipelines.yml"])
def test_jobs_of_two_systems_only_warn_as_jobs_of_one_do(path: str) -> None:
    assert severities({**node("20"), path: AZURE.format("22")}, "nodejs") == [Severity.WARNING]
    assert severities({**node("20"), **node("22", path=".github/workflows/b.yml")}, "nodejs") == [
        Severity.WARNING
    ]


def test_a_variable_of_another_systems_pipeline_is_a_jobs_choice() -> None:
    files = {".github/workflows/build.yml": SWIFT, ".bazelci/presubmit.yml": PRESUBMIT}
    assert severities(files, "swift") == [Severity.WARNING]


def test_what_the_build_selects_twice_is_an_error_beside_any_jobs() -> None:
    build = {"a.bzl": 'SWIFT_VERSION = "6.0.1"\n', "b.bzl": 'SWIFT_VERSION = "6.0.2"\n'}
    assert severities({**build, ".bazelci/presubmit.yml": PRESUBMIT}, "swift") == [Severity.ERROR]


# packages

PNPM = "jobs:\n"
PNPM += "  site:\n    steps:\n    - uses: pnpm/action-setup@v4\n      with: {version: 11.8.0}\n"
PNPM += "  node:\n    steps:\n    - uses: pnpm/action-setup@v4\n      with: {version: 8}\n"
INNER = "bindings/nodejs/package.json"


def manager(version: str) -> str:
    return f'{{"name": "x", "packageManager": "pnpm@{version}"}}\n'


def test_a_job_that_agrees_with_an_inner_package_is_about_that_one() -> None:
    files = {".github/workflows/check.yml": PNPM, INNER: manager("8.11.0")}
    assert severities(files, "pnpm") == []


def test_a_job_that_agrees_with_no_package_is_a_warning_as_without_packages() -> None:
    files = {".github/workflows/check.yml": PNPM}
    assert severities(files, "pnpm") == [Severity.WARNING]
    assert severities({**files, INNER: manager("9.1.0")}, "pnpm") == [Severity.WARNING]


def test_a_package_at_the_root_speaks_for_the_project_and_to_all_jobs() -> None:
    files = {".github/workflows/check.yml": PNPM, "package.json": manager("8.11.0")}
    assert severities(files, "pnpm") == [Severity.ERROR]


# series of a runtime


def test_jobs_with_two_series_of_a_runtime_may_have_forgotten_one() -> None:
    assert severities(node("20", "22", "22"), "nodejs") == [Severity.WARNING]


def test_jobs_with_many_series_of_a_runtime_share_none_that_could_be_forgotten() -> None:
    assert severities(node("20", "22", "24"), "nodejs") == []


def test_many_releases_of_one_series_were_forgotten() -> None:
    assert severities(node("20.1.0", "20.2.0", "20.3.0"), "nodejs") == [Severity.WARNING]


def test_beside_jobs_with_many_series_the_rest_is_held_against_itself() -> None:
    files = {**node("20", "22", "24"), "Dockerfile": "FROM x\nARG NODE_VERSION=18\n", "a.bzl": "\n"}
    assert severities(files, "nodejs") == []
    files["a.bzl"] = 'NODE_VERSION = "19.0.0"\n'
    assert len(severities(files, "nodejs")) == 1


# whose version it is


def test_the_side_that_is_the_projects_own_version_is_right() -> None:
    files = {
        "Cargo.toml": '[package]\nname = "gyro"\nversion = "0.114.2"\n',
        "py/plugin.py": 'GYRO_VERSION = "0.114.2"\n',
        "zs/plugin.js": 'const GYRO_VERSION = "0.103.1";\n',
    }
    (found,) = [one for one in said("version-drift", tree(files)) if one.tool == "gyro"]
    assert place(found) == ("zs/plugin.js", 1)
    assert found.help is not None
    assert "--to 0.114.2` or `--to 0.103.1`" in found.help
    inherited = '[workspace.package]\nversion = "0.114.2"\n[package]\nname = "gy"\nversion.workspace = true\n'
    (same,) = [
        one for one in said("version-drift", tree({**files, "Cargo.toml": inherited})) if one.tool == "gyro"
    ]
    assert place(same) == ("zs/plugin.js", 1)
    files["Cargo.toml"] = files["Cargo.toml"].replace("0.114.2", "0.103.1")
    (other,) = [one for one in said("version-drift", tree(files)) if one.tool == "gyro"]
    assert place(other) == ("py/plugin.py", 1)


# a Bazel that Bazel fetches

FETCHED = """\
def _impl(ctx):
    http_file(
        name = "bazel_linux",
        urls = ["https://github.com/bazelbuild/bazel/releases/download/6.3.2/bazel-6.3.2-linux-x86_64"],
    )
"""


def test_a_bazel_that_the_build_downloads_is_not_the_one_that_runs_it() -> None:
    files = {"extensions.bzl": FETCHED, ".bazelversion": "8.5.1\n"}
    assert severities(files, "bazel") == []


def test_a_bazel_that_an_image_downloads_is() -> None:
    url = "https://github.com/bazelbuild/bazel/releases/download/6.3.2/bazel-6.3.2-linux-x86_64"
    files = {"setup.sh": f"curl -LO {url}\n", ".bazelversion": "8.5.1\n"}
    assert severities(files, "bazel") == [Severity.ERROR]


# products of one repository

RELEASES = "https://github.com/acme/kit/releases/download"


def fetched(tag: str, name: str) -> str:
    return f'http_file(\n    name = "{name}",\n    url = "{RELEASES}/{tag}/{name}.tar.gz",\n)\n'


def test_products_that_one_repository_releases_under_tags_of_their_own_are_held_apart() -> None:
    files = {
        "a.MODULE.bazel": fetched("lens-18.1.8", "lens"),
        "b.MODULE.bazel": fetched("lamp-22.1.5", "lamp"),
    }
    assert severities(files, "kit") == []


@pytest.mark.parametrize(
    ("one", "other"), [("v18.1.8", "v22.1.5"), ("kit-18.1.8", "v22.1.5"), ("lamp-1.0.0", "lamp-1.1.0")]
)
def test_one_product_at_two_versions_drifts(one: str, other: str) -> None:
    files = {"a.MODULE.bazel": fetched(one, "a"), "b.MODULE.bazel": fetched(other, "b")}
    assert severities(files, "kit") == [Severity.ERROR]


def test_of_several_products_each_is_held_against_itself() -> None:
    files = {
        "a.MODULE.bazel": fetched("lens-18.1.8", "lens"),
        "b.MODULE.bazel": fetched("lens-18.1.9", "lens"),
        "c.MODULE.bazel": fetched("lamp-1.0.0", "lamp"),
    }
    assert len(severities(files, "kit")) == 1
