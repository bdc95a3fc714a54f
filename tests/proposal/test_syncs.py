from __future__ import annotations

from pathlib import Path

from tests.proposal.proposing import all_on, checked, part, proposed, tree, with_configuration

WORKFLOW = "on: push\nenv:\n  USE_BAZEL_VERSION: {}\n"
ROW = 'from = ".bazelversion#version"\nto = ".github/workflows/ci.yml#env.USE_BAZEL_VERSION"\n'


def bazel(root: Path, version: str) -> Path:
    return tree(root, {".bazelversion": "8.3.1\n", ".github/workflows/ci.yml": WORKFLOW.format(version)})


def test_a_place_that_repeats_an_authority_may_be_derived_from_it(tmp_path: Path) -> None:
    root = bazel(tmp_path, "8.3.1")
    text = proposed(root)
    assert part(text, "sync") == ROW
    on = all_on(text)
    assert with_configuration(root, on).report.diagnostics == ()
    bazel(root, "8.2.0")
    found = with_configuration(root, on).report.diagnostics
    (item,) = [item for item in found if item.check == "version-drift"]
    assert "is derived from .bazelversion:1" in item.message


def test_a_place_that_differs_is_not_said_to_be_derived(tmp_path: Path) -> None:
    assert part(proposed(bazel(tmp_path, "8.2.0")), "sync") == ""


def test_a_place_that_says_less_is_a_choice_of_its_own(tmp_path: Path) -> None:
    root = tree(
        tmp_path, {".nvmrc": "20.18.0\n", "Dockerfile": "FROM node:20\n", "a.bzl": 'NODE_VERSION = "20"\n'}
    )
    assert checked(root).report.diagnostics == ()
    assert part(proposed(root), "sync") == ""


def test_without_an_authority_nothing_is_derived(tmp_path: Path) -> None:
    root = tree(tmp_path, {"a.bzl": 'FOB_VERSION = "1.0.0"\n', "b.bzl": 'FOB_VERSION = "1.0.0"\n'})
    assert part(proposed(root), "sync") == ""
