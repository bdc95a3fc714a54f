"""Comments that tie a version to a file: read from text, held against what the file says."""

from __future__ import annotations

import pytest

from tests.building import places
from tests.trees import Files, place, registry, said, tree, versions
from vercheck.model import Diagnostic, Severity

REGISTRY = "checksums/gizmo.json"


def broken(files: Files) -> list[Diagnostic]:
    return said("broken-contract", tree(files))


def commented(comment: str, version: str = "2.1.0") -> str:
    return f'TOOL_VERSIONS = {{\n    "gizmo": "{version}",  # {comment}\n    "sprocket": "1.0.0",\n}}\n'


MANIFEST = '[package]\nname = "app"\nversion = "0.1.0"\n\n[dependencies]\ngizmo = "{}"\n'


# loud


def test_a_comment_that_ties_a_pin_to_a_file_that_says_otherwise_is_reported() -> None:
    (found,) = broken(
        {
            "versions.bzl": commented(f"must match the version in {REGISTRY}"),
            REGISTRY: registry("gizmo", "2.0.0", ["2.0.0", "1.9.0"]),
        }
    )
    assert (place(found), found.version, found.severity) == (("versions.bzl", 2), "2.1.0", Severity.ERROR)
    assert f"{REGISTRY}, which says `2.0.0`" in found.message
    assert {path for path, _ in places(found)} == {"versions.bzl", REGISTRY}


@pytest.mark.parametrize(
    "promise",
    [
        "keep in sync with {}",
        "Must match version in {}",
        "same version as {}",
        "should match {}",
        "also update {}",
    ],
)
def test_a_promise_may_be_made_in_several_words(promise: str) -> None:
    assert broken(
        {"versions.bzl": commented(promise.format(REGISTRY)), REGISTRY: registry("gizmo", "2.0.0", ["2.0.0"])}
    )


def test_a_comment_on_the_line_before_is_about_the_next_line() -> None:
    text = f'# keep in sync with {REGISTRY}\nGIZMO_VERSION = "2.1.0"\n'
    (found,) = broken({"versions.bzl": text, REGISTRY: registry("gizmo", "2.0.0", ["2.0.0"])})
    assert place(found) == ("versions.bzl", 2)


def test_a_file_may_be_named_from_the_comments_own_folder() -> None:
    files = {
        "build/versions.bzl": commented("must match tools/gizmo.json"),
        "build/tools/gizmo.json": registry("gizmo", "2.0.0", ["2.0.0"]),
    }
    assert broken(files)


def test_a_file_may_be_named_by_a_tail_that_only_one_file_has() -> None:
    assert broken(
        {"versions.bzl": commented("must match gizmo.json"), REGISTRY: registry("gizmo", "2.0.0", ["2.0.0"])}
    )


def test_a_comment_that_takes_a_version_from_a_file_that_has_another_is_a_warning() -> None:
    (found,) = broken(
        {
            "defs.bzl": "# gizmo is available from app/Cargo.toml (version 0.39.0)\n",
            "app/Cargo.toml": MANIFEST.format("0.41.0"),
        }
    )
    assert (place(found), found.version, found.severity) == (("defs.bzl", 1), "0.39.0", Severity.WARNING)
    assert "which says `0.41.0`" in found.message


def test_a_comment_that_takes_a_version_from_a_file_that_lost_it_is_a_warning() -> None:
    (found,) = broken(
        {
            "defs.bzl": "# sprocket crate from app/Cargo.toml (version 0.39.0)\n",
            "app/Cargo.toml": MANIFEST.format("0.41.0"),
        }
    )
    assert "which does not name it" in found.message


# quiet


def test_an_agreement_that_holds_is_quiet() -> None:
    assert not broken(
        {
            "versions.bzl": commented(f"must match the version in {REGISTRY}"),
            REGISTRY: registry("gizmo", "2.1.0", ["2.1.0"]),
        }
    )


def test_any_version_of_the_named_file_will_do() -> None:
    assert not broken(
        {
            "versions.bzl": commented(f"must match a version in {REGISTRY}"),
            REGISTRY: registry("gizmo", "2.2.0", ["2.2.0", "2.1.0"]),
        }
    )


def test_a_requirement_in_the_named_file_that_admits_the_version_is_quiet() -> None:
    text = '# must match app/Cargo.toml\nGIZMO_VERSION = "0.41.2"\n'
    assert not broken({"versions.bzl": text, "app/Cargo.toml": MANIFEST.format("0.41")})


def test_a_file_that_does_not_exist_is_quiet() -> None:
    assert not broken({"versions.bzl": commented("must match the version in elsewhere/gizmo.json")})


def test_a_file_that_does_not_name_the_tool_is_quiet() -> None:
    assert not broken(
        {
            "versions.bzl": commented("must match checksums/cog.json"),
            "checksums/cog.json": registry("cog", "9.0.0", ["9.0.0"]),
        }
    )


def test_a_name_that_several_files_share_is_quiet() -> None:
    files = {
        "versions.bzl": commented("must match gizmo.json"),
        "a/gizmo.json": registry("gizmo", "2.0.0", ["2.0.0"]),
        "b/gizmo.json": registry("gizmo", "1.9.0", ["1.9.0"]),
    }
    assert not broken(files)


def test_a_comment_that_only_points_to_a_file_promises_nothing() -> None:
    assert not broken(
        {"versions.bzl": commented(f"see {REGISTRY}"), REGISTRY: registry("gizmo", "2.0.0", ["2.0.0"])}
    )


def test_a_promise_about_another_line_is_quiet() -> None:
    text = versions(gizmo="2.1.0", sprocket="1.0.0") + f"\n\n# must match {REGISTRY}\n"
    assert not broken({"versions.bzl": text, REGISTRY: registry("gizmo", "2.0.0", ["2.0.0"])})


@pytest.mark.parametrize("said_version", ["0.41.0", "0.41.3"])
def test_a_comment_that_takes_a_version_that_the_file_admits_is_quiet(said_version: str) -> None:
    assert not broken(
        {
            "defs.bzl": f"# gizmo is available from app/Cargo.toml (version {said_version})\n",
            "app/Cargo.toml": MANIFEST.format("0.41.0"),
        }
    )


def test_an_example_keeps_no_promise() -> None:
    assert not broken(
        {
            "examples/versions.bzl": commented(f"must match the version in {REGISTRY}"),
            REGISTRY: registry("gizmo", "2.0.0", ["2.0.0"]),
        }
    )
