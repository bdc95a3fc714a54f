"""Versions in the names of files, folders and patches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vercheck.shapes.path_versions import path_versions, read_patch_name


@pytest.mark.parametrize(
    ("path", "name", "version", "is_folder"),
    [
        ("third_party/gizmo-1.2.3/Cargo.toml", "gizmo", "1.2.3", True),
        ("modules/gizmo/1.2.3/MODULE.bazel", "gizmo", "1.2.3", True),
        ("modules/gizmo/1.2.3.bcr.1/MODULE.bazel", "gizmo", "1.2.3.bcr.1", True),
        ("gizmo/versions/1.2.3/x.json", "gizmo", "1.2.3", True),
        ("pkgs/gizmo/1.2.3.nix", "gizmo", "1.2.3", False),
        ("registry/gizmo_1.2.3.json", "gizmo", "1.2.3", False),
        ("crates/BUILD.big-gizmo-1.2.3.bazel", "big-gizmo", "1.2.3", False),
        ("x/gizmo-v1.2/a.toml", "gizmo", "v1.2", True),
    ],
)
def test_a_name_and_a_version_are_read(path: str, name: str, version: str, is_folder: bool) -> None:
    (found,) = path_versions(path)
    assert (found.name, found.version, found.is_folder) == (name, version, is_folder)


@pytest.mark.parametrize(
    "path",
    [
        "a/b.toml",
        "1.2.3/x.toml",
        "gizmo-12/x.toml",
        "gizmo1.2/x.toml",
        "x86_64/a.json",
        "v1/2.json",
        "a.1.2.3",
        "é/ü",
    ],
)
def test_other_paths_say_nothing(path: str) -> None:
    assert path_versions(path) == ()


@pytest.mark.parametrize(
    ("path", "is_exact"),
    [("gizmo-1.2.3/a", True), ("gizmo-1.2/a", False), ("gizmo-v1.2.3/a", False)],
)
def test_a_generation_is_told_from_a_version(path: str, is_exact: bool) -> None:
    (found,) = path_versions(path)
    assert found.is_exact is is_exact


@pytest.mark.parametrize(
    ("name", "subject", "version"),
    [
        ("gizmo-1.2.3.patch", "gizmo", "1.2.3"),
        ("0001-bump-gizmo-to-1.2.3.patch", "gizmo", "1.2.3"),
        ("fix-build-with-gizmo-v1.2.diff", "gizmo", "1.2"),
        ("bazel_gizmo-1.2.3.patch", "bazel_gizmo", "1.2.3"),
    ],
)
def test_a_patch_is_about_the_name_in_front_of_the_version(name: str, subject: str, version: str) -> None:
    found = read_patch_name(name)
    assert found is not None
    assert (found.names[0], found.version, name[found.start : found.end]) == (subject, version, version)


@pytest.mark.parametrize("name", ["gizmo.patch", "1.2.3.patch", "gizmo-1.2.3.tar", "bump-to-1.2.3.patch", ""])
def test_other_patches_name_no_version(name: str) -> None:
    assert read_patch_name(name) is None


@given(st.text(alphabet="ab-_./0123v", max_size=60))
def test_any_path_can_be_read(path: str) -> None:
    for found in path_versions(path):
        assert found.version in found.text
        assert found.text in path
    read_patch_name(path + ".patch")
