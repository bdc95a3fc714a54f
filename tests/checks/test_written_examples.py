"""What a program writes for its users, held against what the project itself has chosen."""

from __future__ import annotations

from tests.trees import Files, place, said, tree
from vercheck.model import Diagnostic, Severity


def archive(version: str) -> str:
    return (
        'http_archive(\n    name = "io_rules_gizmo",\n'
        f'    strip_prefix = "rules_gizmo-{version}",\n'
        f'    urls = ["https://github.com/example/rules_gizmo/archive/v{version}.tar.gz"],\n)\n'
    )


def writes(version: str) -> str:
    return f"#!/bin/sh\ncat > WORKSPACE <<EOF\n{archive(version)}EOF\n"


def stale(files: Files) -> list[Diagnostic]:
    return said("stale-mention", tree(files))


# loud


def test_a_script_that_writes_another_version_than_the_project_uses_is_told() -> None:
    (found,) = stale({"start": writes("0.2"), "WORKSPACE": archive("0.3")})
    assert place(found) == ("start", 6)
    assert (found.tool, found.version, found.expected) == ("rules-gizmo", "0.2", "0.3")
    assert found.severity is Severity.WARNING
    assert "WORKSPACE:4 has `0.3`" in found.message


def test_a_release_that_only_begins_alike_is_another_one() -> None:
    (found,) = stale({"start": writes("0.2"), "WORKSPACE": archive("0.2.3")})
    assert (found.version, found.expected) == ("0.2", "0.2.3")


# quiet


def test_a_script_that_writes_what_the_project_uses_is_quiet() -> None:
    assert not stale({"start": writes("0.3"), "WORKSPACE": archive("0.3")})


def test_what_the_project_does_not_use_is_for_the_script_to_choose() -> None:
    assert not stale({"start": writes("0.2"), "WORKSPACE": 'workspace(name = "other")\n'})


def test_a_document_may_lag_behind_what_the_project_uses() -> None:
    page = f"# Start\n\n```starlark\n{archive('0.2')}```\n"
    assert not stale({"docs/start.md": page, "WORKSPACE": archive("0.3")})


def test_a_script_of_the_tests_may_try_any_version() -> None:
    assert not stale({"tests/start.sh": writes("0.2"), "WORKSPACE": archive("0.3")})
