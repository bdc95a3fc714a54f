"""The pack `toolchains`: names of compilers and platforms, and hosts that are gone."""

from __future__ import annotations

import pytest

from tests.rules.examples import shipped
from tests.trees import said, tree
from vercheck.model import Artifact


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        ("linux-x86_64", ["linux_amd64", "linux/amd64", "Linux-x64", "x86_64-unknown-linux-gnu"]),
        ("linux-aarch64", ["linux_arm64", "linux-aarch64", "aarch64-unknown-linux-gnu"]),
        ("macos-x86_64", ["darwin_amd64", "x86_64-apple-darwin", "macos-x64", "darwin-x64"]),
        ("macos-aarch64", ["darwin_arm64", "aarch64-apple-darwin", "macos-arm64", "osx-aarch64"]),
        ("windows-x86_64", ["windows_amd64", "win32-x64", "x86_64-pc-windows-msvc", "windows-x64"]),
    ],
)
def test_one_platform_has_many_spellings(name: str, spellings: list[str]) -> None:
    for spelling in (name, *spellings):
        assert shipped().platform(spelling) == name, spelling


@pytest.mark.parametrize("word", ["universal", "linux", "wasm32-wasip1", "x86_64", ""])
def test_a_word_that_is_no_platform_has_no_name(word: str) -> None:
    assert shipped().platform(word) is None


def test_two_libraries_of_c_are_two_platforms() -> None:
    names = {shipped().platform(f"x86_64-unknown-linux-{libc}") for libc in ("gnu", "musl")}
    assert len(names) == 2
    assert None not in names


def test_an_artifact_belongs_to_one_tool() -> None:
    tool = shipped().tool_of(Artifact("docker", "golang"))
    assert tool is not None
    assert tool.name == "go"


@pytest.mark.parametrize("name", ["pnpm", "bun", "yarn"])
def test_a_package_manager_is_one_tool_however_it_is_installed(name: str) -> None:
    tools = {shipped().tool_of(Artifact(ecosystem, name)) for ecosystem in ("bin", "npm")}
    assert [tool.name for tool in tools if tool is not None] == [name]


def test_what_an_image_installs_is_held_against_the_package_manager_of_the_project() -> None:
    manifest = '{"name": "app", "packageManager": "pnpm@10.27.0"}'
    image = "FROM scratch\nRUN npm i -g pnpm@%s\n"
    behind = tree({"package.json": manifest, "Dockerfile": image % "^8"}, knowledge=shipped())
    assert [found.location.path for found in said("range-excludes-pin", behind)] == ["Dockerfile"]


@pytest.mark.parametrize("version", ["latest", "10.0.0", "^11"])
def test_a_pnpm_that_runs_what_the_project_names_may_be_any(version: str) -> None:
    files = {
        "package.json": '{"name": "app", "packageManager": "pnpm@10.27.0"}',
        "Dockerfile": f"FROM scratch\nRUN npm i -g pnpm@{version}\n",
    }
    facts = tree(files, knowledge=shipped())
    for check in ("range-excludes-pin", "version-drift"):
        assert said(check, facts) == []


def test_the_first_series_of_yarn_may_start_a_later_one() -> None:
    manifest = '{"name": "app", "packageManager": "yarn@4.1.0"}'
    files = {"package.json": manifest, "Dockerfile": "FROM scratch\nRUN npm i -g yarn@1.22.22\n"}
    assert said("version-drift", tree(files, knowledge=shipped())) == []


def test_a_host_that_is_gone_says_why() -> None:
    assert dict(shipped().gone)["dl.bintray.com"].startswith("Bintray was shut down")
