"""A fleet's report holds what files say, and files say anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from vercheck.fleet import document, markdown, text
from vercheck.fleet.across import Across
from vercheck.fleet.checkouts import Checkout
from vercheck.fleet.report import FleetReport
from vercheck.fleet.results import Cell, Checked, Failed, Trouble
from vercheck.fleet.rows import FINDING_COLUMNS, PIN_COLUMNS
from vercheck.fleet.store import opened
from vercheck.model import Severity
from vercheck.style import Style

HOSTILE = "a|b`c<script>\x1b[2J\n::error::\u202e**x** [y](z) \udcff"


def hostile_pin(version: str) -> tuple[Cell, ...]:
    own: dict[str, Cell] = {
        "family": "release", "role": "selects", "standing": "product", "line": 1, "column": 1,
        "number": version,
    }  # fmt: skip
    return tuple(own.get(name, HOSTILE) for name in PIN_COLUMNS)


def hostile_finding() -> tuple[Cell, ...]:
    found: dict[str, Cell] = {
        **dict.fromkeys(FINDING_COLUMNS, HOSTILE),
        "severity": "error",
        "line": 1,
        "column": 1,
    }
    told = {
        "path": HOSTILE,
        "line": 1,
        "column": 1,
        "severity": "error",
        "check": "version-drift",
        "message": HOSTILE,
    }
    found |= {"check_name": "version-drift", "document": json.dumps(told)}
    return tuple(found[name] for name in FINDING_COLUMNS)


@pytest.fixture(params=["all", "one tool"])
def rendered(tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, str]:
    with opened(tmp_path / "s") as store:
        for number in range(2):
            pins = (hostile_pin(f"{number}{HOSTILE}"),)
            one = Checked("q", 1, len(pins), 0, 1, 0, 0.0, pins, (hostile_finding(),))
            store.record(Checkout(f"/{number}", f"{number}{HOSTILE}"), one)
        for trouble in Trouble:
            store.record(Checkout(f"/{trouble}", HOSTILE), Failed(trouble, HOSTILE))
        store.ask_about(None)
        (tool,) = Across(store).tools()
        across = Across(store, tool if request.param == "one tool" else None)
        report = FleetReport.of(across, Severity.WARNING)
        assert len(report.failed) == len(Trouble)
        assert report.tools
        return {
            "text": text.render(report, Style()),
            "markdown": markdown.render(report),
            "json": document.render(report),
        }


def test_no_report_gives_a_terminal_or_a_service_a_command(rendered: dict[str, str]) -> None:
    for format_, said in rendered.items():
        assert not set("\x1b\u202e\udcff") & set(said), format_
        assert not [line for line in said.splitlines() if line.startswith("::")], format_


def test_markdown_shows_hostile_words_as_words(rendered: dict[str, str]) -> None:
    html = MarkdownIt("commonmark").enable("table").render(rendered["markdown"])
    assert "<script" not in html
    assert "<a " not in html
    assert "<strong>" not in html
    widths = {line.count(" | ") for line in rendered["markdown"].splitlines() if line.startswith("| 0")}
    assert len(widths) <= 2


def test_json_is_read_back_as_it_was_said(rendered: dict[str, str]) -> None:
    found = json.loads(rendered["json"])
    assert rendered["json"].isascii()
    assert found["summary"]["failed"] == len(Trouble)
    assert found["repositories"][0]["diagnostics"][0]["check"] == "version-drift"


def test_a_bug_is_told_apart_from_what_a_repository_can_help(rendered: dict[str, str]) -> None:
    assert rendered["text"].count("a bug in vercheck") == 1
