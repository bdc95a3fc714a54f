"""A report for programs: one JSON document, whose schema is `schemas/report.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from vercheck.model import Diagnostic, Edit, Label, Report, Source
from vercheck.printable import without_surrogates
from vercheck.reporters import Reporter, Style
from vercheck.reporters._counts import Counts
from vercheck.reporters._fingerprint import fingerprints


def render(report: Report, _sources: Mapping[str, Source], _style: Style) -> str:
    """The document on several lines, in ASCII, so that no locale can change it."""
    prints = fingerprints(report.diagnostics)
    document = {
        "schema": "vercheck-report-1",
        "version": report.version,
        "root": without_surrogates(report.root),
        "summary": asdict(Counts.of(report)),
        "diagnostics": [
            _diagnostic(item, fingerprint)
            for item, fingerprint in zip(report.diagnostics, prints, strict=True)
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _diagnostic(item: Diagnostic, fingerprint: str) -> dict[str, Any]:
    place = item.location
    return {
        "check": item.check,
        "severity": str(item.severity),
        "tool": item.tool,
        "artifact": str(item.artifact) if item.artifact else None,
        "message": without_surrogates(item.message),
        "help": without_surrogates(item.help) if item.help else None,
        "path": without_surrogates(place.path),
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "version": item.version,
        "expected": item.expected,
        "related": [_label(label) for label in item.related],
        "rule": item.rule,
        "fix": {
            "applicability": str(item.fix.applicability),
            "title": item.fix.title,
            "edits": [_edit(edit) for edit in item.fix.edits],
            "lacks": list(item.fix.lacks),
        }
        if item.fix
        else None,
        "fingerprint": fingerprint,
    }


def _label(label: Label) -> dict[str, Any]:
    return {
        "path": without_surrogates(label.location.path),
        "line": label.location.line,
        "column": label.location.column,
        "version": label.version,
        "artifact": str(label.artifact) if label.artifact else None,
        "role": str(label.role) if label.role else None,
        "note": without_surrogates(label.text) or None,
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "path": without_surrogates(edit.location.path),
        "start": edit.location.span.start,
        "end": edit.location.span.end,
        "old": edit.old,
        "new": edit.new,
    }


REPORTER = Reporter(render)
