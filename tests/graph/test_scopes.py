"""Where a pin belongs: its build root, its track, and what kind of place it stands in."""

from __future__ import annotations

import pytest

from tests.building import pin as made
from tests.graph.linking import graph, pin
from vercheck.graph import Scope, Standing
from vercheck.graph.scopes import Roots, is_of_tests, standing, table_tracks
from vercheck.model import Pin, Role

# build roots


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("a.bzl", ""),
        ("tools/a.bzl", ""),
        ("builder/MODULE.bazel", "builder"),
        ("builder/deep/er/a.bzl", "builder"),
        ("builder/docs/site/x.json", "builder/docs"),
        ("builders/a.bzl", ""),
    ],
)
def test_the_nearest_folder_with_a_root_marker_is_the_root(path: str, root: str) -> None:
    roots = Roots(["MODULE.bazel", "builder/MODULE.bazel", "builder/docs/.bazelversion", "x/Cargo.toml"])
    assert roots.of(path) == root
    assert roots.folder(path) == root


def test_a_repository_without_markers_has_one_root() -> None:
    assert {Roots(["a/b.bzl"]).of(path) for path in ("a/b.bzl", "x", "a/b/c/d")} == {""}


def test_a_part_of_the_tree_may_have_a_name() -> None:
    roots = Roots(["sub/MODULE.bazel"], (("infra", ("sub/**", "*.tf")), ("late", ("sub/x/**",))))
    assert roots.of("sub/x/a.bzl") == "infra"
    assert roots.of("main.tf") == "infra"
    assert roots.of("other/a.bzl") == ""
    assert roots.folder("sub/x/a.bzl") == "sub"


def test_very_deep_folders_have_a_root() -> None:
    assert Roots(["a/MODULE.bazel"]).of(f"a/{'b/' * 2_000}c.bzl") == "a"


# tracks of tables


def entries(*symbols: str, path: str = "versions.bzl") -> list[Pin]:
    return [
        made("bin:wac", "1.0.0", path=path, line=index + 1, trail=f"{symbol}[wac]")
        for index, symbol in enumerate(symbols)
    ]


def tracks(*symbols: str) -> dict[str, str]:
    return {symbol: track for (_, symbol), track in table_tracks(entries(*symbols)).items()}


@pytest.mark.parametrize(
    ("symbols", "expected"),
    [
        (("TOOL_VERSIONS",), {}),
        (("TOOL_VERSIONS", "P3_TOOL_VERSIONS"), {"P3_TOOL_VERSIONS": "p3"}),
        (
            ("TOOL_VERSIONS", "P3_TOOL_VERSIONS", "OLD_TOOL_VERSIONS"),
            {"P3_TOOL_VERSIONS": "p3", "OLD_TOOL_VERSIONS": "old"},
        ),
        (
            ("STABLE_VERSIONS", "NIGHTLY_VERSIONS"),
            {"STABLE_VERSIONS": "stable", "NIGHTLY_VERSIONS": "nightly"},
        ),
    ],
)
def test_sibling_tables_of_the_same_tools_are_tracks(
    symbols: tuple[str, ...], expected: dict[str, str]
) -> None:
    assert tracks(*symbols) == expected


def test_tables_of_other_tools_or_in_other_files_are_no_tracks() -> None:
    other = made("bin:wkg", "1.0.0", line=9, trail="EXTRA_TOOL_VERSIONS[wkg]")
    assert table_tracks([*entries("TOOL_VERSIONS"), other]) == {}
    assert table_tracks([*entries("TOOL_VERSIONS"), *entries("P3_TOOL_VERSIONS", path="other.bzl")]) == {}


def test_what_only_offers_versions_is_no_rival() -> None:
    offered = made("bin:wac", "1.0.0", line=9, trail="P3_TOOL_VERSIONS[wac]", role=Role.PROVIDES)
    assert table_tracks([*entries("TOOL_VERSIONS"), offered]) == {}


def test_the_scope_of_a_pin_is_its_root_and_its_track() -> None:
    table = 'TOOL_VERSIONS = {"wac": "0.8.0"}\nP3_TOOL_VERSIONS = {"wac": "0.9.0"}\n'
    linked = graph({"sub/MODULE.bazel": "", "sub/versions.bzl": table, "versions.bzl": table})
    assert linked.scope(pin(linked, "sub/versions.bzl", "TOOL_VERSIONS[wac]")) == Scope("sub")
    assert linked.scope(pin(linked, "sub/versions.bzl", "P3_TOOL_VERSIONS[wac]")) == Scope("sub", "p3")
    assert linked.scope(pin(linked, "versions.bzl", "P3_TOOL_VERSIONS[wac]")) == Scope("", "p3")
    assert str(Scope("sub", "p3")) == "sub@p3"
    assert str(Scope("")) == "."


def test_the_track_that_a_file_makes_the_default_is_known() -> None:
    bundles = (
        '{"bundles": {"old": {"tools": {"wac": "0.8.0", "wkg": "0.12.0"}},'
        ' "new": {"tools": {"wac": "0.9.0", "wkg": "0.13.0"}}}, "default_bundle": "new"}\n'
    )
    linked = graph({"bundles.json": bundles})
    assert {(pin.track, linked.is_default_track(pin)) for pin in linked.pins} == {
        ("old", False),
        ("new", True),
    }


