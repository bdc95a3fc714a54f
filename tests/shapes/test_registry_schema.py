"""A file that says it is a tool's registry is held against the shipped schema."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from vercheck.model import Note, Source
from vercheck.shapes.registry_schema import schema_notes
from vercheck.syntax.json import parse_json

FIXTURE = Path(__file__).parents[2] / "fixtures" / "json" / "registry" / "gizmo.json"


def notes(value: Any) -> tuple[Note, ...]:
    source = Source("gizmo.json", value if isinstance(value, bytes) else json.dumps(value).encode())
    datum, _ = parse_json(source)
    assert datum is not None
    return schema_notes(datum, source)


def test_the_schema_itself_is_one() -> None:
    text = files("vercheck.shapes").joinpath("registry.schema.json").read_text(encoding="utf-8")
    Draft202012Validator.check_schema(json.loads(text))


@pytest.mark.parametrize(
    ("change", "message", "place"),
    [
        ({"versions": ["1.0.0"]}, "`versions` must be an object", "versions"),
        ({"latest_version": 1}, "`latest_version` must be a string", "1"),
        ({"github_repo": "a"}, "`github_repo` is `a`, expected owner/name", "a"),
        ({"last_checked": "yesterday"}, "`last_checked` is `yesterday`, expected a date", "yesterday"),
        ({"versions": {"1 0": {"sha256": "x"}}}, "`1 0` is no name for an entry of `versions`", "1 0"),
        ({"versions": {"1.0": {"platforms": "all"}}}, "`versions[1.0][platforms]` must be an object", "all"),
        ({"versions": {"1.0": {"platforms": {}}}}, "`versions[1.0][platforms]` is empty", "platforms"),
        ({"supported_platforms": "linux"}, "`supported_platforms` must be a list", "linux"),
    ],
)  # fmt: skip
def test_what_breaks_the_shape_is_told_where_it_stands(
    change: dict[str, Any], message: str, place: str
) -> None:
    content = json.dumps({"tool_name": "gizmo", "versions": {}, **change}).encode()
    (note,) = notes(content)
    assert note.check == "invalid-registry"
    assert note.message.startswith(message)
    assert Source("", content).text(note.location.span) == place


def test_a_registry_without_versions_lacks_them() -> None:
    (note,) = notes({"tool_name": "gizmo", "latest_version": "1.0.0"})
    assert note.message == "the registry has no `versions`"


def test_a_sound_registry_has_no_note_even_with_an_empty_digest_or_fields_of_its_own() -> None:
    assert notes(FIXTURE.read_bytes()) == ()
    assert (
        notes({"tool_name": "g", "versions": {"1.0": {"platforms": {"any": {"npm_package": "@a/g"}}}}}) == ()
    )


@pytest.mark.parametrize("value", [[], {}, {"versions": "none"}, {"name": "app", "versions": 3}, "text"])
def test_what_does_not_say_that_it_is_a_registry_is_left_alone(value: Any) -> None:
    assert notes(value) == ()
