"""Gazelle's declarations of Go modules: what they version is the module, and nothing else."""

from __future__ import annotations

from tests.extractors.reading import pins
from vercheck.extractors.starlark import EXTRACTOR


def test_a_module_goes_by_its_import_path() -> None:
    text = 'go_repository(name = "org_gizmo", importpath = "example.test/gizmo", version = "v1.30.0")\n'
    assert pins(EXTRACTOR, "deps.bzl", text) == ["go:example.test/gizmo requires v1.30.0"]


def test_a_module_that_is_fetched_at_a_commit_has_no_version() -> None:
    text = 'go_repository(name = "org_gizmo", importpath = "example.test/gizmo", commit = "abc")\n'
    assert pins(EXTRACTOR, "deps.bzl", text) == []
