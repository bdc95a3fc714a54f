"""Registries whose shape their readers cannot rely on."""

from __future__ import annotations

import json

import pytest

from tests.trees import digest, place, registry, said, tree
from vercheck.model import Diagnostic, Severity


def invalid(content: object, path: str = "checksums/gizmo.json") -> list[Diagnostic]:
    text = content if isinstance(content, str) else json.dumps(content, indent=1)
    return said("invalid-registry", tree({path: text}))


def entry(**platforms: object) -> dict[str, object]:
    return {"tool_name": "gizmo", "latest_version": "2.1.0", "versions": {"2.1.0": {"platforms": platforms}}}


# loud


def test_a_digest_that_is_no_string_is_reported_with_its_key_and_what_was_expected() -> None:
    (found,) = invalid(entry(linux_amd64={"sha256": 5}))
    assert found.severity is Severity.ERROR
    assert "versions[2.1.0][platforms][linux_amd64][sha256]" in found.message
    assert "must be a string" in found.message


def test_the_place_is_the_line_of_the_key() -> None:
    (found,) = invalid(entry(linux_amd64={"sha256": 5}))
    assert place(found) == ("checksums/gizmo.json", 8)


@pytest.mark.parametrize("versions", ["2.1.0", 5, None])
def test_versions_that_are_no_table_are_reported(versions: object) -> None:
    assert invalid({"tool_name": "gizmo", "latest_version": "2.1.0", "versions": versions})


def test_platforms_that_are_no_table_are_reported() -> None:
    content = {"tool_name": "gizmo", "latest_version": "2.1.0", "versions": {"2.1.0": {"platforms": "all"}}}
    assert invalid(content)


# quiet


def test_a_registry_of_the_expected_shape_is_quiet() -> None:
    assert not invalid(registry("gizmo", "2.1.0", ["2.1.0", "2.0.0"]))


def test_more_than_is_expected_is_quiet() -> None:
    content = {
        **entry(linux_amd64={"sha256": digest("a"), "size": 5}),
        "description": "a gizmo",
        "_comment": ["x"],
    }
    assert not invalid(content)


def test_a_table_that_does_not_call_itself_a_registry_has_no_shape_to_keep() -> None:
    assert not invalid({"2.1.0": {"linux_amd64": digest("a"), "darwin_arm64": 5}})


@pytest.mark.parametrize(
    "content", [{"versions": "many"}, {"name": "x", "versions": {"a": 1}}, ["2.1.0"], {}]
)
def test_other_json_is_quiet(content: object) -> None:
    assert not invalid(content, "settings.json")
