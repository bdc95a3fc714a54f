"""Every format over the reports of whole small repositories: it reads back, and its fixes fit the files."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

import vercheck.reporters
from tests.reporters.published import validate
from vercheck import pipeline
from vercheck.config import load
from vercheck.plugs import Plugs
from vercheck.reporters import Reporter, Style

REPOSITORIES = Path(__file__).parents[2] / "fixtures/repos"
NAMES = sorted(path.parent.name for path in REPOSITORIES.glob("*/tree"))


@cache
def rendered(name: str) -> dict[str, str]:
    root = REPOSITORIES / name / "tree"
    outcome = pipeline.check(root, load(root), today=date(2026, 6, 1))
    sources = outcome.sources()
    reporters = Plugs(vercheck.reporters, "REPORTER", Reporter)
    return {id_: plug.render(outcome.report, sources, Style()) for id_, plug in reporters.items()}


def findings(name: str) -> list[Any]:
    found: list[Any] = json.loads(rendered(name)["json"])["diagnostics"]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_format_tells_of_every_finding(name: str) -> None:
    text, found = rendered(name), findings(name)
    sarif, rdjson, quality = (json.loads(text[id_]) for id_ in ("sarif", "rdjson", "gitlab"))
    validate(sarif, "sarif-2.1.0.json")
    validate(rdjson, "rdjson.json")
    checks = [item["check"] for item in found]
    assert [item["ruleId"] for item in sarif["runs"][0]["results"]] == checks
    assert [item["code"]["value"] for item in rdjson["diagnostics"]] == checks
    assert [item["check_name"] for item in quality] == checks
    assert len({item["fingerprint"] for item in quality}) == len(found)
    assert [json.loads(line) for line in text["jsonl"].splitlines()] == found
    outcomes = ET.fromstring(text["junit"]).findall("testsuite/testcase/*")
    assert sorted(item.tag for item in outcomes) == sorted(
        {"error": "failure", "warning": "skipped"}[item["severity"]] for item in found
    )
    commands = [line for line in text["github"].splitlines() if not line.startswith("::notice")]
    assert [line.split()[0] for line in commands] == [f"::{item['severity']}" for item in found]
    assert text["markdown"].count("\n| ") - 2 * text["markdown"].count("\n| --- ") == len(found)


@pytest.mark.parametrize("name", NAMES)
def test_every_fix_in_sarif_names_the_bytes_that_the_files_hold(name: str) -> None:
    results = json.loads(rendered(name)["sarif"])["runs"][0]["results"]
    for told, item in zip(results, findings(name), strict=True):
        changes = [change for fix in told.get("fixes", ()) for change in fix["artifactChanges"]]
        replaced = [
            (content[start : start + region["byteLength"]].decode(), replacement["insertedContent"]["text"])
            for change in changes
            for content in [
                (REPOSITORIES / name / "tree" / unquote(change["artifactLocation"]["uri"])).read_bytes()
            ]
            for replacement in change["replacements"]
            for region in [replacement["deletedRegion"]]
            for start in [region["byteOffset"]]
        ]
        assert not replaced or sorted(replaced) == sorted(
            (edit["old"], edit["new"]) for edit in item["fix"]["edits"]
        )


def test_some_of_them_have_fixes() -> None:
    assert any('"deletedRegion"' in rendered(name)["sarif"] for name in NAMES)
