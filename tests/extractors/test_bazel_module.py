"""A module file: what it is, what it depends on, and which override holds."""

from __future__ import annotations

import pytest

from tests.extractors import reading
from vercheck.claims import Claims
from vercheck.extractors import starlark
from vercheck.extractors.bazel_module import EXTRACTOR
from vercheck.model import Extraction, Pin, Statement

CLAIMS = Claims({"bazel-module": EXTRACTOR, "starlark": starlark.EXTRACTOR})
COMMIT = "0123456789abcdef0123456789abcdef01234567"
SRI = f"sha256-{'A' * 43}="
DEPENDENCY = 'bazel_dep(name = "rules_gizmo", version = "0.50.1")\n'


def read(text: str) -> Extraction:
    return reading.read(EXTRACTOR, "MODULE.bazel", text)


def pins(text: str) -> list[str]:
    return reading.pins(EXTRACTOR, "MODULE.bazel", text)


def only(text: str) -> Pin:
    (pin,) = read(text).pins
    return pin


def statement(text: str) -> Statement:
    (found,) = read(text).statements
    return found


@pytest.mark.parametrize(
    "path", ["MODULE.bazel", "tools/MODULE.bazel", "go.MODULE.bazel", "MODULE.tools.bazel"]
)
def test_module_files_and_their_segments_are_read_by_this_reader_alone(path: str) -> None:
    assert CLAIMS.owners(path) == ("bazel-module",)


@pytest.mark.parametrize("path", ["MODULE.bazel.lock", "BUILD.bazel", "WORKSPACE.bazel", "extensions.bzl"])
def test_other_files_of_bazel_are_not_its_business(path: str) -> None:
    assert "bazel-module" not in CLAIMS.owners(path)


# the module and its dependencies


def test_a_module_provides_its_own_version_and_requires_a_bazel() -> None:
    text = 'module(name = "gizmo", version = "1.2.0", bazel_compatibility = [">=7.0.0"])\n'
    assert pins(text) == ["bazel:gizmo provides 1.2.0", "bin:bazel requires ~>=7.0.0"]


def test_a_release_of_bazel_that_is_left_out_is_no_requirement() -> None:
    assert pins('module(name = "gizmo", bazel_compatibility = ["-6.1.0", 7, "x"])\n') == []


def test_a_dependency_selects_its_version() -> None:
    assert pins(DEPENDENCY) == ["bazel:rules_gizmo selects 0.50.1"]
    assert only(DEPENDENCY).trail == "bazel_dep[rules_gizmo]"


def test_a_dependency_for_development_selects_too() -> None:
    text = 'bazel_dep(name = "a", version = "1.0", dev_dependency = True, repo_name = "b")\n'
    assert pins(text) == ["bazel:a selects 1.0"]


def test_versions_of_the_registry_may_have_any_form() -> None:
    dated = 'bazel_dep(name = "abseil", version = "20240722.0.bcr.2")\n'
    text = dated + 'bazel_dep(name = "b", version = "1.0-rc4")\n'
    assert pins(text) == ["bazel:abseil selects 20240722.0.bcr.2", "bazel:b selects 1.0-rc4"]


def test_a_dependency_without_a_version_or_a_name_pins_nothing() -> None:
    assert pins('bazel_dep(name = "a")\nbazel_dep(version = "1.0")\nbazel_dep()\nmodule()\n') == []


def test_a_dependency_may_refer_to_a_constant() -> None:
    text = 'GIZMO_VERSION = "0.50.1"\nbazel_dep(name = "rules_gizmo", version = GIZMO_VERSION)\n'
    assert set(pins(text)) == {"bazel:rules_gizmo selects @GIZMO_VERSION", "bin:gizmo selects 0.50.1"}


# overrides


def test_a_single_version_override_selects_and_the_dependency_is_a_minimum() -> None:
    text = f'{DEPENDENCY}single_version_override(module_name = "rules_gizmo", version = "0.51.0")\n'
    assert pins(text) == ["bazel:rules_gizmo requires ~0.50.1", "bazel:rules_gizmo selects 0.51.0"]


