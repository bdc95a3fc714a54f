"""Entries of a checksum registry that work on one platform only."""

from __future__ import annotations

import pytest

from tests.building import places
from tests.trees import Files, packs, place, registry, said, tree, versions
from vercheck.graph import Knowledge
from vercheck.model import Diagnostic, Severity

REGISTRY = "checksums/gizmo.json"
PINNED = {"versions.bzl": versions(gizmo="2.1.0", cog="1.0.0")}
BOTH = ("linux_amd64", "windows_amd64")


def lacking(files: Files, knowledge: Knowledge | None = None) -> list[Diagnostic]:
    return said("missing-platform", tree({**PINNED, **files}, knowledge=knowledge))


# loud


def test_an_entry_without_a_platform_that_the_registry_supports_is_reported() -> None:
    (found,) = lacking({REGISTRY: registry("gizmo", "2.1.0", {"2.1.0": ["linux_amd64"]}, supported=BOTH)})
    assert (found.tool, found.version, found.severity) == ("gizmo", "2.1.0", Severity.WARNING)
    assert place(found)[0] == REGISTRY
    assert "lacks `windows_amd64`" in found.message
    assert ("versions.bzl", 2) in places(found)


def test_every_platform_that_is_missing_is_named() -> None:
    supported = (*BOTH, "darwin_arm64")
    (found,) = lacking(
        {REGISTRY: registry("gizmo", "2.1.0", {"2.1.0": ["linux_amd64"]}, supported=supported)}
    )
    assert "`windows_amd64`" in found.message
    assert "`darwin_arm64`" in found.message


def test_a_platform_that_another_copy_has_for_the_version_is_missed() -> None:
    (found,) = lacking(
        {
            REGISTRY: registry("gizmo", "2.1.0", {"2.1.0": ["linux_amd64"]}),
            "embedded/gizmo.json": registry("gizmo", "2.1.0", {"2.1.0": BOTH}),
        }
    )
    assert place(found)[0] == REGISTRY
    assert "lacks `windows_amd64`" in found.message
    assert "embedded/gizmo.json" in {path for path, _ in places(found)}


def test_without_a_pack_two_spellings_are_two_platforms() -> None:
    listed = registry("gizmo", "2.1.0", {"2.1.0": ["x86_64-unknown-linux-gnu"]}, supported=["linux_amd64"])
    assert lacking({REGISTRY: listed})


# quiet


def test_an_entry_with_every_platform_is_quiet() -> None:
    assert not lacking({REGISTRY: registry("gizmo", "2.1.0", {"2.1.0": BOTH}, supported=BOTH)})


def test_more_platforms_than_are_supported_are_quiet() -> None:
    assert not lacking(
        {REGISTRY: registry("gizmo", "2.1.0", {"2.1.0": (*BOTH, "freebsd_amd64")}, supported=BOTH)}
    )


def test_an_old_version_that_nothing_pins_may_lack_one() -> None:
    entries = {"2.1.0": BOTH, "1.0.0": ["linux_amd64"]}
    assert not lacking({REGISTRY: registry("gizmo", "2.1.0", entries, supported=BOTH)})


def test_a_registry_that_lists_no_platforms_misses_none() -> None:
    assert not lacking({REGISTRY: registry("gizmo", "2.1.0", {"2.1.0": ["linux_amd64"], "1.0.0": BOTH})})


@pytest.mark.parametrize("platform", ["universal", "any", "noarch"])
def test_one_file_for_all_platforms_is_quiet(platform: str) -> None:
    assert not lacking({REGISTRY: registry("gizmo", "2.1.0", {"2.1.0": [platform]}, supported=BOTH)})


@pytest.mark.parametrize("spelling", ["x86_64-unknown-linux-gnu", "x86_64_unknown_linux_gnu", "Linux-AMD64"])
def test_another_spelling_of_a_platform_is_the_platform(spelling: str) -> None:
    listed = registry("gizmo", "2.1.0", {"2.1.0": [spelling]}, supported=["linux_amd64"])
    assert not lacking({REGISTRY: listed}, packs())


def test_a_pin_in_an_example_is_quiet() -> None:
    files = {
        "examples/versions.bzl": versions(gizmo="1.0.0", cog="1.0.0"),
        REGISTRY: registry("gizmo", "2.1.0", {"2.1.0": BOTH, "1.0.0": ["linux_amd64"]}, supported=BOTH),
    }
    assert not lacking(files)


def test_a_registry_in_a_fixture_is_quiet() -> None:
    assert not lacking(
        {"testdata/gizmo.json": registry("gizmo", "2.1.0", {"2.1.0": ["linux_amd64"]}, supported=BOTH)}
    )
