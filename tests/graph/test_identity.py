"""Which tool a pin belongs to: by packs, by repository, by the names that people here chose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import at
from tests.building import pin as made
from tests.graph.linking import graph
from vercheck.graph import Knowledge, Tool
from vercheck.graph.identity import Identity, family
from vercheck.model import Artifact, Pin, Registry, Role, Severity


def tool(name: str, *artifacts: str, names: tuple[str, ...] = ()) -> Tool:
    return Tool(
        id=f"test/{name}",
        reason="",
        evidence=(),
        severity=Severity.ERROR,
        name=name,
        artifacts=tuple(map(Artifact.parse, artifacts)),
        names=names,
    )


PACKS = Knowledge(
    tools=(
        tool(
            "wit-bindgen", "bin:wit-bindgen", "github:bytecodealliance/wit-bindgen", "cargo:wit-bindgen-cli"
        ),
        tool("nodejs", "toolchain:node", names=("node", "nodejs")),
        tool("protobuf", "github:protocolbuffers/protobuf", "bin:protoc"),
    )
)


def registry(name: str, *, kind: str = "json", repository: str = "") -> Registry:
    return Registry(
        Artifact("bin", name), kind, at(f"checksums/{name}.json"), "versions", (), repository=repository
    )


def identity(*pins: Pin, registries: tuple[Registry, ...] = (), knowledge: Knowledge = PACKS) -> Identity:
    return Identity(knowledge, pins, registries)


# packs


@pytest.mark.parametrize(
    "artifact",
    [
        "bin:wit-bindgen",
        "bin:wit_bindgen",
        "github:bytecodealliance/wit-bindgen",
        "github:BytecodeAlliance/wit-bindgen",
        "cargo:wit-bindgen-cli",
    ],
)
def test_the_artifacts_of_a_pack_are_one_tool_however_they_are_spelled(artifact: str) -> None:
    assert identity().tool(Artifact.parse(artifact)) == "wit-bindgen"


@pytest.mark.parametrize("name", ["nodejs", "node", "Node", "toolchain:node"])
def test_a_tool_goes_by_all_its_names(name: str) -> None:
    assert identity().named(name) == "nodejs"


@pytest.mark.parametrize("artifact", ["cargo:wit-bindgen", "npm:wit-bindgen", "docker:node", "pypi:protobuf"])
def test_a_package_of_an_index_is_its_own_tool_unless_a_pack_says_so(artifact: str) -> None:
    package = Artifact.parse(artifact)
    assert identity().tool(package) == package.name
    assert not identity().is_declared(package)
    assert family(package) == package.ecosystem


def test_programs_releases_and_toolchains_are_compared_with_each_other() -> None:
    assert {family(Artifact.parse(text)) for text in ("bin:a", "github:a/a", "toolchain:a", "nix:a")} == {
        "release"
    }


# repositories


def test_a_repository_goes_by_its_last_part() -> None:
    assert identity().tool(Artifact("github", "acme/gizmo")) == "gizmo"


def test_a_repository_that_shares_the_name_of_a_declared_one_is_another_tool() -> None:
    known = identity()
    assert known.tool(Artifact("github", "protocolbuffers/protobuf")) == "protobuf"
    assert known.tool(Artifact("github", "golang/protobuf")) == "golang/protobuf"


def test_two_repositories_of_one_name_are_two_tools() -> None:
    pins = (made("github:acme/gizmo", "1.0.0"), made("github:other/gizmo", "2.0.0", line=2))
    known = identity(*pins)
    assert [known.tool(pin.artifact) for pin in pins] == ["acme/gizmo", "other/gizmo"]


def test_a_repository_twice_is_one_tool() -> None:
    pins = (made("github:acme/gizmo", "1.0.0"), made("github:Acme/gizmo", "2.0.0", line=2))
    known = identity(*pins)
    assert [known.tool(pin.artifact) for pin in pins] == ["gizmo", "gizmo"]


def test_a_program_and_the_repository_of_its_name_are_one_tool() -> None:
    linked = graph(
        {
            "versions.bzl": 'GIZMO_VERSION = "1.0.0"\n',
            "WORKSPACE": 'http_file(name = "x", url = "https://github.com/acme/gizmo/archive/v1.0.0.zip")\n',
        }
    )
    assert linked.tools() == ("gizmo",)
    assert len(linked.pins_of("gizmo")) == 2


# names that the repository uses


def test_a_registry_teaches_a_name() -> None:
    known = identity(registries=(registry("wasm-tools"),))
    assert known.artifact(Artifact("bin", "wasm-toolchain"), ("wasm", "wasm-tools")) == Artifact(
        "bin", "wasm-tools"
    )


def test_a_key_of_a_version_table_teaches_a_name() -> None:
    known = identity(made("bin:wasm-tools", "1.0.0", trail="TOOL_VERSIONS[wasm-tools]"))
    assert known.artifact(Artifact("bin", "wasm-toolchain"), ("wasm-tools",)) == Artifact("bin", "wasm-tools")


@pytest.mark.parametrize(
    "teacher",
    [
        made("bin:wasm-tools", "1.0.0", trail="WASM_TOOLS_VERSION"),
        made("bin:wasm-tools", "1.0.0", trail="T[wasm-tools]", role=Role.PROVIDES),
        made("bin:wasm-tools", "1.0.0", trail="T[wasm-tools]", names=("other",)),
    ],
)
def test_a_guess_teaches_nothing(teacher: Pin) -> None:
    guessed = Artifact("bin", "wasm-toolchain")
    assert identity(teacher).artifact(guessed, ("wasm-tools",)) == guessed


def test_a_table_of_digests_in_a_build_file_teaches_nothing_unless_it_says_whose_they_are() -> None:
    guessed = Artifact("bin", "wasm-toolchain")
    table = registry("wasm-tools", kind="starlark")
    declared = registry("wasm-tools", kind="starlark", repository="bytecodealliance/wasm-tools")
    assert identity(registries=(table,)).artifact(guessed, ("wasm-tools",)) == guessed
    assert identity(registries=(declared,)).artifact(guessed, ("wasm-tools",)) != guessed


def test_the_first_name_that_is_known_wins_and_the_own_name_comes_first() -> None:
    known = identity(registries=(registry("wac"), registry("wkg")))
    assert known.artifact(Artifact("bin", "x"), ("wkg", "wac")).name == "wkg"
    assert known.artifact(Artifact("bin", "wac"), ("wkg",)).name == "wac"
    assert known.artifact(Artifact("bin", "x"), ("y", "z")).name == "x"


def test_a_name_may_be_a_whole_artifact_of_a_pack() -> None:
    assert identity().artifact(Artifact("bin", "x"), ("cargo:wit-bindgen-cli",)) == Artifact(
        "cargo", "wit-bindgen-cli"
    )
    assert identity().artifact(Artifact("bin", "x"), ("cargo:unknown",)) == Artifact("bin", "x")


def test_what_a_pack_names_is_never_renamed() -> None:
    known = identity(registries=(registry("wac"),))
    assert known.artifact(Artifact("bin", "wit-bindgen"), ("wac",)) == Artifact("bin", "wit-bindgen")


def test_an_extension_registers_what_the_checksums_call_it() -> None:
    digest = "0123456789abcdef" * 4
    checksums = (
        '{"tool_name": "wasm-tools", "latest_version": "1.2.0", "versions": {"1.2.0":'
        f' {{"platforms": {{"linux_amd64": {{"sha256": "{digest}"}}}}}}}}}}\n'
    )
    linked = graph(
        {
            "MODULE.bazel": 'wasm_toolchain.register(name = "wasm_tools", version = "1.2.0")\n',
            "checksums/wasm-tools.json": checksums,
        }
    )
    assert linked.tools() == ("wasm-tools",)
    assert len(linked.registries_of("wasm-tools")) == 1


@given(st.permutations([registry("wac"), registry("wkg"), registry("wac")]), st.text(max_size=20))
def test_names_do_not_depend_on_the_order_of_registries(registries: list[Registry], name: str) -> None:
    known = identity(registries=tuple(registries))
    assert known.artifact(Artifact("bin", "x"), ("wkg", "wac")).name == "wkg"
    assert known.tool(Artifact("bin", name)) == identity(registries=(registry("wac"), registry("wkg"))).tool(
        Artifact("bin", name)
    )


# modules that are called after who makes them


def test_a_module_that_begins_with_its_maker_is_the_makers_repository() -> None:
    module, archive = made("bazel:acme_rules_x", "1.2.0"), made("github:acme-build/rules_x", "1.3.0")
    assert identity(module, archive).tool(archive.artifact) == "acme-rules-x"


@pytest.mark.parametrize("repository", ["other/rules_x", "acme-build/rules_y", "acme-build/x"])
def test_a_repository_of_another_maker_or_name_is_not_the_module(repository: str) -> None:
    module, archive = made("bazel:acme_rules_x", "1.2.0"), made(f"github:{repository}", "1.3.0")
    assert identity(module, archive).tool(archive.artifact) != identity(module).tool(module.artifact)
