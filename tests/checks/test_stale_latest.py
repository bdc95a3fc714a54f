"""`latest_version` of a registry, held against its entries, the pins and the other copies."""

from __future__ import annotations

import pytest

from tests.building import places
from tests.trees import Files, place, registry, said, tree, versions
from vercheck.model import Applicability, Diagnostic, Severity

REGISTRY = "checksums/gizmo.json"


def stale(files: Files) -> list[Diagnostic]:
    return said("stale-latest", tree(files))


# loud


def test_a_latest_below_the_newest_entry_is_reported_with_the_one_possible_value() -> None:
    (found,) = stale({REGISTRY: registry("gizmo", "2.0.0", ["2.0.0", "2.1.0", "1.9.0"])})
    assert (place(found), found.severity) == ((REGISTRY, 4), Severity.WARNING)
    assert (found.version, found.expected) == ("2.0.0", "2.1.0")
    assert "older than the entry `2.1.0`" in found.message
    assert found.fix is not None
    assert found.fix.applicability is Applicability.SAFE
    assert [(edit.old, edit.new) for edit in found.fix.edits] == [("2.0.0", "2.1.0")]


def test_versions_are_ordered_as_numbers() -> None:
    (found,) = stale({REGISTRY: registry("gizmo", "1.9.0", ["1.9.0", "1.10.0"])})
    assert found.expected == "1.10.0"


def test_a_latest_without_an_entry_is_reported() -> None:
    (found,) = stale({REGISTRY: registry("gizmo", "2.2.0", ["2.1.0", "2.0.0"])})
    assert "`2.2.0`, which has no entry in the same registry" in found.message


def test_a_latest_below_the_pin_is_reported_at_both_and_nobody_picks_a_side() -> None:
    files = {
        "versions.bzl": versions(gizmo="2.1.0", cog="1.0.0"),
        REGISTRY: registry("gizmo", "2.0.0", ["2.0.0"]),
    }
    (found,) = stale(files)
    assert "older than the pinned `2.1.0`" in found.message
    assert {(REGISTRY, 4), ("versions.bzl", 2)} <= places(found)
    assert found.fix is None


def test_a_copy_that_fell_behind_is_reported_where_it_did() -> None:
    files = {
        REGISTRY: registry("gizmo", "2.1.0", ["2.1.0"]),
        "embedded/gizmo.json": registry("gizmo", "2.0.0", ["2.0.0"]),
    }
    (found,) = stale(files)
    assert place(found) == ("embedded/gizmo.json", 4)
    assert "another copy of the registry says `2.1.0`" in found.message


# quiet


def test_the_newest_entry_is_quiet() -> None:
    assert not stale({REGISTRY: registry("gizmo", "2.1.0", ["1.9.0", "2.1.0", "2.0.0"])})


def test_another_spelling_of_the_newest_entry_is_quiet() -> None:
    assert not stale({REGISTRY: registry("gizmo", "v2.1.0", ["2.1.0", "2.0.0"])})


def test_a_prerelease_is_not_newer_than_its_release() -> None:
    assert not stale({REGISTRY: registry("gizmo", "2.1.0", ["2.1.0", "2.1.0-rc.1"])})


@pytest.mark.parametrize("pinned", ["2.1.0", "2.0.0"])
def test_a_pin_that_is_not_newer_is_quiet(pinned: str) -> None:
    files = {
        "versions.bzl": versions(gizmo=pinned, cog="1.0.0"),
        REGISTRY: registry("gizmo", "2.1.0", ["2.1.0", "2.0.0"]),
    }
    assert not stale(files)


@pytest.mark.parametrize("path", ["examples/versions.bzl", "tests/versions.bzl", "sub/versions.bzl"])
def test_a_newer_pin_of_another_build_is_quiet(path: str) -> None:
    files = {
        path: versions(gizmo="3.0.0", cog="1.0.0"),
        "sub/MODULE.bazel": "",
        REGISTRY: registry("gizmo", "2.1.0", ["2.1.0"]),
    }
    assert not stale(files)


def test_a_crate_of_the_tools_name_is_no_pin_of_it() -> None:
    manifest = '[package]\nname = "app"\nversion = "0.1.0"\n\n[dependencies]\ngizmo = "=9.0.0"\n'
    assert not stale({"Cargo.toml": manifest, REGISTRY: registry("gizmo", "2.1.0", ["2.1.0"])})


def test_equal_copies_are_quiet() -> None:
    text = registry("gizmo", "2.1.0", ["2.1.0"])
    assert not stale({REGISTRY: text, "embedded/gizmo.json": text})


def test_a_registry_that_names_no_latest_is_quiet() -> None:
    text = registry("gizmo", "2.0.0", ["2.0.0", "2.1.0"]).replace('"latest_version": "2.0.0",', "")
    assert not stale({REGISTRY: text})


def test_a_registry_in_a_fixture_is_quiet() -> None:
    assert not stale({"testdata/gizmo.json": registry("gizmo", "2.0.0", ["2.0.0", "2.1.0"])})