def test_an_override_that_only_patches_leaves_the_version_alone() -> None:
    text = f'{DEPENDENCY}single_version_override(module_name = "rules_gizmo", patches = ["//:a.patch"])\n'
    assert pins(text) == ["bazel:rules_gizmo selects 0.50.1"]


def test_an_override_of_another_module_changes_nothing() -> None:
    text = f'{DEPENDENCY}local_path_override(module_name = "rules_other", path = "../other")\n'
    assert pins(text) == ["bazel:rules_gizmo selects 0.50.1"]


def test_several_versions_side_by_side_are_offered_and_the_dependency_chooses() -> None:
    offered = 'versions = ["0.50.1", "0.51.0"]'
    text = f'{DEPENDENCY}multiple_version_override(module_name = "rules_gizmo", {offered})\n'
    assert pins(text) == [
        "bazel:rules_gizmo selects 0.50.1",
        "bazel:rules_gizmo provides 0.50.1",
        "bazel:rules_gizmo provides 0.51.0",
    ]


def test_a_local_path_replaces_the_dependency() -> None:
    text = f'{DEPENDENCY}local_path_override(module_name = "rules_gizmo", path = "../rules_gizmo")\n'
    assert pins(text) == ["bazel:rules_gizmo requires ~0.50.1"]


def test_an_archive_replaces_the_dependency_and_must_tell_one_story() -> None:
    text = (
        f'{DEPENDENCY}archive_override(\n    module_name = "rules_gizmo",\n    integrity = "{SRI}",\n'
        '    strip_prefix = "rules_gizmo-0.51.0",\n'
        '    urls = ["https://github.com/acme/rules_gizmo/archive/v0.51.0.tar.gz"],\n)\n'
    )
    assert pins(text) == ["bazel:rules_gizmo requires ~0.50.1", "github:acme/rules_gizmo selects 0.51.0"]
    found = statement(text)
    assert (found.kind, found.name) == ("archive_override", "rules_gizmo")
    assert {member.name: member.text for member in found.members} == {
        "digest": SRI,
        "strip_prefix": "rules_gizmo-0.51.0",
        "url": "https://github.com/acme/rules_gizmo/archive/v0.51.0.tar.gz",
    }


@pytest.mark.parametrize("module", ["rules_go", "gazelle"])
def test_an_archive_from_a_mirror_is_the_module_that_it_replaces(module: str) -> None:
    text = f'archive_override(module_name = "{module}", urls = ["https://example.com/v0.51.0.tgz"])\n'
    assert pins(text) == [f"bazel:{module} selects 0.51.0"]


@pytest.mark.parametrize(
    ("revision", "shown"), [(f'commit = "{COMMIT}"', f"#{COMMIT}"), ('tag = "v0.51.0"', "v0.51.0")]
)
def test_a_git_repository_replaces_the_dependency(revision: str, shown: str) -> None:
    remote = "https://github.com/acme/rules_gizmo.git"
    text = f'{DEPENDENCY}git_override(module_name = "rules_gizmo", remote = "{remote}", {revision})\n'
    assert pins(text) == ["bazel:rules_gizmo requires ~0.50.1", f"github:acme/rules_gizmo selects {shown}"]


def test_the_order_of_an_override_and_its_dependency_does_not_matter() -> None:
    override = 'single_version_override(module_name = "rules_gizmo", version = "0.51.0")\n'
    assert sorted(pins(override + DEPENDENCY)) == sorted(pins(DEPENDENCY + override))


# extensions


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('wkg.register(name = "wkg", version = "0.12.0")', ["bin:wkg selects 0.12.0"]),
        ('rust.toolchain(edition = "2021", versions = ["1.90.0"])', ["toolchain:rust selects 1.90.0"]),
        ('node.toolchain(node_version = "20.18.0")', ["toolchain:node selects 20.18.0"]),
        ('go_sdk.download(version = "1.25.2")', ["toolchain:go selects 1.25.2"]),
        ('llvm.toolchain(llvm_version = "17.0.6")', ["bin:llvm selects 17.0.6"]),
        ('crate.spec(package = "serde", version = "1.0.200")', ["cargo:serde requires 1.0.200"]),
    ],
)
def test_a_tag_says_which_version_it_wants(call: str, expected: list[str]) -> None:
    assert pins(f"{call}\n") == expected


