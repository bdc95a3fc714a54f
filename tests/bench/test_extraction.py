"""Renovate's extraction beside ours: what counts as a version, and what as found."""

from __future__ import annotations

from typing import Any

import pytest

from bench.agreement import Claim, claims, compare

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def report(manager: str = "cargo", path: str = "Cargo.toml", **dependency: Any) -> dict[str, Any]:
    """A report of one dependency in one file; `locks` are the lock files beside it."""
    file: dict[str, Any] = {"packageFile": path, "deps": [dependency]}
    if "locks" in dependency:
        file["lockFiles"] = dependency.pop("locks")
    return {"repositories": {"local": {"packageFiles": {manager: [file]}}}}


def pin(artifact: str, version: str | None, path: str = "Cargo.toml", *digests: str) -> dict[str, Any]:
    """A pin as `vercheck list --format json` has it."""
    name = artifact.partition(":")[2].rpartition("/")[2]
    texts = {"artifact": artifact, "tool": name, "version": version, "path": path, "address": f"x[{name}]"}
    return {**texts, "digests": list(digests)}


def missed(found: dict[str, Any], *pins: dict[str, Any]) -> list[str]:
    return [claim.value for claim in compare(found, pins).missed]


@pytest.mark.parametrize(
    ("dependency", "here"),
    [
        ({"depName": "serde", "currentValue": "=1.0.5"}, pin("cargo:serde", "1.0.5")),
        ({"depName": "serde", "currentValue": ">=1.0, <2"}, pin("cargo:serde", ">= 1.0,<2")),
        ({"depName": "wit_bindgen", "currentValue": "0.46"}, pin("cargo:wit-bindgen", "v0.46")),
        (
            {"depName": "w", "packageName": "o/wrpc", "currentValue": "cli/v0.6.0"},
            pin("github:o/wrpc", "v0.6.0"),
        ),
        (
            {"depName": "a/b", "currentValue": "https://github.com/a/b/archive/v1.2.tar.gz"},
            pin("npm:b", "1.2"),
        ),
        ({"depName": "a/b", "currentDigest": COMMIT}, pin("github:a/b", COMMIT)),
        (
            {"depName": "a", "currentDigest": "sha256:ab"},
            pin("docker:a", "1.2", "Cargo.toml", "sha256:ab"),
        ),
        (
            {"depName": "golang", "currentValue": "1.22-alpine", "datasource": "docker"},
            pin("toolchain:go", "1.22"),
        ),
        (
            {"depName": "ubuntu", "currentValue": "24.04-arm", "datasource": "github-runners"},
            pin("runner:ubuntu", "24.04"),
        ),
    ],
)
def test_a_version_is_found_however_it_is_dressed(dependency: dict[str, Any], here: dict[str, Any]) -> None:
    assert missed(report(**dependency), here) == []


@pytest.mark.parametrize(
    "here",
    [
        pin("cargo:serde", "1.0.5", "other/Cargo.toml"),
        pin("cargo:serde", "1.0.50"),
        pin("cargo:serde-json", "1.0.5"),
        pin("cargo:serde", None),
        pin("cargo:serde", "1.0.5-alpine"),
    ],
)
def test_another_file_version_or_name_is_not_what_was_found(here: dict[str, Any]) -> None:
    assert missed(report(depName="serde", currentValue="1.0.5"), here) == ["1.0.5"]


@pytest.mark.parametrize(
    "dependency",
    [
        {"skipReason": "path-dependency"},
        {"currentValue": "", "skipReason": "inherited-dependency"},
        {"currentValue": "workspace:*", "skipReason": "unspecified-version"},
        {"currentValue": "catalog:"},
        {"currentValue": "../../dist/"},
        {"currentValue": "${VERSION}"},
        {"currentValue": "%7B%7D"},
    ],
)
def test_what_says_no_version_is_not_counted(dependency: dict[str, Any]) -> None:
    assert list(claims(report(depName="x", **dependency))) == []


