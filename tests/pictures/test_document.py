"""The JSON of a graph is as its schema says, and its numbers lead somewhere."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.pictures.drawing import HOSTILE, MATCHED, MISMATCHED, drawn
from vercheck.pictures.document import as_json


def schema(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(
        (files("vercheck") / f"schemas/{name}.schema.json").read_text("utf-8")
    )
    return document


@pytest.mark.parametrize("texts", [MISMATCHED, MATCHED, HOSTILE, {"README.md": "nothing\n"}])
def test_the_document_is_as_its_schema_says(tmp_path: Path, texts: dict[str, str]) -> None:
    Draft202012Validator(schema("graph")).validate(json.loads(as_json(drawn(tmp_path, texts))))


def test_pins_and_findings_are_those_of_the_other_documents() -> None:
    graph, pins, report = schema("graph"), schema("pins"), schema("report")
    mine = dict(graph["$defs"]["pin"]["properties"])
    del mine["severity"]
    assert mine == pins["properties"]["pins"]["items"]["properties"]
    assert set(graph["$defs"]["finding"]["required"]) == {
        *report["$defs"]["diagnostic"]["required"],
        "tools",
        "excerpt",
        "diff",
    }


def test_numbers_lead_to_what_they_name(tmp_path: Path) -> None:
    document = json.loads(as_json(drawn(tmp_path, MISMATCHED)))
    for edge in document["edges"]:
        pins = [document["pins"][number] for number in edge["pins"]]
        assert {(pin["tool"], pin["path"]) for pin in pins} == {(edge["tool"], edge["path"])}
    for tool in document["tools"]:
        assert all(tool["name"] in document["findings"][number]["tools"] for number in tool["findings"])
    assert sum(len(edge["pins"]) for edge in document["edges"]) == document["summary"]["pins"]


def test_a_finding_shows_its_place_in_the_file(tmp_path: Path) -> None:
    findings = json.loads(as_json(drawn(tmp_path, MISMATCHED)))["findings"]
    (finding,) = [item for item in findings if item["check"] == "companion-mismatch"]
    assert finding["excerpt"]["line"] == ['wit-bindgen = "', "0.47.0", '"']
    assert finding["related"][0]["excerpt"]["line"] == ['    "wit-bindgen": "', "0.46.0", '",']


def test_one_tree_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (drawn(tmp_path / name / "tree", MISMATCHED) for name in ("one", "two"))
    assert as_json(first) == as_json(second)
