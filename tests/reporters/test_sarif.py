from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.reporters.published import needs, validate
from tests.reporters.sample import CLEAN, MANIFEST, MISMATCH, REPORT, SOURCES, TABLE, place
from vercheck.fingerprints import fingerprints
from vercheck.model import Applicability, Diagnostic, Edit, Fix, Report, Source, Span
from vercheck.reporters import Style
from vercheck.reporters.sarif import REPORTER


def document(report: Report) -> Any:
    read = json.loads(REPORTER.render(report, SOURCES, Style()))
    validate(read, "sarif-2.1.0.json")
    return read


def run(report: Report) -> Any:
    (only,) = document(report)["runs"]
    return only


def result(item: Diagnostic, root: str = ".") -> Any:
    return run(replace(REPORT, root=root, diagnostics=(item,)))["results"][0]


@needs("sarif-2.1.0.json")
@pytest.mark.parametrize("report", [REPORT, CLEAN])
def test_the_document_is_as_the_published_schema_says(report: Report) -> None:
    assert document(report)["version"] == "2.1.0"


def test_a_result_says_what_where_and_beside_what() -> None:
    found = result(MISMATCH)
    assert found.pop("partialFingerprints") == {"vercheck/v1": fingerprints([MISMATCH])[0]}
    assert found == {
        "ruleId": "companion-mismatch",
        "ruleIndex": 0,
        "level": "error",
        "message": {
            "text": "`cargo:wit-bindgen` is `0.47.0` but `bin:wit-bindgen` is `0.46.0`\n"
            "run `vercheck fix --tool wit-bindgen --to 0.46.0`"
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "tools/Cargo.toml", "uriBaseId": "SRCROOT"},
                    "region": {
                        "startLine": 2,
                        "startColumn": 17,
                        "endLine": 2,
                        "endColumn": 23,
                        "byteOffset": 31,
                        "byteLength": 6,
                    },
                }
            }
        ],
        "relatedLocations": [
            {
                "id": 1,
                "physicalLocation": {
                    "artifactLocation": {"uri": "versions.bzl", "uriBaseId": "SRCROOT"},
                    "region": {
                        "startLine": 2,
                        "startColumn": 21,
                        "endLine": 2,
                        "endColumn": 27,
                        "byteOffset": 30,
                        "byteLength": 6,
                    },
                },
                "message": {"text": "the tool is selected here"},
            }
        ],
        "properties": {
            "tool": "wit-bindgen",
            "artifact": "cargo:wit-bindgen",
            "version": "0.47.0",
            "expected": "0.46.0",
            "rule": "wasm/wit-cli",
            "evidence": ["bytecodealliance/wit-bindgen: the tags"],
        },
        "fixes": [
            {
                "description": {
                    "text": "change `cargo:wit-bindgen` to `0.46.0` (safe: `vercheck fix --write` applies it)"
                },
                "artifactChanges": [
                    {
                        "artifactLocation": {"uri": "tools/Cargo.toml", "uriBaseId": "SRCROOT"},
                        "replacements": [
                            {
                                "deletedRegion": {
                                    "startLine": 2,
                                    "startColumn": 17,
                                    "endLine": 2,
                                    "endColumn": 23,
                                    "byteOffset": 31,
                                    "byteLength": 6,
                                },
                                "insertedContent": {"text": "0.46.0"},
                            }
                        ],
                    }
                ],
            }
        ],
    }


def test_the_rules_are_the_checks_that_ran() -> None:
    rules = run(CLEAN)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["companion-mismatch", "unreadable-file", "version-drift"]
    assert rules[0]["shortDescription"] == {"text": "two things that belong together do not fit"}
    assert run(CLEAN)["results"] == []


def test_every_result_points_at_its_rule() -> None:
    for report in (REPORT, replace(REPORT, ran=()), replace(REPORT, ran=REPORT.ran[1:])):
        read = run(report)
        rules = read["tool"]["driver"]["rules"]
        assert [rules[item["ruleIndex"]]["id"] for item in read["results"]] == [
            "companion-mismatch",
            "unreadable-file",
        ]