def test_an_image_that_is_pulled_is_pinned_by_its_digest() -> None:
    digest = "sha256:" + "ab" * 32
    text = f'oci.pull(name = "base", image = "debian", digest = "{digest}")\n'
    (pin,) = read(text).pins
    assert (str(pin.artifact), pin.raw) == ("docker:debian", digest)
    text = f'other.thing(name = "base", digest = "{digest}")\n'
    assert read(text).pins == ()


def test_a_version_of_four_numbers_is_no_address() -> None:
    text = 'bazel_dep(name = "buildifier_prebuilt", version = "8.2.1.1")\n'
    assert pins(text) == ["bazel:buildifier_prebuilt selects 8.2.1.1"]


def test_a_tag_class_named_after_a_tool_offers_that_name() -> None:
    pin = only('git_repos.wit_bindgen(tag = "v0.43.0")\n')
    assert pin.raw == "v0.43.0"
    assert "wit-bindgen" in (pin.artifact.name, *pin.names)


def test_the_name_of_a_registered_toolchain_is_one_that_it_may_go_by() -> None:
    pin = only('wasm_toolchain.register(name = "wasm_tools", version = "1.240.0")\n')
    assert (pin.artifact.name, *pin.names) == ("wasm-toolchain", "wasm", "wasm-tools")


def test_two_toolchains_of_one_kind_are_offered_side_by_side() -> None:
    text = 'python.toolchain(python_version = "3.11")\npython.toolchain(python_version = "3.12")\n'
    assert pins(text) == [
        "toolchain:python selects 3.11 [python.toolchain@3.11]",
        "toolchain:python selects 3.12 [python.toolchain@3.12]",
    ]


def test_the_same_version_twice_is_no_choice() -> None:
    call = 'python.toolchain(python_version = "3.11")\n'
    assert pins(call * 2) == ["toolchain:python selects 3.11"] * 2


@pytest.mark.parametrize(
    "text",
    [
        'rust = use_extension("@rules_rust//rust:extensions.bzl", "rust_1.90.0")\n',
        'use_repo(wkg, "wkg", gizmo = "gizmo_1.2.3")\n',
        'register_toolchains("@gizmo_1.2.3//:all")\n',
        'include("//:go.MODULE.bazel")\n',
        'gizmo.register(name = "1.2.3", platform = "2.0.0", edition = "2021")\n',
        'gizmo = use_repo_rule("//:gizmo-1.2.3.bzl", "gizmo")\n',
        "gizmo.register(version = None)\nother.register(version = ctx.version)\n",
    ],
)
def test_what_says_nothing_about_versions_is_quiet(text: str) -> None:
    assert pins(text) == []


def test_a_repository_rule_that_is_used_directly_is_a_download() -> None:
    text = (
        'http_archive = use_repo_rule("@bazel_tools//tools/build_defs/repo:http.bzl", "http_archive")\n'
        'http_archive(name = "gizmo", url = "https://github.com/acme/gizmo/archive/v1.2.3.tar.gz")\n'
    )
    assert pins(text) == ["github:acme/gizmo selects 1.2.3"]


# damage


def test_a_damaged_line_is_noted_and_the_rest_is_read() -> None:
    found = read(f'bazel_dep(name = "a", version = )))\n{DEPENDENCY}')
    assert [pin.raw for pin in found.pins] == ["0.50.1"]
    assert {note.check for note in found.notes} == {"parse-error"}
    assert {note.location.line for note in found.notes} == {1}


def test_a_good_file_has_no_notes() -> None:
    assert read(f'module(name = "gizmo")\n{DEPENDENCY}').notes == ()
