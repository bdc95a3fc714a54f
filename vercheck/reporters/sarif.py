"""SARIF 2.1.0, which code hosts and editors show: results, the checks behind them, and fixes.

The standard is OASIS's "Static Analysis Results Interchange Format"; section numbers below are its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any
from urllib.parse import quote

from vercheck.fingerprints import fingerprints
from vercheck.model import Diagnostic, Edit, Fix, Label, Location, Ran, Report, Source
from vercheck.printable import printable
from vercheck.reporters import Reporter, Style
from vercheck.reporters._fixes import is_offered, terms
from vercheck.reporters._json_text import json_text
from vercheck.reporters._labels import words
from vercheck.reporters._paths import path_from_here

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE = "SRCROOT"
_FINGERPRINT = "vercheck/v1"
_NO_BYTES = re.compile("[\ud800-\udc7f\udd00-\udfff]")


def render(report: Report, _sources: Mapping[str, Source], _style: Style) -> str:
    """One run. Columns count Unicode characters, and so `columnKind` says."""
    rules = _rules(report)
    numbers = {rule.check: number for number, rule in enumerate(rules)}
    prints = fingerprints(report.diagnostics)
    run = {
        "tool": {
            "driver": {
                "name": "vercheck",
                "version": report.version,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "originalUriBaseIds": {_BASE: {"description": {"text": "the top of the checkout"}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "defaultEncoding": "utf-8",
        "results": [
            _result(item, fingerprint, numbers[item.check], report)
            for item, fingerprint in zip(report.diagnostics, prints, strict=True)
        ],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rules(report: Report) -> Sequence[Ran]:
    """The checks that ran, and any that a finding names beside them."""
    named = {item.check: Ran(item.check, item.check) for item in report.diagnostics}
    return tuple((named | {ran.check: ran for ran in report.ran}).values())


def _rule(ran: Ran) -> dict[str, Any]:
    return {
        "id": ran.check,
        "shortDescription": {"text": printable(ran.summary)},
        "help": {"text": f"`vercheck explain {ran.check}` tells more."},
    }


def _result(item: Diagnostic, fingerprint: str, number: int, report: Report) -> dict[str, Any]:
    about = {
        "tool": item.tool,
        "artifact": str(item.artifact) if item.artifact else None,
        "version": item.version,
        "expected": item.expected,
        "rule": item.rule,
        "evidence": list(item.evidence) or None,
    }
    result = {
        "ruleId": item.check,
        "ruleIndex": number,
        "level": str(item.severity),
        "message": _message("\n".join(printable(text) for text in (item.message, item.help) if text)),
        "locations": [{"physicalLocation": _place(item.location, report)}],
        "relatedLocations": [_related(*pair, report) for pair in enumerate(item.related, 1)],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
        "properties": {key: value for key, value in about.items() if value is not None},
    }
    if is_offered(item.fix) and item.fix.edits:
        result["fixes"] = [_fix(item.fix, report)]
    return result


def _related(number: int, label: Label, report: Report) -> dict[str, Any]:
    text = words(label)
    return {
        "id": number,
        "physicalLocation": _place(label.location, report),
        **({"message": _message(text)} if text else {}),
    }


def _message(text: str) -> dict[str, str]:
    """A message in which nothing is taken for a link (3.11.6)."""
    return {"text": text.replace("](", "\\](")}


def _fix(fix: Fix, report: Report) -> dict[str, Any]:
    path = attrgetter("location.path")
    return {
        "description": _message(f"{printable(fix.title)} ({terms(fix)})"),
        "artifactChanges": [
            _change(name, edits, report) for name, edits in groupby(sorted(fix.edits, key=path), path)
        ],
    }


def _change(path: str, edits: Iterable[Edit], report: Report) -> dict[str, Any]:
    return {
        "artifactLocation": _artifact(path, report),
        "replacements": [
            {"deletedRegion": _region(edit.location), "insertedContent": {"text": edit.new}} for edit in edits
        ],
    }


def _place(place: Location, report: Report) -> dict[str, Any]:
    return {"artifactLocation": _artifact(place.path, report), "region": _region(place)}


def _artifact(path: str, report: Report) -> dict[str, Any]:
    return {"uri": _uri(path_from_here(report, path)), "uriBaseId": _BASE}


def _region(place: Location) -> dict[str, int]:
    """The place in lines and in bytes; the end is behind the last character in both (3.30)."""
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "byteOffset": place.span.start,
        "byteLength": place.span.end - place.span.start,
    }


def _uri(path: str) -> str:
    """A relative reference that gives back the bytes of a file name, whatever they are."""
    return quote(_NO_BYTES.sub("\ufffd", path).encode("utf-8", "surrogateescape"))


REPORTER = Reporter(render)
