from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from tests.reporters.sample import CLEAN, MISMATCH, REPORT, SOURCES
from vercheck.model import Report
from vercheck.reporters import Style
from vercheck.reporters.gitlab import REPORTER


def findings(report: Report) -> Any:
    return json.loads(REPORTER.render(report, SOURCES, Style()))


def test_each_finding_has_what_a_merge_request_shows() -> None:
    first, second = findings(REPORT)
    assert len(first.pop("fingerprint")) == 32
    assert first == {
        "description": "`cargo:wit-bindgen` is `0.47.0` but `bin:wit-bindgen` is `0.46.0`",
        "check_name": "companion-mismatch",
        "severity": "major",
        "location": {"path": "tools/Cargo.toml", "lines": {"begin": 2, "end": 2}},
    }
    assert second["severity"] == "minor"


def test_a_clean_report_is_an_empty_list() -> None:
    assert REPORTER.render(CLEAN, SOURCES, Style()) == "[]\n"


def test_no_two_findings_share_a_fingerprint() -> None:
    alike = findings(replace(REPORT, diagnostics=(MISMATCH, MISMATCH)))
    assert len({item["fingerprint"] for item in alike}) == 2


def test_paths_count_from_the_top_of_the_checkout() -> None:
    assert findings(replace(REPORT, root="sub"))[0]["location"]["path"] == "sub/tools/Cargo.toml"
