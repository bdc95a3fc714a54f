"""Versions that a build looks up in a checksum registry of the repository."""

from __future__ import annotations

import pytest

from tests.building import places
from tests.trees import Files, digest, packs, place, registry, said, tree, versions
from vercheck.model import Diagnostic, Severity

REGISTRY = "checksums/tools/gizmo.json"
HAS = registry("gizmo", "2.0.0", ["2.0.0", "1.9.0"])


def missing(files: Files) -> list[Diagnostic]:
    return said("unregistered-version", tree(files))


def severities(files: Files) -> list[tuple[str | None, Severity | None]]:
    return [(found.version, found.severity) for found in missing(files)]


# loud


def test_a_pinned_version_without_an_entry_is_reported_with_what_the_registry_has() -> None:
    (found,) = missing({"versions.bzl": versions(gizmo="2.1.0", cog="1.0.0"), REGISTRY: HAS})
    assert (place(found), found.version, found.severity) == (("versions.bzl", 2), "2.1.0", Severity.ERROR)
    assert f"{REGISTRY} has no entry for it" in found.message
    assert "`2.0.0`, `1.9.0`" in found.message
    assert found.help
    assert {path for path, _ in places(found)} == {"versions.bzl", REGISTRY}


def test_one_version_at_several_places_is_one_finding() -> None:
    files = {
        "versions.bzl": versions(gizmo="2.1.0", cog="1.0.0"),
        "b.bzl": 'GIZMO_VERSION = "v2.1.0"\n',
        REGISTRY: HAS,
    }
    assert len(missing(files)) == 1


def test_each_version_without_an_entry_is_a_finding() -> None:
    files = {
        "versions.bzl": versions(gizmo="2.1.0", cog="1.0.0"),
        "b.bzl": 'GIZMO_VERSION = "2.2.0"\n',
        REGISTRY: HAS,
    }
    assert {found.version for found in missing(files)} == {"2.1.0", "2.2.0"}


def test_one_copy_of_the_registry_that_lacks_it_is_enough() -> None:
    files = {
        "versions.bzl": versions(gizmo="2.1.0", cog="1.0.0"),
        REGISTRY: registry("gizmo", "2.1.0", ["2.1.0"]),
        "embedded/gizmo.json": registry("gizmo", "2.0.0", ["2.0.0"]),
    }
    (found,) = missing(files)
    assert "embedded/gizmo.json" in found.message


TABLE = f"""\
_GIZMO_CHECKSUMS = {{
    "2.0.0": {{"linux": {{"x86_64": "{digest("a")}"}}, "macos": {{"aarch64": "{digest("b")}"}}}},
}}
"""


ASKS = """\
download_gizmo_distribution(
    name = "gizmo_dist",
    version = "{}",
)
"""


def test_a_call_that_asks_for_a_version_that_a_table_in_starlark_lacks_is_reported() -> None:
    files = {
        "toolchains/BUCK": ASKS.format("2.1.0"),
        "prelude/gizmo_distribution.bzl": TABLE,
    }
    (found,) = missing(files)
    assert place(found) == ("toolchains/BUCK", 3)
    assert "prelude/gizmo_distribution.bzl" in found.message


BUNDLES = """\
{{
  "default_bundle": "stable",
  "bundles": {{
    "stable": {{"tools": {{"gizmo": "{stable}", "cog": "1.0.0"}}}},
    "edge": {{"tools": {{"gizmo": "{edge}", "cog": "1.0.0"}}}}
  }}
}}
"""


def test_the_default_bundle_is_an_error_and_another_one_a_warning() -> None:
    files = {"bundles.json": BUNDLES.format(stable="2.1.0", edge="2.2.0"), REGISTRY: HAS}
    assert severities(files) == [("2.1.0", Severity.ERROR), ("2.2.0", Severity.WARNING)]


def test_a_test_that_asks_for_it_is_a_warning() -> None:
    files = {"tests/versions.bzl": versions(gizmo="2.1.0", cog="1.0.0"), REGISTRY: HAS}
    assert severities(files) == [("2.1.0", Severity.WARNING)]


FOUR = versions(gizmo="2.0.0", cog="1.0.0", lever="3.0.0", pulley="4.0.0")
THREE_REGISTRIES = {
    REGISTRY: HAS,
    "checksums/tools/cog.json": registry("cog", "1.0.0", ["1.0.0"]),
    "checksums/tools/lever.json": registry("lever", "3.0.0", ["3.0.0"]),
}


def test_a_tool_without_a_registry_among_tools_that_have_one_is_a_warning() -> None:
    (found,) = missing({"versions.bzl": FOUR, **THREE_REGISTRIES})
    assert (place(found), found.tool, found.severity) == (("versions.bzl", 5), "pulley", Severity.WARNING)
    assert "has no checksum registry" in found.message


def test_a_registry_of_almost_the_same_name_is_named() -> None:
    near = {"checksums/tools/pulley-cli.json": registry("pulley-cli", "4.0.0", ["4.0.0"])}
    (found,) = missing({"versions.bzl": FOUR, **THREE_REGISTRIES, **near})
    assert "checksums/tools/pulley-cli.json is named almost like it" in found.message


# quiet


def test_an_image_brings_its_program_and_needs_no_entry() -> None:
    files = {
        "Dockerfile": "FROM hadolint/hadolint:v2.10.0\n",
        "checksums/tools/hadolint.json": registry("hadolint", "2.12.0", ["2.12.0"]),
    }
    assert not said("unregistered-version", tree(files, knowledge=packs()))


@pytest.mark.parametrize("version", ["2.0.0", "v2.0.0", "1.9.0"])
def test_a_version_with_an_entry_is_quiet_even_where_it_is_not_the_latest(version: str) -> None:
    assert not missing({"versions.bzl": versions(gizmo=version, cog="1.0.0"), REGISTRY: HAS})


