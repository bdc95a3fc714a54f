"""One digest for two files."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from tests.building import places
from tests.trees import Files, digest, said, tree
from vercheck.model import Diagnostic, Severity

ONE, OTHER = digest("one"), digest("other")
REGISTRY = "checksums/gizmo.json"


def reused(files: Files) -> list[Diagnostic]:
    return said("reused-digest", tree(files))


def registry(versions: Mapping[str, Mapping[str, str]], *, urls: Mapping[str, str] | None = None) -> str:
    """Versions → platforms → digests; `urls` where files are named by platform."""
    table = {
        version: {
            "platforms": {
                name: {"sha256": value, **({"url": urls[name]} if urls else {})}
                for name, value in platforms.items()
            }
        }
        for version, platforms in versions.items()
    }
    return json.dumps(
        {"tool_name": "gizmo", "latest_version": next(iter(versions)), "versions": table}, indent=1
    )


def archive(url: str, value: str) -> str:
    return f'http_archive(\n    name = "gizmo",\n    url = "{url}",\n    sha256 = "{value}",\n)\n'


GITHUB = "https://github.com/acme/gizmo/archive"


# loud


def test_a_digest_that_a_registry_gives_for_two_versions_is_reported_at_both() -> None:
    newer, older = {"linux_amd64": ONE, "darwin_arm64": OTHER}, {"linux_amd64": ONE}
    (found,) = reused({REGISTRY: registry({"2.1.0": newer, "2.0.0": older})})
    assert found.severity is Severity.ERROR
    assert "`2.1.0` and `2.0.0` of `gizmo`" in found.message
    assert len(places(found)) == 2


def test_releases_of_a_single_file_may_be_the_same_file_and_are_only_suspicious() -> None:
    (found,) = reused({REGISTRY: registry({"2.1.0": {"linux_amd64": ONE}, "2.0.0": {"linux_amd64": ONE}})})
    assert found.severity is Severity.WARNING


def test_a_digest_in_another_spelling_is_the_same_digest() -> None:
    (found,) = reused(
        {REGISTRY: registry({"2.1.0": {"linux_amd64": ONE}, "2.0.0": {"linux_amd64": ONE.upper()}})}
    )
    assert found.version in ("2.1.0", "2.0.0")


def test_a_digest_for_two_platforms_with_different_files_is_reported() -> None:
    urls = {
        "linux_amd64": "https://example.test/linux.tgz",
        "darwin_arm64": "https://example.test/darwin.tgz",
    }
    (found,) = reused({REGISTRY: registry({"2.1.0": dict.fromkeys(urls, ONE)}, urls=urls)})
    assert "`linux_amd64` and `darwin_arm64` of `gizmo` `2.1.0`" in found.message


def test_a_digest_for_two_versions_in_two_declarations_is_reported() -> None:
    files = {
        "WORKSPACE": archive(f"{GITHUB}/v2.1.0.tar.gz", ONE),
        "deps.bzl": archive(f"{GITHUB}/v2.0.0.tar.gz", ONE),
    }
    (found,) = reused(files)
    assert {path for path, _ in places(found)} == {"WORKSPACE", "deps.bzl"}
    assert "2.1.0" in found.message
    assert "2.0.0" in found.message


def test_a_table_in_starlark_is_a_registry_too() -> None:
    text = f"""\
_GIZMO_CHECKSUMS = {{
    "2.1.0": {{"linux_amd64": "{ONE}", "darwin_arm64": "{OTHER}"}},
    "2.0.0": {{"linux_amd64": "{ONE}", "darwin_arm64": "{digest("third")}"}},
}}
"""
    (found,) = reused({"gizmo_versions.bzl": text})
    assert places(found) == {("gizmo_versions.bzl", 2), ("gizmo_versions.bzl", 3)}


# quiet


def test_a_digest_for_each_file_is_quiet() -> None:
    assert not reused({REGISTRY: registry({"2.1.0": {"linux_amd64": ONE}, "2.0.0": {"linux_amd64": OTHER}})})


def test_one_archive_for_several_platforms_is_quiet() -> None:
    urls = dict.fromkeys(["linux_amd64", "darwin_arm64"], "https://example.test/any.tgz")
    assert not reused({REGISTRY: registry({"2.1.0": dict.fromkeys(urls, ONE)}, urls=urls)})


def test_platforms_whose_files_are_not_named_are_quiet() -> None:
    assert not reused({REGISTRY: registry({"2.1.0": {"linux_amd64": ONE, "darwin_arm64": ONE}})})


def test_two_spellings_of_one_version_are_quiet() -> None:
    assert not reused({REGISTRY: registry({"2.1.0": {"linux_amd64": ONE}, "v2.1.0": {"linux_amd64": ONE}})})


def test_copies_of_a_registry_are_quiet() -> None:
    text = registry({"2.1.0": {"linux_amd64": ONE}})
    assert not reused({REGISTRY: text, "embedded/gizmo.json": text})


@pytest.mark.parametrize(
    "other",
    [
        f"{GITHUB}/v2.1.0.tar.gz",
        "https://mirror.test/acme/gizmo/v2.1.0/gizmo.tar.gz",
        f"{GITHUB}/refs/tags/v2.1.0.tar.gz",
    ],
)
def test_mirrors_of_one_file_are_quiet(other: str) -> None:
    assert not reused({"WORKSPACE": archive(f"{GITHUB}/v2.1.0.tar.gz", ONE), "deps.bzl": archive(other, ONE)})


@pytest.mark.parametrize(("file", "count"), [("gizmo.h", 0), ("install.sh", 0), ("gizmo.zip", 1)])
def test_a_text_that_a_release_left_as_it_was_is_quiet(file: str, count: int) -> None:
    raw = "https://github.com/acme/gizmo/raw"
    both = archive(f"{raw}/v2.1.0/{file}", ONE) + archive(f"{raw}/v2.2.0/{file}", ONE)
    assert len(reused({"WORKSPACE": both})) == count


def test_empty_digests_are_not_equal_digests() -> None:
    assert not reused({REGISTRY: registry({"2.1.0": {"universal": ""}, "2.0.0": {"universal": ""}})})


def test_a_fixture_may_reuse_what_it_likes() -> None:
    assert not reused(
        {"testdata/gizmo.json": registry({"2.1.0": {"linux_amd64": ONE}, "2.0.0": {"linux_amd64": ONE}})}
    )