def test_a_skipped_dependency_with_a_version_is_counted() -> None:
    (claim,) = claims(report(depName="x", currentValue="1.2", skipReason="github-token-required"))
    assert claim == Claim("cargo", ("Cargo.toml",), ("x",), "1.2")


def test_each_line_of_a_value_is_a_version() -> None:
    found = report("github-actions", ".github/workflows/ci.yml", depName="python", currentValue="3.9\n3.14t")
    assert missed(found, pin("toolchain:python", "3.9", ".github/workflows/ci.yml")) == ["3.14t"]


def test_a_pin_goes_by_what_its_declaration_is_called_too() -> None:
    found = report("bazel", "a.bzl", depName="libc_mirror", currentDigest=COMMIT)
    here = pin("github:llvm/llvm-project", COMMIT, "a.bzl")
    assert missed(found, here) == [COMMIT]
    assert missed(found, {**here, "address": "deps.git_repository[libc_mirror].commit"}) == []


def test_an_action_may_be_listed_as_what_it_sets_up() -> None:
    found = report("github-actions", "ci.yml", depName="dtolnay/rust-toolchain", currentValue="stable")
    assert missed(found, pin("toolchain:rust", "stable", "ci.yml")) == []


def test_the_other_name_of_an_npm_package_is_no_version() -> None:
    assert list(claims(report("npm", "package.json", depName="odd", currentValue="is-odd"))) == []
    assert len(list(claims(report("npm", "package.json", depName="odd", currentValue="latest")))) == 1


def test_a_program_named_like_a_dockerfile_is_none() -> None:
    assert list(claims(report("dockerfile", "a/dockerfile_test.py", depName="x", currentValue="1.2"))) == []


@pytest.mark.parametrize(
    ("path", "locks", "lock"),
    [
        ("app/Cargo.toml", ["Cargo.lock"], "Cargo.lock"),
        ("app/pyproject.toml", None, "app/uv.lock"),
        ("pyproject.toml", None, "uv.lock"),
    ],
)
def test_a_locked_version_is_looked_for_in_the_lock(path: str, locks: list[str] | None, lock: str) -> None:
    beside = {"locks": locks} if locks else {}
    found = report("cargo", path, depName="serde", currentValue="1", lockedVersion="1.0.5", **beside)
    manifest = pin("cargo:serde", "1", path)
    assert missed(found, manifest, pin("cargo:serde", "1.0.5", lock)) == []
    assert missed(found, manifest, pin("cargo:serde", "1.0.5", "elsewhere.lock")) == ["1.0.5"]


def test_the_commit_of_a_flakes_input_is_in_its_lock() -> None:
    found = report("nix", "flake.nix", depName="nixpkgs", currentValue="nixos-24.05", currentDigest=COMMIT)
    branch = pin("nix:nixpkgs", "nixos-24.05", "flake.nix")
    assert missed(found, branch, pin("nix:nixpkgs", COMMIT, "flake.lock")) == []
    assert missed(found, branch) == [COMMIT]


def test_the_commit_in_a_version_that_go_makes_up_is_found() -> None:
    found = report("gomod", "go.mod", depName="k8s.io/utils", currentDigest="b8788abfbbc2")
    assert missed(found, pin("go:k8s.io/utils", "v0.0.0-20230726121419-b8788abfbbc2", "go.mod")) == []


def test_pins_are_counted_where_renovate_reads_and_where_it_does_not() -> None:
    found = report(depName="serde", currentValue="1.0.5")
    result = compare(found, [pin("cargo:serde", "1.0.5"), pin("cargo:x", "2"), pin("bin:y", "3", "a.bzl")])
    (tally,) = result.tallies
    assert (tally.manager, tally.claims, tally.found, tally.pins) == ("cargo", 1, 1, 2)
    assert result.elsewhere == 1
