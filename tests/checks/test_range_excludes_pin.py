"""Requirements against what is selected: only where both speak about one thing."""

from __future__ import annotations

import pytest

from tests import building
from tests.building import crate, facts, pin
from vercheck.checks.range_excludes_pin import CHECK
from vercheck.model import Diagnostic, Pin, Range, Role, Severity
from vercheck.versions import parse_requirement


def needs(artifact: str, text: str, scheme: str = "npm", path: str = "package.json", line: int = 1) -> Pin:
    value = Range(parse_requirement(text, scheme))
    return pin(artifact, text, path=path, line=line, role=Role.REQUIRES, value=value, trail=f"needs.{line}")


def findings(*pins: Pin, roots: tuple[str, ...] = ()) -> list[Diagnostic]:
    return building.findings(CHECK.run, facts(*pins, roots=roots))


def patch(name: str, tag: str, *, path: str = "Cargo.toml", repository: str = "") -> Pin:
    names = (f"github:acme/{repository or name}", repository or name)
    return pin(f"cargo:{name}", tag, path=path, line=9, trail=f"patch.crates-io.{name}", names=names)


# loud


def test_a_requirement_that_the_selected_version_does_not_meet_names_both_places() -> None:
    (found,) = findings(
        needs("toolchain:node", "^18"), pin("toolchain:node", "20.1.0", path=".nvmrc", line=1)
    )
    assert found.message == "`toolchain:node` must be `^18` here but .nvmrc:1 selects `20.1.0`"
    assert building.places(found) == {("package.json", 1), (".nvmrc", 1)}
    assert CHECK.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("artifact", "text", "scheme", "selected"),
    [
        ("toolchain:bazel", ">=7.0.0", "generic", "6.5.0"),
        ("toolchain:python", ">=3.11,<3.13", "pep440", "3.13"),
        ("toolchain:node", "^20.10", "npm", "22"),
        ("bin:buf", "~1.30", "npm", "1.31.0"),
    ],
)
def test_schemes_of_requirements_are_respected(artifact: str, text: str, scheme: str, selected: str) -> None:
    assert findings(needs(artifact, text, scheme), pin(artifact, selected, path="versions.bzl"))


def test_a_python_requirement_and_an_exact_one_beside_it_contradict() -> None:
    assert findings(
        needs("pypi:requests", ">=2.31", "pep440", "api/pyproject.toml"),
        pin("pypi:requests", "2.28.0", path="api/requirements.txt"),
    )


def test_a_patch_that_a_members_requirement_does_not_admit_is_reported() -> None:
    (found,) = findings(crate("rand", "0.9", path="a/Cargo.toml"), patch("rand", "v0.8.5"))
    assert found.location.path == "a/Cargo.toml"


def test_all_selected_versions_that_do_not_fit_are_named() -> None:
    (found,) = findings(
        needs("toolchain:node", "^18"),
        pin("toolchain:node", "20.0.0", path=".nvmrc"),
        pin("toolchain:node", "22.0.0", path="Dockerfile"),
    )
    assert {label.version for label in found.related} == {"20.0.0", "22.0.0"}


def test_a_range_that_a_job_asks_for_is_a_warning() -> None:
    (found,) = findings(
        needs("bin:deno", "v1.x", path=".github/workflows/publish.yml"), pin("bin:deno", "2.2.12")
    )
    assert found.severity is Severity.WARNING


# quiet


def test_a_toolchain_that_is_older_than_a_manifest_asks_for_is_another_check() -> None:
    assert not findings(needs("toolchain:node", ">=20"), pin("toolchain:node", "18.19.0", path=".nvmrc"))


def test_a_conda_environment_brings_its_own_runtime() -> None:
    assert not findings(
        needs("toolchain:node", ">=18,<22.5", "pep440", path="environment.yml"),
        pin("toolchain:node", "24", path=".github/workflows/ci.yml"),
    )


@pytest.mark.parametrize("selected", ["20.10.0", "v20.11.1", "20", "20.10", "22"])
def test_a_version_that_is_or_may_be_admitted_is_quiet(selected: str) -> None:
    assert not findings(needs("toolchain:node", ">=20.10"), pin("toolchain:node", selected, path=".nvmrc"))


