"""Labels of generated build files against the targets of the same file."""

from __future__ import annotations

import pytest

from tests.building import places
from tests.trees import Files, place, said, tree
from vercheck.model import Diagnostic, Severity

PATH = "third-party/BUCK"


def dangling(files: Files) -> list[Diagnostic]:
    return said("lock-drift", tree(files))


def alias(version: str, name: str = "quux") -> str:
    return f'alias(\n    name = "{name}",\n    actual = ":{name}-{version}",\n)\n\n'


def library(version: str, *deps: str, name: str = "quux") -> str:
    listed = "".join(f'        ":{dep}",\n' for dep in deps)
    return f'cargo.rust_library(\n    name = "{name}-{version}",\n    deps = [\n{listed}    ],\n)\n\n'


# loud


def test_an_alias_of_a_version_that_is_no_longer_defined_is_reported_at_both() -> None:
    (found,) = dangling({PATH: alias("1.0.56") + library("1.0.58")})
    assert (place(found), found.version, found.severity) == ((PATH, 3), "1.0.56", Severity.ERROR)
    assert "defines only `1.0.58`" in found.message
    assert places(found) == {(PATH, 3), (PATH, 7)}


def test_a_dependency_on_a_version_that_is_no_longer_defined_is_reported_once() -> None:
    text = (
        library("1.0.58")
        + library("2.0.0", "quux-1.0.56", name="app")
        + library("3.0.0", "quux-1.0.56", name="cli")
    )
    (found,) = dangling({PATH: text})
    assert found.tool == "quux"
    assert len(places(found)) == 3


def test_every_version_that_is_defined_is_named() -> None:
    (found,) = dangling({PATH: alias("1.0.56") + library("1.0.58") + library("0.4.2")})
    assert "`0.4.2`, `1.0.58`" in found.message


# quiet


def test_an_alias_of_a_version_that_is_defined_is_quiet() -> None:
    assert not dangling({PATH: alias("1.0.58") + library("1.0.58")})


def test_two_versions_that_are_both_defined_are_quiet() -> None:
    text = alias("1.0.58") + library("1.0.58") + library("0.4.2") + library("2.0.0", "quux-0.4.2", name="app")
    assert not dangling({PATH: text})


def test_a_name_that_the_file_does_not_define_at_all_is_quiet() -> None:
    assert not dangling({PATH: alias("1.0.56") + library("1.0.58", name="other")})


@pytest.mark.parametrize("label", ["//elsewhere:quux-1.0.56", "quux-1.0.56", ":quux"])
def test_labels_of_other_files_and_without_a_version_are_quiet(label: str) -> None:
    text = f'alias(\n    name = "quux",\n    actual = "{label}",\n)\n\n' + library("1.0.58")
    assert not dangling({PATH: text})


def test_another_file_defines_its_own() -> None:
    assert not dangling({PATH: alias("1.0.56") + library("1.0.56"), "other/BUCK": library("1.0.58")})