# kinds of places


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("versions.bzl", Standing.PRODUCT),
        ("tools/latest/versions.bzl", Standing.PRODUCT),
        ("contest/versions.bzl", Standing.PRODUCT),
        ("requirements.txt", Standing.PRODUCT),
        ("CMakeLists.txt", Standing.PRODUCT),
        ("tools/vendor/vendor_toolchains.bzl", Standing.PRODUCT),
        ("examples/hello/Cargo.toml", Standing.EXAMPLE),
        ("a/sample/MODULE.bazel", Standing.EXAMPLE),
        ("e2e/smoke/MODULE.bazel", Standing.EXAMPLE),
        ("benchmarks/Cargo.toml", Standing.EXAMPLE),
        (".env.example", Standing.EXAMPLE),
        ("testprojects/app/Dockerfile", Standing.FIXTURE),
        ("docker/Dockerfile.template", Standing.PRODUCT),
        ("tests/fixtures/Cargo.toml", Standing.FIXTURE),
        ("a/testdata/x.json", Standing.FIXTURE),
        ("test-crates/pyo3-pure/Cargo.toml", Standing.FIXTURE),
        ("crates/msrv/resolver-1/Cargo.toml", Standing.FIXTURE),
        ("crates/test-cratesy/Cargo.toml", Standing.PRODUCT),
        ("latest-packages/Cargo.toml", Standing.PRODUCT),
        ("third_party/x/BUILD", Standing.VENDORED),
        ("third-party/rust/BUCK", Standing.VENDORED),
        ("vendor/x/Cargo.toml", Standing.VENDORED),
        ("a/node_modules/x/package.json", Standing.VENDORED),
        ("tools/vendor/crate/Cargo.toml", Standing.VENDORED),
        ("vendor/examples/x.bzl", Standing.VENDORED),
        ("docs/versions.bzl", Standing.DOCS),
        ("README.md", Standing.DOCS),
        ("notes.txt", Standing.DOCS),
        ("tests/a.bzl", Standing.TEST),
        ("a/registry_test.bzl", Standing.TEST),
        ("a/test_x.py", Standing.TEST),
    ],
)
def test_what_kind_of_place_a_file_is_in(path: str, kind: Standing) -> None:
    assert standing(path) is kind


def test_a_manifest_from_which_a_build_file_is_generated_is_the_products_own() -> None:
    manifest = '[dependencies]\nserde = "1.0"\n'
    vendored = graph({"third-party/rust/Cargo.toml": manifest})
    generating = graph({"third-party/rust/Cargo.toml": manifest, "third-party/rust/BUCK": ""})
    assert vendored.standing("third-party/rust/Cargo.toml") is Standing.VENDORED
    assert generating.standing("third-party/rust/Cargo.toml") is Standing.PRODUCT
    assert generating.standing("third-party/rust/x/Cargo.toml") is Standing.VENDORED


def test_what_a_registry_of_modules_holds_is_kept_as_it_was_published() -> None:
    entry = graph({"m/gizmo/1.0/MODULE.bazel": "", "m/gizmo/1.0/source.json": "{}"})
    assert entry.standing("m/gizmo/1.0/MODULE.bazel") is Standing.RELEASED
    assert entry.standing("m/gizmo/1.0/patches/a.patch") is Standing.RELEASED
    overlaid = graph(dict.fromkeys(("m/1/MODULE.bazel", "m/1/source.json", "m/1/overlay/MODULE.bazel"), ""))
    assert overlaid.standing("m/1/overlay/BUILD.bazel") is Standing.RELEASED
    assert entry.standing("m/gizmo/metadata.json") is Standing.PRODUCT


def test_a_module_beside_which_no_registry_says_where_it_is_from_is_the_products_own() -> None:
    assert graph({"sub/MODULE.bazel": ""}).standing("sub/MODULE.bazel") is Standing.PRODUCT
    assert graph({"MODULE.bazel": "", "source.json": "{}"}).standing("MODULE.bazel") is Standing.PRODUCT


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("__tests__/data/pyproject.toml", Standing.TEST),
        ("src/__tests__/package.json", Standing.TEST),
        ("pkg/__fixtures__/go.mod", Standing.FIXTURE),
        ("internal/testdata/Dockerfile", Standing.FIXTURE),
        ("tests/data/pyproject.toml", Standing.TEST),
        ("latest/pyproject.toml", Standing.PRODUCT),
        ("fixture-tools/go.mod", Standing.PRODUCT),
        ("tools/test_examples/a/go.mod", Standing.EXAMPLE),
        ("tools/examples-runner/go.mod", Standing.PRODUCT),
    ],
)
def test_folders_that_runners_look_for_tests_in_hold_no_product(path: str, kind: Standing) -> None:
    assert standing(path) is kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("p/src/functionalTestMinSupportedGradle/kotlin/Spec.kt", Standing.TEST),
        ("app/src/androidTest/build.gradle", Standing.TEST),
        ("app/src/test/java/A.java", Standing.TEST),
        ("app/src/contest/A.java", Standing.PRODUCT),
        ("app/src/latest/A.java", Standing.PRODUCT),
        ("app/src/Testing/A.java", Standing.PRODUCT),
        ("test cases/rust/Cargo.toml", Standing.FIXTURE),
        ("test-cases/rust/Cargo.toml", Standing.FIXTURE),
    ],
)
def test_sets_of_sources_and_of_cases_that_are_called_after_tests_are_theirs(
    path: str, kind: Standing
) -> None:
    assert standing(path) is kind


@pytest.mark.parametrize("path", ["e2e/Dockerfile", "web/e2e/package.json", "tests/Dockerfile", "a/it/x.yml"])
def test_a_folder_of_tests_is_where_the_product_runs_them(path: str) -> None:
    assert is_of_tests(path)


@pytest.mark.parametrize(
    "path",
    [
        "Dockerfile",
        "examples/e2e/Dockerfile",
        "e2e/fixtures/package.json",
        "e2e/testdata/x.yml",
        "docs/e2e.md",
    ],
)
def test_what_is_shown_or_tried_out_there_is_not(path: str) -> None:
    assert not is_of_tests(path)
