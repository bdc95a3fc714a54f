from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from tests.reporters.sample import CLEAN, MISMATCH, REPORT, SOURCES
from vercheck.model import Diagnostic, Location, Report, Severity, Span
from vercheck.reporters import Style
from vercheck.reporters.json import REPORTER

SCHEMA = json.loads((files("vercheck") / "schemas/report.schema.json").read_text("utf-8"))


def document(report: Report) -> Any:
    read = json.loads(REPORTER.render(report, SOURCES, Style()))
    jsonschema.Draft202012Validator(SCHEMA).validate(read)
    return read


def prints(*diagnostics: Diagnostic) -> list[str]:
    return [item["fingerprint"] for item in document(replace(REPORT, diagnostics=diagnostics))["diagnostics"]]


def moved(item: Diagnostic, lines: int) -> Diagnostic:
    place = item.location
    span = Span(place.span.start + lines, place.span.end + lines)
    return replace(
        item,
        location=Location(
            place.path, span, place.line + lines, place.column, place.end_line + lines, place.end_column
        ),
    )


def test_the_document_is_as_promised() -> None:
    found = document(REPORT)
    assert {key: found[key] for key in ("schema", "version", "root", "summary")} == {
        "schema": "vercheck-report-1",
        "version": "0.1.0",
        "root": ".",
        "summary": {"errors": 1, "warnings": 1, "files": 12, "pins": 1080, "fixable": 1},
    }
    first = found["diagnostics"][0]
    assert len(first.pop("fingerprint")) == 32
    assert first == {
        "check": "companion-mismatch",
        "severity": "error",
        "tool": "wit-bindgen",
        "artifact": "cargo:wit-bindgen",
        "message": "`cargo:wit-bindgen` is `0.47.0` but `bin:wit-bindgen` is `0.46.0`",
        "help": "run `vercheck fix --tool wit-bindgen --to 0.46.0`",
        "path": "tools/Cargo.toml",
        "line": 2,
        "column": 17,
        "end_line": 2,
        "end_column": 23,
        "version": "0.47.0",
        "expected": "0.46.0",
        "related": [
            {
                "path": "versions.bzl",
                "line": 2,
                "column": 21,
                "version": "0.46.0",
                "artifact": "bin:wit-bindgen",
                "role": "selects",
                "note": "the tool is selected here",
            }
        ],
        "rule": "wasm/wit-cli",
        "evidence": ["bytecodealliance/wit-bindgen: the tags"],
        "fix": {
            "applicability": "safe",
            "title": "change `cargo:wit-bindgen` to `0.46.0`",
            "edits": [{"path": "tools/Cargo.toml", "start": 31, "end": 37, "old": "0.47.0", "new": "0.46.0"}],
            "lacks": [],
        },
    }


def test_what_is_absent_is_null() -> None:
    second = document(REPORT)["diagnostics"][1]
    absent = {"tool", "artifact", "help", "version", "expected", "rule", "fix"}
    assert {key for key, value in second.items() if value is None} == absent
    assert second["related"] == []


def test_a_clean_report_has_no_diagnostics() -> None:
    assert document(CLEAN)["diagnostics"] == []


def test_the_text_is_ascii_whatever_the_names_are() -> None:
    strange = replace(MISMATCH, location=replace(MISMATCH.location, path="caf\udce9/版.toml"))
    text = REPORTER.render(replace(REPORT, diagnostics=(strange,)), SOURCES, Style())
    assert text.isascii()
    assert json.loads(text)["diagnostics"][0]["path"] == "caf\\xe9/版.toml"


def test_a_finding_keeps_its_fingerprint_when_lines_move() -> None:
    assert prints(MISMATCH) == prints(moved(MISMATCH, 40))


def test_a_finding_keeps_its_fingerprint_when_the_message_is_reworded() -> None:
    assert prints(MISMATCH) == prints(
        replace(MISMATCH, message="other words", help=None, severity=Severity.WARNING)
    )


def test_what_a_finding_is_about_changes_its_fingerprint() -> None:
    others = (
        replace(MISMATCH, check="version-drift"),
        replace(MISMATCH, version="0.48.0"),
        replace(MISMATCH, location=replace(MISMATCH.location, path="b/Cargo.toml")),
        replace(MISMATCH, related=()),
    )
    assert len(set(prints(MISMATCH, *others))) == 5


def test_two_findings_that_are_alike_have_two_fingerprints() -> None:
    first, second = prints(MISMATCH, moved(MISMATCH, 3))
    assert first != second


@given(st.integers(0, 500))
def test_a_fingerprint_does_not_know_lines(lines: int) -> None:
    assert prints(moved(MISMATCH, lines), moved(MISMATCH, lines + 1)) == prints(MISMATCH, moved(MISMATCH, 1))
