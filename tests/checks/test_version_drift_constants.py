"""Constants whose own name does not say what they are the version of: what is downloaded with them does."""

from __future__ import annotations

from tests.trees import place, said, text, tree
from vercheck.model import Severity

LOAD = 'load("//:versions.bzl", "versions", "PROTO_TAG")\n'


def archive(name: str, repository: str, value: str) -> str:
    return (
        f'http_archive(\n    name = "{name}",\n    strip_prefix = "{name}-%s" % {value},\n'
        f'    url = "https://github.com/{repository}/archive/%s.zip" % {value},\n)\n'
    )


def module(name: str, version: str) -> str:
    return f'bazel_dep(name = "{name}", version = "{version}")\n'


# loud


def test_a_tag_that_an_archive_is_fetched_with_is_held_against_the_module() -> None:
    workspace = 'RULES_PROTO_TAG = "5.3.0"\n' + archive(
        "rules_proto", "bazelbuild/rules_proto", "RULES_PROTO_TAG"
    )
    given = tree({"WORKSPACE": workspace, "MODULE.bazel": module("rules_proto", "6.0.0")})
    (found,) = said("version-drift", given)
    assert place(found) == ("WORKSPACE", 1)
    assert text(found, workspace) == "5.3.0"
    assert (found.tool, found.severity) == ("rules-proto", Severity.WARNING)
    assert [label.location.path for label in found.related] == ["MODULE.bazel"]


def test_a_tag_that_is_looked_up_twice_is_one_place() -> None:
    twice = archive("rules_proto", "bazelbuild/rules_proto", "TAG") + archive(
        "more", "bazelbuild/rules_proto", "TAG"
    )
    given = tree({"WORKSPACE": 'TAG = "5.3.0"\n' + twice, "MODULE.bazel": module("rules_proto", "6.0.0")})
    (found,) = said("version-drift", given)
    assert len(found.related) == 1


def test_a_field_of_a_struct_is_read_where_it_stands() -> None:
    table = 'versions = struct(\n    RULES_PROTO_TAG = "5.3.0",\n    RULES_PROTO_SHA = None,\n)\n'
    fetched = LOAD + archive("rules_proto", "bazelbuild/rules_proto", "versions.RULES_PROTO_TAG")
    given = tree(
        {"versions.bzl": table, "WORKSPACE": fetched, "MODULE.bazel": module("rules_proto", "6.0.0")}
    )
    (found,) = said("version-drift", given)
    assert (place(found), found.version) == (("versions.bzl", 2), "5.3.0")


def test_a_constant_by_a_short_name_is_the_repository_that_is_fetched_with_it() -> None:
    table = 'SKYLIB_VERSION = "1.2.1"\n'
    fetched = 'load("//:versions.bzl", "SKYLIB_VERSION")\n' + archive(
        "bazel_skylib", "bazelbuild/bazel-skylib", "SKYLIB_VERSION"
    )
    given = tree(
        {"versions.bzl": table, "WORKSPACE": fetched, "MODULE.bazel": module("bazel_skylib", "1.5.0")}
    )
    (found,) = said("version-drift", given)
    assert (place(found), found.tool) == (("versions.bzl", 1), "bazel-skylib")


# quiet


def test_a_tag_that_agrees_is_quiet() -> None:
    workspace = 'TAG = "v6.0.0"\n' + archive("rules_proto", "bazelbuild/rules_proto", "TAG")
    assert not said(
        "version-drift", tree({"WORKSPACE": workspace, "MODULE.bazel": module("rules_proto", "6.0.0")})
    )


def test_a_constant_that_is_named_after_something_else_is_not_the_repositorys_version() -> None:
    fetched = 'LAUNCHER_TAG = "6.2.1"\n' + archive("launcher", "bazelbuild/bazel", "LAUNCHER_TAG")
    assert not said("version-drift", tree({"WORKSPACE": fetched, ".bazelversion": "7.0.0\n"}))
    named = fetched.replace("LAUNCHER_TAG", "BAZEL_LAUNCHER_VERSION")
    assert not said("version-drift", tree({"WORKSPACE": named, ".bazelversion": "7.0.0\n"}))


def test_a_constant_that_two_repositories_are_fetched_with_keeps_its_name() -> None:
    table = 'SKYLIB_VERSION = "1.2.1"\n'
    fetched = 'load("//:versions.bzl", "SKYLIB_VERSION")\n'
    fetched += archive("bazel_skylib", "bazelbuild/bazel-skylib", "SKYLIB_VERSION")
    fetched += archive("other", "example/other", "SKYLIB_VERSION")
    given = tree(
        {"versions.bzl": table, "WORKSPACE": fetched, "MODULE.bazel": module("bazel_skylib", "1.5.0")}
    )
    assert not said("version-drift", given)


def test_a_commit_or_a_branch_in_a_constant_is_no_version_to_compare() -> None:
    for value in ("main", "b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f7a8b9c0"):
        workspace = f'TAG = "{value}"\n' + archive("rules_proto", "bazelbuild/rules_proto", "TAG")
        given = tree({"WORKSPACE": workspace, "MODULE.bazel": module("rules_proto", "6.0.0")})
        assert not said("version-drift", given)


def test_a_struct_inside_a_function_is_nobody_elses() -> None:
    table = 'def versions():\n    found = struct(RULES_PROTO_TAG = "5.3.0")\n    return found\n'
    assert not said(
        "version-drift", tree({"versions.bzl": table, "MODULE.bazel": module("rules_proto", "6.0.0")})
    )
