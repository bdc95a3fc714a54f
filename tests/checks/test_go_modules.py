"""Go modules that Bazel fetches, against the `go.mod` of the same build root."""

from __future__ import annotations

import pytest

from tests.trees import Files, place, said, tree
from vercheck.model import Diagnostic, Severity

GO_MOD = "module example.test/app\n\ngo 1.22\n\nrequire example.test/gizmo v1.31.0\n"


def fetched(version: str, path: str = "example.test/gizmo") -> str:
    return (
        "def go_dependencies():\n    go_repository(\n"
        f'        name = "gizmo",\n        importpath = "{path}",\n        version = "{version}",\n    )\n'
    )


def drift(files: Files) -> list[Diagnostic]:
    return said("version-drift", tree({"WORKSPACE": "", **files}))


# loud


def test_a_module_that_bazel_fetches_older_than_the_manifest_asks_for_is_a_warning() -> None:
    (found,) = drift({"go.mod": GO_MOD, "deps.bzl": fetched("v1.30.0")})
    assert (place(found), found.version, found.expected) == (("deps.bzl", 5), "v1.30.0", "v1.31.0")
    assert [(label.location.path, label.location.line) for label in found.related] == [("go.mod", 5)]
    assert found.severity is Severity.WARNING


# quiet


@pytest.mark.parametrize("version", ["v1.31.0", "v1.32.0"])
def test_what_is_at_least_what_the_manifest_asks_for_is_quiet(version: str) -> None:
    assert not drift({"go.mod": GO_MOD, "deps.bzl": fetched(version)})


def test_a_module_that_the_manifest_does_not_name_is_quiet() -> None:
    assert not drift({"go.mod": GO_MOD, "deps.bzl": fetched("v1.30.0", "example.test/other")})


def test_the_manifest_of_another_folder_is_quiet() -> None:
    assert not drift({"tools/go.mod": GO_MOD, "deps.bzl": fetched("v1.30.0")})


def test_a_module_that_the_manifest_replaces_is_quiet() -> None:
    replaced = GO_MOD + "replace example.test/gizmo => example.test/fork v1.30.0\n"
    assert not drift({"go.mod": replaced, "deps.bzl": fetched("v1.30.0")})


def test_the_version_of_a_module_is_no_version_of_go() -> None:
    assert not drift({"deps.bzl": fetched("v1.30.0"), "BUILD.bazel": 'go_sdk.download(version = "1.22.1")\n'})
