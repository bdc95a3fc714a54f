from __future__ import annotations

import json

from tests.reporters.sample import CLEAN, REPORT, SOURCES
from vercheck.reporters import Style
from vercheck.reporters.json import REPORTER as JSON
from vercheck.reporters.jsonl import REPORTER


def test_each_line_is_the_object_of_the_json_document() -> None:
    lines = REPORTER.render(REPORT, SOURCES, Style()).splitlines()
    document = json.loads(JSON.render(REPORT, SOURCES, Style()))
    assert [json.loads(line) for line in lines] == document["diagnostics"]


def test_nothing_found_is_nothing_said() -> None:
    assert REPORTER.render(CLEAN, SOURCES, Style()) == ""
