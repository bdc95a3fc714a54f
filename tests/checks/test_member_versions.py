"""Packages of one repository that ask for each other: what is there must be what is asked for."""

from __future__ import annotations

import pytest

from tests.checks.test_own_versions import cargo, findings, npm, python
from tests.trees import place
from vercheck.model import Severity


def needs(entry: str, table: str = "dependencies") -> str:
    return cargo("app", "0.5.0", f"\n[{table}]\ngyro = {entry}\n")


# Cargo


@pytest.mark.parametrize(
    "table", ["dependencies", "dev-dependencies", "build-dependencies", "target.'cfg(unix)'.dependencies"]
)
def test_a_path_that_has_another_version_does_not_build(table: str) -> None:
    files = {
        "app/Cargo.toml": needs('{ path = "../gyro", version = "1.1" }', table),
        "gyro/Cargo.toml": cargo("gyro", "2.0.0"),
    }
    (found,) = findings(files)
    assert (place(found), found.severity) == (("app/Cargo.toml", 6), Severity.ERROR)
    assert "`1.1`" in found.message
    assert "`2.0.0`" in found.message


def test_a_workspace_that_names_its_member_is_held_against_it() -> None:
    root = '[workspace]\nmembers = ["gyro"]\n[workspace.package]\nversion = "2.0.0"\n'
    shared = '[workspace.dependencies]\ngyro = { path = "gyro", version = "1" }\n'
    member = '[package]\nname = "gyro"\nversion.workspace = true\n'
    (found,) = findings({"Cargo.toml": root + shared, "gyro/Cargo.toml": member})
    assert place(found) == ("Cargo.toml", 6)
    assert findings({"Cargo.toml": (root + shared).replace('"1"', '"2"'), "gyro/Cargo.toml": member}) == []


@pytest.mark.parametrize(
    ("entry", "version"),
    [
        ('{ path = "../gyro", version = "1.1" }', "1.1.0"),
        ('{ path = "../gyro", version = "1.1" }', "1.9.3"),
        ('{ path = "../gyro" }', "2.0.0"),
        ('{ version = "1.1" }', "2.0.0"),
        ('{ path = "../elsewhere", version = "1.1" }', "2.0.0"),
        ('{ path = "../gyro", version = "*" }', "2.0.0"),
        ('{ path = "../../outside", version = "1" }', "2.0.0"),
    ],
)
def test_a_path_that_is_what_is_asked_for_or_that_nobody_asks_about_is_quiet(
    entry: str, version: str
) -> None:
    assert findings({"app/Cargo.toml": needs(entry), "gyro/Cargo.toml": cargo("gyro", version)}) == []


def test_what_is_there_to_be_refused_is_quiet() -> None:
    files = {
        "fixtures/app/Cargo.toml": needs('{ path = "../gyro", version = "1.1" }'),
        "fixtures/gyro/Cargo.toml": cargo("gyro", "2.0.0"),
    }
    assert findings(files) == []


# uv


@pytest.mark.parametrize("source", ["{ workspace = true }", '{ path = "../gyro" }'])
def test_a_source_that_has_another_version_cannot_be_locked(source: str) -> None:
    more = f'dependencies = ["gyro>=1.2,<2"]\n[tool.uv.sources]\ngyro = {source}\n'
    (found,) = findings(
        {"app/pyproject.toml": python("app", "0.5.0", more), "gyro/pyproject.toml": python("gyro", "2.0.0")}
    )
    assert (place(found), found.severity) == (("app/pyproject.toml", 4), Severity.ERROR)


@pytest.mark.parametrize(
    ("requirement", "source"),
    [
        ("gyro>=1.2", "gyro = { workspace = true }"),
        ("gyro", "gyro = { workspace = true }"),
        ("gyro>=1.2,<2", "other = { workspace = true }"),
        ("gyro>=1.2,<2", "gyro = { workspace = false }"),
        ("gyro>=1.2,<2", 'gyro = { index = "mine" }'),
    ],
)
def test_a_source_that_is_admitted_or_lies_elsewhere_is_quiet(requirement: str, source: str) -> None:
    more = f'dependencies = ["{requirement}"]\n[tool.uv.sources]\n{source}\n'
    files = {
        "app/pyproject.toml": python("app", "0.5.0", more),
        "gyro/pyproject.toml": python("gyro", "2.0.0"),
    }
    assert findings(files) == []


# npm


def package(wanted: str, table: str = "dependencies") -> str:
    return npm("app", "0.5.0", f'"main": "x.js", "{table}": {{"@acme/gyro": "{wanted}"}}')


def test_a_package_that_is_missed_is_only_suspicious() -> None:
    files = {"app/package.json": package("^1.0.0"), "gyro/package.json": npm("@acme/gyro", "2.0.0")}
    (found,) = findings(files)
    assert (place(found), found.severity) == (("app/package.json", 4), Severity.WARNING)


@pytest.mark.parametrize(
    "wanted", ["^2.0.0", "workspace:*", "workspace:^2.0.0", "*", "file:../gyro", "latest", ">=1"]
)
def test_a_package_that_is_found_is_quiet(wanted: str) -> None:
    assert (
        findings({"app/package.json": package(wanted), "gyro/package.json": npm("@acme/gyro", "2.0.0")}) == []
    )


@pytest.mark.parametrize("version", ["0.0.0", "2.0.0-next.1"])
def test_a_package_that_has_no_release_here_is_quiet(version: str) -> None:
    files = {"app/package.json": package("^1.0.0"), "gyro/package.json": npm("@acme/gyro", version)}
    assert findings(files) == []


def test_an_example_may_ask_for_a_published_package() -> None:
    files = {"examples/app/package.json": package("^1.0.0"), "gyro/package.json": npm("@acme/gyro", "2.0.0")}
    assert findings(files) == []


def test_packages_that_ask_for_what_is_here_are_named_beside_the_one_that_does_not() -> None:
    files = {
        "gyro/package.json": npm("@acme/gyro", "2.0.0"),
        "a/package.json": package("1.9.0"),
        "b/package.json": package("2.0.0"),
        "c/package.json": package("3.0.0"),
    }
    first, second = findings(files)
    assert place(first)[0] == "a/package.json"
    assert [label.location.path for label in first.related] == ["gyro/package.json", "b/package.json"]
    assert place(second)[0] == "c/package.json"