def test_a_result_keeps_its_fingerprint_when_lines_move() -> None:
    below = Source(MANIFEST.path, b"# a new line\n" + MANIFEST.content)
    moved = result(replace(MISMATCH, location=place(below, "0.47.0")))
    assert moved["partialFingerprints"] == result(MISMATCH)["partialFingerprints"]
    assert moved["locations"] != result(MISMATCH)["locations"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/100%#?.toml", "a%20b/100%25%23%3F.toml"),
        ("größe/版.toml", "gr%C3%B6%C3%9Fe/%E7%89%88.toml"),
        ("not\udce9utf8", "not%E9utf8"),
        ("c:/x", "c%3A/x"),
    ],
)
def test_a_name_is_written_as_a_relative_uri(path: str, uri: str) -> None:
    odd = result(replace(MISMATCH, location=replace(MISMATCH.location, path=path)))
    assert odd["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


@pytest.mark.parametrize(
    ("root", "uri"),
    [
        ("sub", "sub/tools/Cargo.toml"),
        ("./sub/", "sub/tools/Cargo.toml"),
        ("/far/away", "tools/Cargo.toml"),
        ("..", "tools/Cargo.toml"),
    ],
)
def test_paths_count_from_the_top_of_the_checkout(root: str, uri: str) -> None:
    found = result(MISMATCH, root)
    assert found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri
    assert found["fixes"][0]["artifactChanges"][0]["artifactLocation"]["uri"] == uri


def test_a_fix_of_several_files_says_for_each_byte_what_it_becomes() -> None:
    wide = Source("wide", "\ufeff版 = 1.2.3; 版 = 1.2.3\r\n".encode())
    first, last = (wide.locate(Span(at, at + 5)) for at in (9, 22))
    fix = Fix(
        "t",
        (Edit(last, "1.2.3", "2"), Edit(place(TABLE, "0.46.0"), "0.46.0", "v"), Edit(first, "1.2.3", "10.0")),
        Applicability.UNSAFE,
    )
    (told,) = result(replace(MISMATCH, fix=fix))["fixes"]
    assert told["description"]["text"] == "t (unsafe: it picks a side, and needs `--unsafe`)"
    changes = {
        change["artifactLocation"]["uri"]: change["replacements"] for change in told["artifactChanges"]
    }
    assert list(changes) == ["versions.bzl", "wide"]
    content = wide.content
    for replacement in sorted(changes["wide"], key=lambda item: -item["deletedRegion"]["byteOffset"]):
        start = replacement["deletedRegion"]["byteOffset"]
        end = start + replacement["deletedRegion"]["byteLength"]
        content = content[:start] + replacement["insertedContent"]["text"].encode() + content[end:]
    assert content.decode() == "\ufeff版 = 10.0; 版 = 2\r\n"
    line = wide.content.decode("utf-8-sig").splitlines()[0]
    columns = [
        (item["deletedRegion"]["startColumn"], item["deletedRegion"]["endColumn"]) for item in changes["wide"]
    ]
    assert [line[start - 1 : end - 1] for start, end in columns] == ["1.2.3", "1.2.3"]


@pytest.mark.parametrize(
    "fix",
    [
        Fix("t", (Edit(place(TABLE, "0.46.0"), "0.46.0", "v"),), Applicability.MANUAL),
        Fix("t", (Edit(place(TABLE, "0.46.0"), "0.46.0", "v"),), Applicability.SAFE, ("a digest",)),
        Fix("t", (), Applicability.SAFE),
        None,
    ],
)
def test_a_fix_that_would_not_be_applied_is_not_offered(fix: Fix | None) -> None:
    assert "fixes" not in result(replace(MISMATCH, fix=fix))


def test_nothing_in_a_message_is_a_link() -> None:
    text = result(replace(MISMATCH, message="see [here](https://example.com)", help=None))["message"]["text"]
    assert text == "see [here\\](https://example.com)"
