"""What every format promises, whatever a report holds."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings

import vercheck.reporters
from tests.reporters.published import validate
from tests.reporters.reports import reports
from tests.reporters.sample import CLEAN, REPORT, SOURCES
from vercheck.model import Report, Source
from vercheck.plugs import Plugs
from vercheck.reporters import Reporter, Style

REPORTERS = Plugs(vercheck.reporters, "REPORTER", Reporter)
ANY_REPORT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("name", list(REPORTERS))
@ANY_REPORT
@given(reports())
def test_any_report_is_rendered_in_characters_that_utf8_has(
    name: str, made: tuple[Report, dict[str, Source]]
) -> None:
    text = REPORTERS[name].render(*made, Style())
    assert text.encode("utf-8").decode("utf-8") == text
    assert not text or text.endswith("\n")


@pytest.mark.parametrize("name", sorted(set(REPORTERS) - {"json", "jsonl", "sarif", "gitlab", "rdjson"}))
@ANY_REPORT
@given(reports())
def test_no_report_gives_a_terminal_commands(name: str, made: tuple[Report, dict[str, Source]]) -> None:
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", REPORTERS[name].render(*made, Style())
    )


@ANY_REPORT
@given(reports())
def test_any_report_reads_back_with_all_of_its_findings(made: tuple[Report, dict[str, Source]]) -> None:
    found = len(made[0].diagnostics)
    text = {name: reporter.render(*made, Style()) for name, reporter in REPORTERS.items()}
    assert len(json.loads(text["json"])["diagnostics"]) == found
    assert [json.loads(line) for line in text["jsonl"].splitlines()] == json.loads(text["json"])[
        "diagnostics"
    ]
    assert len(json.loads(text["gitlab"])) == found
    assert len(text["concise"].splitlines()) == found
    assert len(re.findall("^::(?:error|warning) file=", text["github"], re.MULTILINE)) == found
    cases = ET.fromstring(text["junit"]).findall("testsuite/testcase")
    assert sum(len(case) for case in cases) == found
    sarif, rdjson = json.loads(text["sarif"]), json.loads(text["rdjson"])
    assert (len(sarif["runs"][0]["results"]), len(rdjson["diagnostics"])) == (found, found)
    validate(sarif, "sarif-2.1.0.json")
    validate(rdjson, "rdjson.json")


@pytest.mark.parametrize("name", list(REPORTERS))
def test_two_renderings_are_the_same_bytes(name: str) -> None:
    for report in (REPORT, CLEAN):
        assert REPORTERS[name].render(report, SOURCES, Style()) == REPORTERS[name].render(
            report, dict(reversed(SOURCES.items())), Style()
        )
