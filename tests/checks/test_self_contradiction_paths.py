"""The name of a file, folder or patch against what is said beside it or in it."""

from __future__ import annotations

import pytest

from tests.trees import place, registry, said, tree
from vercheck.model import Severity


def crate(version: str, name: str = "gizmo") -> str:
    return f'[package]\nname = "{name}"\nversion = "{version}"\n'


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("third_party/gizmo-1.2.3/Cargo.toml", crate("1.2.4")),
        ("modules/gizmo/1.2.3/MODULE.bazel", 'module(name = "gizmo", version = "1.2.4")\n'),
        ("charts/gizmo/1.2.3/Chart.yaml", "apiVersion: v2\nname: gizmo\nversion: 1.2.4\n"),
        ("vendor/gizmo-1.2.3/package.json", '{"name": "gizmo", "version": "1.2.4"}'),
    ],
)
def test_a_manifest_in_a_folder_of_its_name_and_another_version_is_an_error(path: str, content: str) -> None:
    (found,) = said("self-contradiction", tree({path: content}))
    assert (found.location.path, found.version, found.severity) == (path, "1.2.4", Severity.ERROR)
    assert found.expected == "1.2.3"
    assert not said("self-contradiction", tree({path: content.replace("1.2.4", "1.2.3")}))


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("crates/gizmo-1.2/Cargo.toml", crate("0.3.0")),
        ("crates/gizmo-v1.2.3/Cargo.toml", crate("0.3.0")),
        ("pkgs/gizmo/1.2.3.nix", 'mkDerivation { pname = "gizmo"; version = "1.2.4"; }\n'),
        ("checksums/gizmo_1.2.3.json", registry("gizmo", "1.2.4", ["1.2.4"])),
    ],
)
def test_another_name_of_another_version_is_a_warning(path: str, content: str) -> None:
    (found,) = said("self-contradiction", tree({path: content}))
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("third_party/gizmo-1.2/Cargo.toml", crate("1.2.4")),
        ("third_party/gizmo-1.2.3/cog/Cargo.toml", crate("9.0.0", "cog")),
        ("tests/gizmo-1.2.3/Cargo.toml", crate("0.1.0")),
        ("examples/gizmo-1.2.3/Cargo.toml", crate("0.1.0")),
        ("gizmo/1.2.3/checksums.json", registry("gizmo", "1.2.4", ["1.2.4", "1.2.3"])),
        ("checksums/gizmo_1.2.3.json", registry("gizmo", "1.2.6", ["1.2.6", "1.2.5"])),
        ("third_party/gizmo-1.2.3/Cargo.toml", '[package]\nname = "gizmo"\nversion.workspace = true\n'),
    ],
)
def test_a_path_that_need_not_say_the_version_of_the_file_is_quiet(path: str, content: str) -> None:
    assert not said("self-contradiction", tree({path: content}))


def patched(patch: str, version: str = "1.3.0") -> str:
    return (
        f'http_archive(\n    name = "gizmo",\n    url = "https://github.com/acme/gizmo/archive/v{version}.tar.gz",\n'
        f'    strip_prefix = "gizmo-{version}",\n    patches = ["{patch}"],\n)\n'
    )


@pytest.mark.parametrize("patch", ["//patches:gizmo-1.2.3.patch", "//:0001-bump-gizmo-to-1.2.3.patch"])
def test_a_patch_that_is_named_for_an_older_version_is_a_warning(patch: str) -> None:
    (found,) = said("self-contradiction", tree({"WORKSPACE": patched(patch)}))
    assert (place(found), found.version, found.severity) == (("WORKSPACE", 5), "1.2.3", Severity.WARNING)
    assert not said("self-contradiction", tree({"WORKSPACE": patched(patch, "1.2.3")}))


@pytest.mark.parametrize(
    "patch", ["//patches:cog-1.2.3.patch", "//:fix-1.2.3.patch", "//gizmo-1.2.3:fix.patch", "//:gizmo.patch"]
)
def test_a_patch_that_names_no_version_of_what_it_patches_is_quiet(patch: str) -> None:
    assert not said("self-contradiction", tree({"WORKSPACE": patched(patch)}))


def test_patches_for_several_versions_are_chosen_among() -> None:
    text = 'mk {{ pname = "gizmo"; version = "2.0.0"; patches = [ ./gizmo-1.2.3.patch {} ]; }}\n'
    assert said("self-contradiction", tree({"default.nix": text.format("")}))
    assert not said("self-contradiction", tree({"default.nix": text.format("./gizmo-1.3.0.patch")}))


def test_a_patch_of_a_derivation_is_held_against_its_version() -> None:
    text = (
        'mkDerivation {{\n  pname = "gizmo";\n  version = "{}";\n  patches = [ ./gizmo-1.2.3.patch ];\n}}\n'
    )
    (found,) = said("self-contradiction", tree({"default.nix": text.format("1.3.0")}))
    assert (place(found), found.severity) == (("default.nix", 4), Severity.WARNING)
    assert not said("self-contradiction", tree({"default.nix": text.format("1.2.3")}))
