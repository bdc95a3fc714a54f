"""Labels and relative paths lead to the files that were read, and to no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.graph.linking import TOOL_VERSIONS, graph, version
from vercheck.graph.labels import WORKSPACE, Labels
from vercheck.graph.scopes import Roots

PATHS = (
    "MODULE.bazel",
    "versions.bzl",
    "tools/versions.bzl",
    "tools/sub/BUILD",
    "other/MODULE.bazel",
    "other/tools/versions.bzl",
    "prelude/rust/defs.bzl",
    "prelude/rust/rust.bzl",
    "Cargo.toml",
    "crates/Cargo.toml",
    "crates/a/Cargo.toml",
    "flake.lock",
)
LABELS = Labels(PATHS, Roots(PATHS).folder, {"gizmo": "other"}, {"Cargo.toml", "crates/Cargo.toml"})


@pytest.mark.parametrize(
    ("label", "origin", "path"),
    [
        ("//tools:versions.bzl", "a/b.bzl", "tools/versions.bzl"),
        ("//:versions.bzl", "a/b.bzl", "versions.bzl"),
        ("@//tools:versions.bzl", "a.bzl", "tools/versions.bzl"),
        ("@@//tools:versions.bzl", "a.bzl", "tools/versions.bzl"),
        ("//tools/versions.bzl", "a.bzl", None),
        ("//prelude/rust:defs.bzl", "a.bzl", "prelude/rust/defs.bzl"),
        ("@prelude//rust:defs.bzl", "a.bzl", "prelude/rust/defs.bzl"),
        ("prelude//rust:defs.bzl", "a.bzl", "prelude/rust/defs.bzl"),
        ("root//tools:versions.bzl", "prelude/rust/defs.bzl", "tools/versions.bzl"),
        ("@root//tools:versions.bzl", "prelude/rust/defs.bzl", "tools/versions.bzl"),
        ("@gizmo//tools:versions.bzl", "a.bzl", "other/tools/versions.bzl"),
        (":versions.bzl", "tools/b.bzl", "tools/versions.bzl"),
        (":versions.bzl", "tools/sub/BUILD", "tools/versions.bzl"),
        (":versions.bzl", "b.bzl", "versions.bzl"),
        ("//tools:versions.bzl", "other/a.bzl", "other/tools/versions.bzl"),
        ("//prelude/rust:defs.bzl", "other/a.bzl", "prelude/rust/defs.bzl"),
        ("flake.lock", "flake.nix", "flake.lock"),
        ("../versions.bzl", "tools/b.bzl", "versions.bzl"),
        ("./versions.bzl", "tools/b.bzl", "tools/versions.bzl"),
        ("tools/versions.bzl", "anywhere/else.bzl", "tools/versions.bzl"),
    ],
)
def test_a_label_leads_to_a_file(label: str, origin: str, path: str | None) -> None:
    assert LABELS.path(label, origin) == path


@pytest.mark.parametrize(
    "label",
    [
        "@rules_rust//rust:defs.bzl",
        "//nowhere:versions.bzl",
        ":nothing.bzl",
        "//../x:versions.bzl",
        "../../../etc/passwd",
        "/etc/passwd",
        "nothing.bzl",
        "//",
        ":",
        "",
    ],
)
def test_what_was_not_read_is_nowhere(label: str) -> None:
    assert LABELS.path(label, "tools/b.bzl") is None


@pytest.mark.parametrize(
    ("origin", "manifest"),
    [
        ("crates/a/Cargo.toml", "crates/Cargo.toml"),
        ("crates/Cargo.toml", "crates/Cargo.toml"),
        ("tools/x/Cargo.toml", "Cargo.toml"),
        ("Cargo.toml", "Cargo.toml"),
    ],
)
def test_the_workspace_is_the_nearest_above(origin: str, manifest: str) -> None:
    assert LABELS.path(WORKSPACE, origin) == manifest


def test_without_a_workspace_there_is_none() -> None:
    assert Labels(PATHS, Roots(PATHS).folder, {}, ()).path(WORKSPACE, "crates/a/Cargo.toml") is None


@given(st.text(alphabet="/@:.ab", max_size=15), st.text(alphabet="/.ab", max_size=10))
def test_a_label_of_any_make_is_read_or_is_nowhere(label: str, origin: str) -> None:
    found = LABELS.path(label, origin)
    assert found is None or found in PATHS


def test_a_label_in_a_part_of_the_tree_that_has_a_name_means_its_build_root() -> None:
    linked = graph(
        {
            "MODULE.bazel": "",
            "sub/MODULE.bazel": "",
            "sub/tools/versions.bzl": TOOL_VERSIONS,
            "sub/a.bzl": 'load("//tools:versions.bzl", "WASM_VERSION")\nwasm_version = WASM_VERSION\n',
        },
        scopes=(("elsewhere", ("sub/**",)),),
    )
    assert version(linked, "sub/a.bzl", "wasm_version") == "1.2.3"


def test_a_module_of_the_same_repository_is_known_by_its_name() -> None:
    linked = graph(
        {
            "MODULE.bazel": 'module(name = "top", version = "1.0")\n',
            "sub/MODULE.bazel": 'module(name = "gizmo", version = "1.0")\n',
            "sub/versions.bzl": TOOL_VERSIONS,
            "a.bzl": 'load("@gizmo//:versions.bzl", "WASM_VERSION")\nwasm_version = WASM_VERSION\n',
        }
    )
    assert version(linked, "a.bzl", "wasm_version") == "1.2.3"
