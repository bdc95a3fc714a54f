"""Examples of how to depend on the project, which its own documents have left behind."""

from __future__ import annotations

import pytest

from tests.trees import Files, place, said, tree
from vercheck.model import Diagnostic, Severity

OWN = '[package]\nname = "gizmo"\nversion = "0.14.1"\n'


def example(version: str, crate: str = "gizmo") -> str:
    return f'```toml\n[dependencies]\n{crate} = "{version}"\n```\n'


def stale(files: Files) -> list[Diagnostic]:
    return said("stale-mention", tree(files))


# loud


def test_an_example_that_was_forgotten_when_another_was_moved_is_reported_with_both() -> None:
    files = {"Cargo.toml": OWN, "README.md": example("0.14"), "guide/use.md": example("0.13")}
    (found,) = stale(files)
    assert (place(found), found.version, found.expected) == (("guide/use.md", 3), "0.13", "0.14")
    assert [(label.location.path, label.version) for label in found.related] == [("README.md", "0.14")]
    assert found.severity is Severity.WARNING


def test_two_forgotten_examples_of_one_document_are_one_finding() -> None:
    files = {
        "Cargo.toml": OWN,
        "README.md": example("0.14"),
        "guide/use.md": example("0.13") + example("0.12"),
    }
    (found,) = stale(files)
    assert (found.location.line, found.related[0].location.line) == (3, 7)


def test_documents_that_all_lag_are_held_against_the_newest_of_them() -> None:
    module = 'module(name = "rules_gizmo", version = "0.44.2")\n'
    told = '```\nbazel_dep(name = "rules_gizmo", version = "{}")\n```\n'
    files = {"MODULE.bazel": module, "README.md": told.format("0.43.0"), "docs/b.md": told.format("0.39.1")}
    (found,) = stale(files)
    assert (place(found), found.expected) == (("docs/b.md", 2), "0.43.0")


# quiet


def test_examples_that_admit_the_own_version_are_quiet() -> None:
    files = {"Cargo.toml": OWN, "README.md": example("0.14"), "guide/use.md": example("0.14.0")}
    assert not stale(files)


def test_documents_that_lag_together_are_quiet() -> None:
    module = 'module(name = "rules_gizmo", version = "0.44.2")\n'
    told = '```\nbazel_dep(name = "rules_gizmo", version = "0.43.0")\n```\n'
    assert not stale({"MODULE.bazel": module, "README.md": told, "docs/b.md": told})


def test_a_readme_that_is_wrong_as_a_whole_is_told_elsewhere() -> None:
    assert not stale({"Cargo.toml": OWN, "README.md": example("0.13"), "guide/use.md": example("0.14")})


@pytest.mark.parametrize(
    "page", ["docs/migration.md", "docs/upgrading-to-0.14.md", "website/versioned_docs/a.md"]
)
def test_pages_about_other_releases_are_quiet(page: str) -> None:
    assert not stale({"Cargo.toml": OWN, "README.md": example("0.14"), page: example("0.13")})


@pytest.mark.parametrize("page", ["examples/a/README.md", "tests/fixtures/a.md", "vendor/x/README.md"])
def test_documents_of_examples_and_of_others_are_quiet(page: str) -> None:
    assert not stale({"Cargo.toml": OWN, "README.md": example("0.14"), page: example("0.13")})


def test_examples_of_other_packages_are_quiet() -> None:
    files = {"Cargo.toml": OWN, "README.md": example("1.0", "serde"), "guide/use.md": example("0.9", "serde")}
    assert not stale(files)


def test_a_document_ahead_of_the_package_is_quiet() -> None:
    files = {"Cargo.toml": OWN, "README.md": example("0.15"), "guide/use.md": example("0.15")}
    assert not stale(files)


def test_a_package_without_a_release_of_its_own_is_quiet() -> None:
    assert not stale({"Cargo.toml": OWN.replace("0.14.1", "0.0.0"), "README.md": example("0.13")})


# a project that writes no version of its own


def fetched(version: str) -> str:
    return (
        'http_archive(\n    name = "rules_gizmo",\n'
        f'    urls = ["https://github.com/example/rules_gizmo/archive/v{version}.tar.gz"],\n)\n'
    )


def test_examples_of_an_unnumbered_workspace_are_held_against_each_other() -> None:
    page = f"```\n{fetched('0.13')}```\n"
    script = f"#!/bin/sh\ncat > WORKSPACE <<EOF\n{fetched('0.12')}EOF\n"
    (found,) = stale({"WORKSPACE": 'workspace(name = "rules_gizmo")\n', "docs/use.md": page, "start": script})
    assert (place(found), found.version, found.expected) == (("start", 5), "0.12", "0.13")


def test_examples_that_agree_and_those_of_another_workspace_are_quiet() -> None:
    page = f"```\n{fetched('0.13')}```\n"
    other = f"```\n{fetched('0.12')}```\n"
    named = 'workspace(name = "rules_gizmo")\n'
    assert not stale({"WORKSPACE": named, "docs/a.md": page, "docs/b.md": page})
    assert not stale({"WORKSPACE": named.replace("gizmo", "cog"), "docs/a.md": page, "docs/b.md": other})
    assert not stale({"examples/a/WORKSPACE": named, "docs/a.md": page, "docs/b.md": other})
