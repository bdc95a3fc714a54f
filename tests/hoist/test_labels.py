from __future__ import annotations

import pytest

from vercheck.hoist.labels import Packages, cannot_load

PATHS = frozenset({
    "MODULE.bazel", "BUILD.bazel", "tools/BUILD", "tools/deep/er/v.bzl", "tools/v.bzl", "loose/v.bzl",
    "inner/MODULE.bazel", "inner/pkg/BUILD.bazel", "inner/pkg/v.bzl", "bare/WORKSPACE", "bare/x/v.bzl",
})  # fmt: skip
PACKAGES = Packages(PATHS, "mine")


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("tools/v.bzl", "//tools:v.bzl"),
        ("tools/deep/er/v.bzl", "//tools:deep/er/v.bzl"),
        ("loose/v.bzl", "//:loose/v.bzl"),
        ("inner/pkg/v.bzl", "//pkg:v.bzl"),
        ("bare/x/v.bzl", None),
    ],
)
def test_a_label_names_the_nearest_package_of_the_same_repository(path: str, label: str | None) -> None:
    assert PACKAGES.label(path, "elsewhere.bzl", ()) == label


def test_a_label_in_the_same_package_is_short_where_others_are() -> None:
    assert PACKAGES.label("tools/v.bzl", "tools/d.bzl", [":other.bzl"]) == ":v.bzl"
    assert PACKAGES.label("tools/v.bzl", "tools/d.bzl", ["//tools:other.bzl"]) == "//tools:v.bzl"
    assert PACKAGES.label("tools/v.bzl", "d.bzl", [":other.bzl"]) == "//tools:v.bzl"


@pytest.mark.parametrize(
    "label", [":v.bzl", "//tools:v.bzl", "@//tools:v.bzl", "@@//tools:v.bzl", "@mine//tools:v.bzl"]
)
def test_every_spelling_of_a_label_leads_to_the_file(label: str) -> None:
    assert PACKAGES.path(label, "tools/d.bzl") == "tools/v.bzl"


def test_another_repository_s_label_leads_nowhere() -> None:
    assert PACKAGES.path("@other//tools:v.bzl", "tools/d.bzl") is None


def test_a_label_means_a_file_of_the_repository_that_it_is_written_in() -> None:
    assert PACKAGES.path("//pkg:v.bzl", "inner/d.bzl") == "inner/pkg/v.bzl"


def test_files_that_load_each_other_in_a_circle_are_followed_once() -> None:
    loads = {"tools/v.bzl": [":d.bzl"], "tools/d.bzl": [":v.bzl", "//:loose/v.bzl"]}
    reached = PACKAGES.reached("tools/v.bzl", lambda path: loads.get(path, []))
    assert reached == {"tools/v.bzl", "tools/d.bzl", "loose/v.bzl"}


@pytest.mark.parametrize("path", ["a/d.bzl", "BUILD", "a/BUILD.bazel", "WORKSPACE", "x/BUCK", "a/d.star"])
def test_files_that_can_load(path: str) -> None:
    assert cannot_load(path) is None


@pytest.mark.parametrize(
    "path",
    ["MODULE.bazel", "go.MODULE.bazel", "REPO.bazel", "third_party/BUILD.zlib", "zlib.BUILD", "zlib.bazel"],
)
def test_files_that_cannot(path: str) -> None:
    assert cannot_load(path) is not None
