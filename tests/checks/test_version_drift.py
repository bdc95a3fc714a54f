"""Pins of one tool that must agree: which differences are findings, and which are choices."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import Fact, crate, facts, findings, pin, places, reference, shuffled
from tests.trees import packs, place, said, tree
from vercheck.checks.version_drift import CHECK
from vercheck.graph import Knowledge, Policy
from vercheck.model import Address, Applicability, Diagnostic, Digest, Role, Severity, Value
from vercheck.model import Floating as Newest

CHANNEL = "toolchain:rust"


constant = partial(pin, "bin:gizmo")


def of(
    *pins: Fact,
    knowledge: Knowledge | None = None,
    policy: Policy | None = None,
    roots: Sequence[str] = (),
) -> list[Diagnostic]:
    return findings(CHECK.run, facts(*pins, knowledge=knowledge, policy=policy, roots=roots))


# loud


def test_two_places_that_select_different_versions_are_one_finding_that_names_both() -> None:
    (found,) = of(constant("2.1.0", line=4), constant("2.2.0", path="MODULE.bazel", line=7))
    assert places(found) == {("versions.bzl", 4), ("MODULE.bazel", 7)}
    assert "`2.1.0` here" in found.message
    assert "`2.2.0` in MODULE.bazel:7" in found.message
    assert (found.tool, found.version, found.severity) == ("gizmo", "2.1.0", Severity.ERROR)


def test_the_rarest_version_is_the_primary_place() -> None:
    (found,) = of(constant("2.2.0"), constant("2.2.0", path="b.bzl"), constant("2.1.0", path="c.bzl", line=3))
    assert place(found) == ("c.bzl", 3)


def test_each_version_of_three_is_named() -> None:
    (found,) = of(constant("26"), constant("27", path="MODULE.bazel", line=2), constant("29", path="x.bzl"))
    assert {found.version, *(label.version for label in found.related)} == {"26", "27", "29"}


def test_every_place_that_is_behind_is_named() -> None:
    (found,) = of(
        *(constant("2.2.0", path=f"{name}.bzl") for name in "abc"),
        constant("2.1.0", path="d.bzl"),
        constant("2.1.0", path="e.bzl"),
    )
    assert {("d.bzl", 1), ("e.bzl", 1)} <= places(found)


def test_a_short_version_of_another_series_differs() -> None:
    assert of(constant("1.89"), constant("1.90.0", path="b.bzl"))


def test_one_program_under_two_kinds_of_artifact_is_compared_where_a_pack_ties_them() -> None:
    (found,) = of(
        pin("toolchain:bazel", "8.2.1", path=".bazelversion"),
        pin("nix:bazel", "7.6.0", path="flake.nix", line=9),
        knowledge=packs(),
    )
    assert places(found) == {(".bazelversion", 1), ("flake.nix", 9)}


def test_another_build_root_of_the_repository_is_a_warning() -> None:
    (found,) = of(
        constant("2.2.0", path="MODULE.bazel"),
        constant("2.1.0", path="tools/builder/MODULE.bazel"),
        roots=["", "tools/builder"],
    )
    assert found.severity is Severity.WARNING
    assert "in its own build root `tools/builder`" in found.message
    assert place(found) == ("tools/builder/MODULE.bazel", 1)


def test_a_default_that_nobody_selects_any_more_is_a_warning() -> None:
    (found,) = of(constant("2.1.0", path="ext.bzl", is_default=True), constant("2.2.0"))
    assert (place(found), found.severity) == (("ext.bzl", 1), Severity.WARNING)


def test_two_defaults_that_differ_are_a_warning() -> None:
    (found,) = of(
        constant("2.1.0", path="a.bzl", is_default=True), constant("2.2.0", path="b.bzl", is_default=True)
    )
    assert found.severity is Severity.WARNING


def test_the_authority_is_right_and_its_fix_is_safe() -> None:
    policy = Policy(authorities=(("gizmo", Address("versions.bzl", "TOOL_VERSIONS")),))
    (found,) = of(
        constant("2.1.0", trail="TOOL_VERSIONS[gizmo]"),
        constant("2.2.0", path="b.bzl"),
        constant("v2.2.0", path="c.bzl"),
        policy=policy,
    )
    assert (place(found), found.expected) == (("b.bzl", 1), "2.1.0")
    assert found.fix is not None
    assert found.fix.applicability is Applicability.SAFE
    assert [(edit.location.path, edit.old, edit.new) for edit in found.fix.edits] == [
        ("b.bzl", "2.2.0", "2.1.0"),
        ("c.bzl", "v2.2.0", "v2.1.0"),
    ]


def test_a_digest_beside_a_version_holds_the_fix_back() -> None:
    policy = Policy(authorities=(("*", Address("versions.bzl", "")),))
    (found,) = of(
        constant("2.1.0"),
        constant("2.2.0", path="b.bzl", digests=[Digest("sha256", "ab" * 32)]),
        policy=policy,
    )
    assert found.fix is not None
    assert "b.bzl:1" in found.fix.lacks[0]
    assert "`2.2.0`" in found.fix.lacks[0]


def test_without_an_authority_nobody_picks_a_side() -> None:
    (found,) = of(constant("2.1.0"), constant("2.2.0", path="b.bzl"))
    assert (found.fix, found.expected) == (None, None)
    assert found.help is not None
    assert "vercheck fix --tool gizmo" in found.help


def test_an_authority_that_names_two_versions_is_none() -> None:
    policy = Policy(authorities=(("gizmo", Address("versions.bzl", "")),))
    (found,) = of(constant("2.1.0"), constant("2.2.0", line=2), policy=policy)
    assert found.fix is None


MSRV_JOB = """\
jobs:
  minimum:
    strategy:
      matrix:
        rust:
          - stable
          - {} # MSRV
    steps:
      - uses: dtolnay/rust-toolchain@master
        with:
          toolchain: ${{{{ matrix.rust }}}}
