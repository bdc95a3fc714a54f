from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.reporters.published import needs, validate
from tests.reporters.sample import CLEAN, MANIFEST, MISMATCH, REPORT, SOURCES, TABLE, place
from vercheck.model import Applicability, Diagnostic, Edit, Fix, Report, Source, Span
from vercheck.reporters import Style
from vercheck.reporters.rdjson import REPORTER


def document(report: Report, *sources: Source) -> Any:
    files = {source.path: source for source in sources} or SOURCES
    read = json.loads(REPORTER.render(report, files, Style()))
    validate(read, "rdjson.json")
    return read


def finding(item: Diagnostic, *sources: Source) -> Any:
    return document(replace(REPORT, diagnostics=(item,)), *sources)["diagnostics"][0]


@needs("rdjson.json")
@pytest.mark.parametrize("report", [REPORT, CLEAN])
def test_the_document_is_as_the_published_schema_says(report: Report) -> None:
    assert document(report)["source"] == {"name": "vercheck"}


def test_a_finding_has_its_places_and_a_suggestion() -> None:
    edited = {"start": {"line": 2, "column": 17}, "end": {"line": 2, "column": 23}}
    assert finding(MISMATCH) == {
        "message": "`cargo:wit-bindgen` is `0.47.0` but `bin:wit-bindgen` is `0.46.0`\n"
        "run `vercheck fix --tool wit-bindgen --to 0.46.0`",
        "location": {"path": "tools/Cargo.toml", "range": edited},
        "severity": "ERROR",
        "code": {"value": "companion-mismatch"},
        "suggestions": [{"range": edited, "text": "0.46.0"}],
        "related_locations": [
            {
                "message": "the tool is selected here",
                "location": {
                    "path": "versions.bzl",
                    "range": {"start": {"line": 2, "column": 21}, "end": {"line": 2, "column": 27}},
                },
            }
        ],
    }


def test_columns_count_bytes() -> None:
    wide = Source("wide", "# x\n版 = 1.2.3\n".encode())
    item = replace(MISMATCH, location=place(wide, "1.2.3"), related=(), fix=None)
    assert finding(item, wide)["location"]["range"] == {
        "start": {"line": 2, "column": 7},
        "end": {"line": 2, "column": 12},
    }


@pytest.mark.parametrize("gone", [(TABLE,), (Source(MANIFEST.path, b""), TABLE)])
def test_a_file_that_is_gone_leaves_the_line(gone: tuple[Source, ...]) -> None:
    found = finding(MISMATCH, *gone)
    assert found["location"]["range"] == {"start": {"line": 2}, "end": {"line": 2}}
    assert found["suggestions"] == []


def test_a_fix_of_several_places_is_one_suggestion() -> None:
    source = Source("pins", "a = 1.0  # 版\nb = 1.0\n".encode())
    first, last = source.locate(Span(4, 7)), source.locate(Span(19, 22))
    fix = Fix("t", (Edit(last, "1.0", "3"), Edit(first, "1.0", "2.0.0")), Applicability.SAFE)
    assert finding(replace(MISMATCH, location=first, related=(), fix=fix), source)["suggestions"] == [
        {
            "range": {"start": {"line": 1, "column": 5}, "end": {"line": 2, "column": 8}},
            "text": "2.0.0  # 版\nb = 3",
        }
    ]


@pytest.mark.parametrize(
    "fix",
    [
        Fix("by hand", (Edit(MISMATCH.location, "0.47.0", "v"),), Applicability.MANUAL),
        Fix("lacks", (Edit(MISMATCH.location, "0.47.0", "v"),), Applicability.SAFE, ("a digest",)),
        Fix("nothing to edit", (), Applicability.SAFE),
        Fix("another file", (Edit(place(TABLE, "0.46.0"), "0.46.0", "v"),), Applicability.SAFE),
        Fix("the file has changed", (Edit(MISMATCH.location, "0.48.0", "v"),), Applicability.SAFE),
        None,
    ],
)
def test_no_part_of_a_fix_and_none_that_would_not_be_applied_is_suggested(fix: Fix | None) -> None:
    assert finding(replace(MISMATCH, fix=fix))["suggestions"] == []


def test_paths_count_from_the_top_of_the_checkout() -> None:
    found = document(replace(REPORT, root="sub"))["diagnostics"][0]
    assert found["location"]["path"] == "sub/tools/Cargo.toml"