def test_two_selected_versions_of_which_one_fits_are_left_to_version_drift() -> None:
    assert not findings(
        needs("toolchain:node", ">=20"),
        pin("toolchain:node", "18.0.0", path=".nvmrc"),
        pin("toolchain:node", "20.1.0", path="Dockerfile"),
    )


def test_another_build_root_selects_for_itself() -> None:
    assert not findings(
        needs("toolchain:bazel", ">=7", "generic", "MODULE.bazel"),
        pin("toolchain:bazel", "6.5.0", path="sub/.bazelversion"),
        roots=("", "sub"),
    )


def test_packages_in_other_folders_have_environments_of_their_own() -> None:
    assert not findings(
        needs("npm:react", "^18", path="web/package.json"),
        pin("npm:react", "17.0.2", path="legacy/package.json"),
    )
    assert not findings(
        needs("pypi:requests", ">=2.31", "pep440", "api/pyproject.toml"),
        pin("pypi:requests", "2.28.0", path="docs/requirements.txt"),
    )


def test_a_crate_and_a_program_of_one_name_are_two_things() -> None:
    assert not findings(crate("wit-bindgen", "0.47.0"), pin("bin:wit-bindgen", "0.46.0"))


def test_a_crate_that_is_taken_from_git_elsewhere_is_quiet() -> None:
    assert not findings(
        crate("rand", "0.9", path="a/Cargo.toml"),
        pin("cargo:rand", "v0.8.5", path="b/Cargo.toml", trail="dependencies.rand"),
    )


def test_a_tag_of_a_repository_with_many_crates_is_not_the_crates_version() -> None:
    assert not findings(
        crate("wasmparser", "0.240"), patch("wasmparser", "v1.240.0", repository="wasm-tools")
    )


def test_what_a_lock_resolves_as_required_is_quiet() -> None:
    assert not findings(
        needs("pypi:requests", ">=2.31", "pep440", "pyproject.toml"),
        pin("pypi:requests", "2.28.0", path="requirements.txt"),
        pin("pypi:requests", "2.31.0", path="uv.lock", role=Role.RESOLVES),
    )


def test_minimums_are_for_another_check() -> None:
    assert not findings(
        needs("toolchain:rust", "1.80", "minimum", "Cargo.toml"),
        pin("toolchain:rust", "1.75.0", path="rust-toolchain"),
    )


@pytest.mark.parametrize("path", ["examples/a/.nvmrc", "third_party/a/.nvmrc", "fixtures/a/.nvmrc"])
def test_examples_vendored_code_and_fixtures_are_quiet(path: str) -> None:
    assert not findings(needs("toolchain:node", ">=20"), pin("toolchain:node", "18.0.0", path=path))


def test_a_dated_track_and_a_floating_version_are_quiet() -> None:
    assert not findings(
        needs("toolchain:node", ">=20"),
        pin("toolchain:node", "18.0.0", track="stable-2023"),
        pin("toolchain:node", "latest", line=2),
    )


def test_nothing_selected_is_quiet() -> None:
    assert not findings(needs("toolchain:node", ">=20"))


def test_jobs_that_ask_for_one_thing_are_one_finding_that_names_them_all() -> None:
    jobs = [
        needs("toolchain:go", text, path=f".github/workflows/{name}.yaml")
        for name, text in (("a", "1.27.x"), ("b", "1.27.x"), ("c", "1.27.x"), ("d", "1.28.x"))
    ]
    first, second = findings(*jobs, pin("toolchain:go", "1.26", path="Dockerfile", line=1))
    assert first.message == (
        "`toolchain:go` must be `1.27.x` here (and in 2 more places) but Dockerfile:1 selects `1.26`"
    )
    assert {path for path, _ in building.places(first)} == {
        "Dockerfile", ".github/workflows/a.yaml", ".github/workflows/b.yaml", ".github/workflows/c.yaml",
    }  # fmt: skip
    assert (second.version, second.location.path) == ("1.28.x", ".github/workflows/d.yaml")


def test_manifests_that_ask_for_one_thing_are_a_finding_each() -> None:
    wishes = [needs("toolchain:node", "^18", path=f"{name}/package.json") for name in "ab"]
    assert len(findings(*wishes, pin("toolchain:node", "20.1.0", path=".nvmrc"))) == 2