"""


def package(minimum: str) -> str:
    return f'[package]\nname = "app"\nversion = "0.1.0"\nrust-version = "{minimum}"\n'


def test_a_job_that_tests_another_minimum_than_the_declared_one_is_reported() -> None:
    files = {"Cargo.toml": package("1.80"), ".github/workflows/ci.yml": MSRV_JOB.format("1.82.0")}
    (found,) = said("version-drift", tree(files, knowledge=packs()))
    assert (place(found), found.severity) == ((".github/workflows/ci.yml", 7), Severity.ERROR)
    assert (found.version, found.expected) == ("1.82.0", "1.80")
    assert places(found) == {(".github/workflows/ci.yml", 7), ("Cargo.toml", 4)}


def test_lints_that_assume_another_minimum_than_the_declared_one_are_a_warning() -> None:
    (found,) = said(
        "version-drift",
        tree({"Cargo.toml": package("1.80"), "clippy.toml": 'msrv = "1.75"\n'}, knowledge=packs()),
    )
    assert (place(found), found.severity) == (("clippy.toml", 1), Severity.WARNING)


def test_the_minimum_of_a_mirrored_manifest_that_fell_behind_is_a_warning() -> None:
    files = {
        "Cargo.toml": package("1.80"),
        "third-party/Cargo.toml": package("1.70"),
        "third-party/BUCK": "",
    }
    (found,) = said("version-drift", tree(files, knowledge=packs()))
    assert (place(found), found.severity) == (("third-party/Cargo.toml", 4), Severity.WARNING)


WORKSPACE = '[workspace]\nmembers = ["a"]\n\n[workspace.dependencies]\nquux = "{}"\n'
MEMBER = '[package]\nname = "a"\nversion = "0.1.0"\n\n[dependencies]\nquux = {}\n'


def test_a_member_that_repeats_a_workspace_dependency_at_another_version_is_reported() -> None:
    files = {"Cargo.toml": WORKSPACE.format("1.4"), "a/Cargo.toml": MEMBER.format('"2.0"')}
    (found,) = said("version-drift", tree(files))
    assert (place(found), found.severity) == (("a/Cargo.toml", 6), Severity.ERROR)
    assert found.message == "`quux` is `2.0` here but `1.4` in Cargo.toml:5"


def test_members_of_one_lock_that_exclude_each_other_are_a_warning_at_the_one_that_is_alone() -> None:
    files = {
        "Cargo.lock": "version = 4\n",
        **{f"{name}/Cargo.toml": MEMBER.format('"0.27"') for name in "ab"},
        "c/Cargo.toml": MEMBER.format('"0.25"'),
    }
    (found,) = said("version-drift", tree(files))
    assert (place(found), found.severity) == (("c/Cargo.toml", 6), Severity.WARNING)
    assert found.message == (
        "`quux` is `0.25` here but `0.27` in a/Cargo.toml:6; both are built, and their types do not mix"
    )


@pytest.mark.parametrize(
    "other",
    ['"0.27.3"', '">=0.25"', '"*"', '{ path = "../quux" }', '{ version = "0.25", package = "quux-old" }'],
)
def test_members_of_one_lock_that_one_version_satisfies_are_quiet(other: str) -> None:
    files = {
        "Cargo.lock": "version = 4\n",
        "a/Cargo.toml": MEMBER.format('"0.27"'),
        "b/Cargo.toml": MEMBER.format(other),
    }
    assert not said("version-drift", tree(files))


def test_members_with_locks_of_their_own_are_quiet() -> None:
    files = {
        "a/Cargo.lock": "version = 4\n",
        "a/Cargo.toml": MEMBER.format('"0.27"'),
        "b/Cargo.lock": "version = 4\n",
        "b/Cargo.toml": MEMBER.format('"0.25"'),
    }
    assert not said("version-drift", tree(files))


def test_members_that_name_different_prereleases_of_one_release_are_a_warning() -> None:
    files = {
        "a/Cargo.toml": MEMBER.format('"3.0.0-rc.1"'),
        "b/Cargo.toml": MEMBER.format('"3.0.0-rc.2"').replace('"a"', '"b"'),
    }
    (found,) = said("version-drift", tree(files))
    assert found.severity is Severity.WARNING
    assert places(found) == {("a/Cargo.toml", 6), ("b/Cargo.toml", 6)}


def test_jobs_that_install_different_versions_of_a_tool_are_a_warning() -> None:
    jobs = [
        constant(version, path=f".github/workflows/{name}.yml")
        for name, version in (("test", "2.1.0"), ("release", "2.2.0"))
    ]
    assert [found.severity for found in of(*jobs)] == [Severity.WARNING]
    assert [found.severity for found in of(*jobs, constant("2.1.0"))] == [Severity.ERROR]


@pytest.mark.parametrize(
    ("supported", "severity"),
    [(">=3.10", Severity.WARNING), (">=3.12", Severity.ERROR), (None, Severity.ERROR)],
)
def test_two_pythons_that_the_project_supports_are_a_warning(
    supported: str | None, severity: Severity
) -> None:
    files = {
        "MODULE.bazel": 'python = use_extension("@rules_python//python/extensions:python.bzl", "python")\n'
        'python.toolchain(python_version = "3.10")\n',
        "flake.nix": "{ outputs = { nixpkgs, ... }: { shell = nixpkgs.python312; }; }",
    }
    if supported is not None:
        files["pyproject.toml"] = f'[project]\nname = "app"\nrequires-python = "{supported}"\n'
    found = said("version-drift", tree(files, knowledge=packs()))
    assert [item.severity for item in found if item.tool == "python"] == [severity]


@pytest.mark.parametrize(
    ("image", "files"),
    [
        ("rust:1.75-slim", {"rust-toolchain.toml": '[toolchain]\nchannel = "1.80.0"\n'}),
        ("node:18-alpine", {".nvmrc": "20.1.0\n"}),
        ("golangci/golangci-lint:v1.59.1", {".golangci-version.env": "GOLANGCI_LINT_VERSION=v1.58.0\n"}),
    ],
)
def test_an_image_with_another_compiler_than_the_build_has_is_a_warning(
    image: str, files: dict[str, str]
) -> None:
    found = said("version-drift", tree({"Dockerfile": f"FROM {image}\n", **files}, knowledge=packs()))
    assert [item.severity for item in found] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("image", "files"),
    [
        ("rust:1.80-slim", {"rust-toolchain.toml": '[toolchain]\nchannel = "1.80.0"\n'}),
        ("acme/node:7", {".nvmrc": "20.1.0\n"}),
        ("mcr.microsoft.com/playwright/python:v1.47.0-jammy", {".python-version": "3.12\n"}),
        ("rust:alpine", {"rust-toolchain.toml": '[toolchain]\nchannel = "1.80.0"\n'}),
    ],
)
def test_an_image_with_that_compiler_or_without_one_is_quiet(image: str, files: dict[str, str]) -> None:
    assert not said("version-drift", tree({"Dockerfile": f"FROM {image}\n", **files}, knowledge=packs()))


# quiet


def test_the_image_of_a_service_with_a_manifest_of_its_own_is_held_against_nothing_else() -> None:
    files = {
        ".python-version": "3.12\n",
        "services/old/pyproject.toml": '[project]\nname = "old"\nrequires-python = ">=3.9,<3.10"\n',
        "services/old/Dockerfile": "FROM python:3.9.21-slim\n",
    }
    assert not said("version-drift", tree(files, knowledge=packs()))


def test_equal_versions_are_quiet() -> None:
    assert not of(constant("2.1.0"), constant("2.1.0", path="b.bzl"))


@pytest.mark.parametrize("spelling", ["v2.1.0", "2.1", "gizmo-2.1.0", "2.1.0+build5"])
def test_another_spelling_of_one_version_is_quiet(spelling: str) -> None:
    assert not of(constant("2.1.0"), constant(spelling, path="b.bzl"))


def test_a_short_version_agrees_with_a_precise_one_whatever_comes_first() -> None:
    assert not of(constant("1.90"), constant("1.90.0", path="b.bzl"))
    assert not of(constant("1.90.0"), constant("1.90", path="b.bzl"))


def test_a_reference_is_not_a_second_pin() -> None:
    literal = constant("2.1.0")
    assert not of(literal, reference("bin:gizmo", literal))


@pytest.mark.parametrize("role", [Role.PROVIDES, Role.RESOLVES, Role.MENTIONS])
def test_a_version_that_nobody_selects_is_quiet(role: Role) -> None:
    assert not of(constant("2.1.0"), constant("1.0.0", path="b.json", role=role))


@pytest.mark.parametrize(
    "path",
    ["examples/a/deps.bzl", "fixtures/x.bzl", "vendor/gizmo/deps.bzl", "tests/integration/deps.bzl"],
)
def test_places_that_are_not_the_products_own_are_quiet(path: str) -> None:
    assert not of(constant("2.1.0"), constant("1.0.0", path=path))


def test_a_bundle_beside_the_main_versions_is_quiet() -> None:
    assert not of(constant("2.1.0"), constant("1.9.0", track="stable-2025", line=2))


def test_tables_of_two_tracks_in_one_file_are_quiet() -> None:
    assert not of(
        constant("29", trail="TOOL_VERSIONS[gizmo]"),
        constant("32", trail="EDGE_TOOL_VERSIONS[gizmo]", line=8),
    )


@pytest.mark.parametrize("value", [Newest("stable"), Newest("nightly")])
def test_a_channel_does_not_contradict_a_pin(value: Value) -> None:
    assert not of(pin(CHANNEL, "1.88.0"), pin(CHANNEL, "stable", path="rust-toolchain", value=value))


def test_a_range_is_no_choice() -> None:
    assert not of(constant("2.1.0"), constant("3.0", path="Cargo.toml", role=Role.REQUIRES))


def test_a_program_and_a_crate_of_its_name_are_not_compared() -> None:
    assert not of(constant("2.1.0"), crate("gizmo", "=0.4.0"))


def test_two_package_indexes_are_not_compared() -> None:
    assert not of(pin("npm:gizmo", "1.0.0", path="package.json"), pin("pypi:gizmo", "2.0.0", path="req.txt"))


def test_a_default_that_equals_what_is_selected_is_quiet() -> None:
    assert not of(constant("2.1.0", path="ext.bzl", is_default=True), constant("2.1.0"))


def test_other_build_roots_may_differ_among_each_other() -> None:
    assert not of(
        constant("2.1.0", path="a/MODULE.bazel"), constant("2.2.0", path="b/MODULE.bazel"), roots=["a", "b"]
    )


def test_a_default_of_another_build_root_is_quiet() -> None:
    assert not of(
        constant("2.2.0", path="MODULE.bazel"),
        constant("2.1.0", path="sub/x.bzl", is_default=True),
        roots=["", "sub"],
    )


def test_two_commits_have_no_order_and_are_quiet() -> None:
    assert not of(constant("8efe79651aa0"), constant("52a02917b301", path="b.bzl"))


def test_a_job_that_tests_the_declared_minimum_is_quiet() -> None:
    files = {"Cargo.toml": package("1.80"), ".github/workflows/ci.yml": MSRV_JOB.format("1.80.0")}
    assert not said("version-drift", tree(files, knowledge=packs()))


def test_a_job_below_the_declared_minimum_is_another_check() -> None:
    files = {"Cargo.toml": package("1.80"), ".github/workflows/ci.yml": MSRV_JOB.format("1.78.0")}
    assert not said("version-drift", tree(files, knowledge=packs()))


def test_lints_that_assume_the_declared_minimum_more_precisely_are_quiet() -> None:
    files = {"Cargo.toml": package("1.80"), "clippy.toml": 'msrv = "1.80.0"\n'}
    assert not said("version-drift", tree(files, knowledge=packs()))


def test_a_minimum_below_the_compiler_that_is_used_is_quiet() -> None:
    files = {"Cargo.toml": package("1.70"), "rust-toolchain.toml": '[toolchain]\nchannel = "1.88.0"\n'}
    assert not said("version-drift", tree(files, knowledge=packs()))


@pytest.mark.parametrize("dependency", ["{ workspace = true }", '"1.4.2"', '{ path = "../quux" }'])
def test_a_member_that_inherits_or_fits_is_quiet(dependency: str) -> None:
    files = {"Cargo.toml": WORKSPACE.format("1.4"), "a/Cargo.toml": MEMBER.format(dependency)}
    assert not said("version-drift", tree(files))


def test_a_member_that_takes_an_older_release_under_a_name_of_its_own_is_quiet() -> None:
    member = MEMBER.format('"1.4"') + 'quux0 = { version = "0.9", package = "quux" }\n'
    assert not said("version-drift", tree({"Cargo.toml": WORKSPACE.format("1.4"), "a/Cargo.toml": member}))


def test_manifests_without_a_common_workspace_may_differ() -> None:
    files = {"a/Cargo.toml": MEMBER.format('"1.4"'), "b/Cargo.toml": MEMBER.format('"2.0"')}
    assert not said("version-drift", tree(files))


def test_a_package_below_with_a_lock_of_its_own_is_no_member() -> None:
    files = {"Cargo.toml": WORKSPACE.format("1.4"), "Cargo.lock": "version = 4\n"}
    below = {"apart/Cargo.toml": MEMBER.format('"2.0"')}
    assert said("version-drift", tree(files | below))
    assert not said("version-drift", tree(files | below | {"apart/Cargo.lock": "version = 4\n"}))


# properties

SITES = (
    constant("2.1.0"),
    constant("2.2.0", path="b.bzl"),
    constant("2.2", path="c.bzl"),
    constant("2.3.0", path="d.bzl", is_default=True),
    constant("2.0.0", path="sub/MODULE.bazel"),
)


@given(st.permutations(range(len(SITES))))
def test_the_order_of_the_files_does_not_matter(order: list[int]) -> None:
    assert of(*shuffled(SITES, order), roots=["", "sub"]) == of(*SITES, roots=["", "sub"])


@given(st.lists(st.integers(0, 3), min_size=1, max_size=8))
def test_there_is_a_finding_exactly_where_two_versions_differ(minors: list[int]) -> None:
    found = of(*(constant(f"1.{minor}.0", line=line) for line, minor in enumerate(minors, start=1)))
    assert bool(found) == (len(set(minors)) > 1)


LOCK = 'version = 4\n\n[[package]]\nname = "wasm-bindgen"\nversion = "{}"\nsource = "registry+x"\n'
INSTALL = "FROM rust:1.85\nRUN cargo install wasm-bindgen-cli --version {}\n"


def test_programs_of_projects_that_are_locked_apart_are_quiet() -> None:
    files = {
        "a/Cargo.lock": LOCK.format("0.2.100"),
        "a/Dockerfile": INSTALL.format("0.2.100"),
        "b/Cargo.lock": LOCK.format("0.2.95"),
        "b/Dockerfile": INSTALL.format("0.2.95"),
    }
    known = packs()
    assert not said("version-drift", tree(files, knowledge=known))
    assert not said("companion-mismatch", tree(files, knowledge=known))
    (swapped,) = said(
        "companion-mismatch", tree({**files, "b/Dockerfile": INSTALL.format("0.2.100")}, knowledge=known)
    )
    assert (swapped.location.path, swapped.related[0].location.path) == ("b/Dockerfile", "b/Cargo.lock")


def test_programs_without_a_lock_of_their_own_must_agree() -> None:
    files = {"a/Dockerfile": INSTALL.format("0.2.100"), "b/Dockerfile": INSTALL.format("0.2.95")}
    (found,) = said("version-drift", tree(files, knowledge=packs()))
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize(("variables", "severity"), [("step", Severity.WARNING), ("", Severity.ERROR)])
def test_a_step_that_overrules_the_file_is_a_warning(variables: str, severity: Severity) -> None:
    name = "USE_BAZEL_VERSION" if variables else "BAZEL_VERSION"
    job = f"jobs:\n  a:\n    steps:\n      - run: bazel test\n        env:\n          {name}: 7.4.1\n"
    files = {".bazelversion": "8.2.1\n", ".github/workflows/ci.yml": job}
    (found,) = said("version-drift", tree(files, knowledge=packs()))
    assert found.severity is severity


# several in one job


def jobs(*versions: str, job: str = "build") -> str:
    steps = "".join(
        f"      - uses: actions/setup-python@v5\n        with:\n          python-version: '{version}'\n"
        for version in versions
    )
    return f"jobs:\n  {job}:\n    steps:\n{steps}"


def in_tree(**files: str) -> list[Diagnostic]:
    paths = {"ci": ".github/workflows/ci.yml", "other": ".github/workflows/b.yml", "file": ".python-version"}
    given = {paths.get(name, f"{name}.nix"): text for name, text in files.items()}
    return findings(CHECK.run, tree(given, knowledge=packs()))


def test_what_one_job_sets_up_at_several_versions_is_meant() -> None:
    assert not in_tree(ci=jobs("3.10.11", "3.12.10", "3.13.1"))


def test_a_place_outside_of_such_a_job_that_has_one_of_its_versions_agrees() -> None:
    assert not in_tree(ci=jobs("3.10.11", "3.12.10"), file="3.12.10\n")


def test_a_place_outside_of_such_a_job_that_has_none_of_its_versions_is_told() -> None:
    (found,) = in_tree(ci=jobs("3.10.11", "3.12.10"), file="3.9.1\n")
    assert {label.version for label in found.related} | {found.version} == {"3.9.1", "3.12.10"}


def test_jobs_that_each_set_up_one_version_are_held_against_each_other() -> None:
    assert in_tree(ci=jobs("3.10.11"), other=jobs("3.12.10"))


def test_another_program_for_a_language_is_another_tool() -> None:
    assert not in_tree(ci=jobs("3.12.10"), other=jobs("pypy-3.11"))


def test_two_places_with_another_program_for_a_language_are_held_against_each_other() -> None:
    (found,) = in_tree(ci=jobs("pypy-3.10"), other=jobs("pypy-3.11"))
    assert found.tool == "pypy"


def test_the_help_offers_what_a_name_of_a_package_set_means() -> None:
    (found,) = in_tree(file="3.10\n", shell="{ pkgs }: pkgs.mkShell { packages = [ pkgs.python312 ]; }\n")
    assert found.help is not None
    assert "--to 3.10` or `--to 3.12`" in found.help


def test_the_help_offers_no_name_that_is_short_for_a_version() -> None:
    given = tree(
        {
            "shell.nix": "{ pkgs }: pkgs.mkShell { packages = [ pkgs.gizmo_0_0_4080 ]; }\n",
            "versions.bzl": 'TOOL_VERSIONS = {"gizmo": "v0.0-3622-g07b310a3"}\n',
        }
    )
    (found,) = findings(CHECK.run, given)
    assert found.help is not None
    assert "--to v0.0-3622-g07b310a3`, or set" in found.help