def test_a_tool_without_any_registry_is_quiet() -> None:
    assert not missing({"versions.bzl": versions(gizmo="2.0.0", cog="1.0.0"), REGISTRY: HAS})


def test_a_crate_of_the_tools_name_is_not_fetched_through_the_registry() -> None:
    manifest = '[package]\nname = "app"\nversion = "0.1.0"\n\n[dependencies]\ngizmo = "=0.4.0"\n'
    assert not missing({"Cargo.toml": manifest, REGISTRY: HAS})


def test_a_workflow_installs_what_it_needs_by_itself() -> None:
    workflow = "env:\n  GIZMO_VERSION: 2.1.0\njobs:\n  a:\n    steps:\n      - run: make\n"
    assert not missing({".github/workflows/ci.yml": workflow, REGISTRY: HAS})


def test_a_version_that_is_built_from_a_git_tag_is_quiet() -> None:
    remote = "https://github.com/acme/gizmo.git"
    text = f'git_repository(\n    name = "gizmo",\n    remote = "{remote}",\n    tag = "v2.1.0",\n)\n'
    assert not missing({"WORKSPACE": text, REGISTRY: HAS})


def test_another_build_root_has_its_own_ways() -> None:
    files = {"sub/MODULE.bazel": "", "sub/versions.bzl": versions(gizmo="2.1.0", cog="1.0.0"), REGISTRY: HAS}
    assert not missing(files)


@pytest.mark.parametrize("folder", ["examples", "docs", "vendor/x", "fixtures"])
def test_pins_outside_the_product_are_quiet(folder: str) -> None:
    assert not missing({f"{folder}/versions.bzl": versions(gizmo="2.1.0", cog="1.0.0"), REGISTRY: HAS})


def test_a_registry_without_a_single_digest_is_no_place_to_fetch_from() -> None:
    listed = registry("gizmo", "2.0.0", {"2.0.0": (), "1.9.0": ()})
    assert not missing({"versions.bzl": versions(gizmo="2.1.0", cog="1.0.0"), REGISTRY: listed})


def test_a_registry_in_a_fixture_is_no_registry() -> None:
    files = {"versions.bzl": versions(gizmo="2.1.0", cog="1.0.0"), "testdata/gizmo.json": HAS}
    assert not missing(files)


def test_a_table_in_starlark_that_has_the_version_is_quiet() -> None:
    files = {
        "toolchains/BUCK": ASKS.format("2.0.0"),
        "prelude/gizmo_distribution.bzl": TABLE,
    }
    assert not missing(files)


def test_two_registries_are_no_habit() -> None:
    files = {"versions.bzl": FOUR, **THREE_REGISTRIES}
    del files["checksums/tools/lever.json"]
    assert not missing(files)


def test_where_most_tools_of_a_table_have_no_registry_none_is_missed() -> None:
    table = versions(gizmo="2.0.0", cog="1.0.0", lever="3.0.0", pulley="4.0.0", axle="5.0.0", wedge="6.0.0")
    assert not missing({"versions.bzl": table, **THREE_REGISTRIES})


def test_a_full_set_of_registries_is_quiet() -> None:
    pulley = {"checksums/tools/pulley.json": registry("pulley", "4.0.0", ["4.0.0"])}
    assert not missing({"versions.bzl": FOUR, **THREE_REGISTRIES, **pulley})


MAPPED = """\
GIZMO_CHECKSUMS = {{
    "3.11.9": {{"linux_amd64": "{}"}},
    "3.12.4": {{"linux_amd64": "{}"}},
}}
MINOR_MAPPING = {{"3.11": "{}"}}
"""


def mapped(asked: str, to: str, path: str = "use.bzl") -> list[Diagnostic]:
    table = MAPPED.format(digest("a"), digest("b"), to)
    return missing({"versions.bzl": table, path: f'GIZMO_VERSION = "{asked}"\n'})


def test_a_series_that_a_table_maps_to_an_entry_has_one() -> None:
    assert not mapped("3.11", "3.11.9")


def test_a_series_that_is_mapped_to_no_entry_has_none() -> None:
    (found,) = mapped("3.11", "3.11.8")
    assert (place(found), found.severity) == (("use.bzl", 1), Severity.ERROR)
    (other,) = mapped("3.12", "3.11.9")
    assert (place(other), other.severity) == (("use.bzl", 1), Severity.ERROR)


def test_of_many_entries_those_that_are_nearest_to_what_is_asked_for_are_named() -> None:
    many = registry("gizmo", "3.14.2", ["3.14.2", "3.14.1", "3.13.1", "3.12.2", "3.12.1", "3.11.9", "3.11.8"])
    (found,) = missing({"versions.bzl": versions(gizmo="3.11.2", cog="1.0.0"), REGISTRY: many})
    assert "(it has `3.11.9`, `3.11.8`, `3.14.2`, `3.14.1`, `3.13.1`)" in found.message
    few = registry("gizmo", "3.14.2", ["3.14.2", "3.11.9"])
    (found,) = missing({"versions.bzl": versions(gizmo="3.11.2", cog="1.0.0"), REGISTRY: few})
    assert "(it has `3.14.2`, `3.11.9`)" in found.message


def test_a_version_of_another_form_in_a_test_is_any_version() -> None:
    assert not mapped("3.13", "3.11.9", "tests/use.bzl")
    assert [found.severity for found in mapped("3.13.1", "3.11.9", "tests/use.bzl")] == [Severity.WARNING]


def test_a_version_that_nobody_has_set_needs_no_entry() -> None:
    assert not mapped("0.0", "3.11.9")
