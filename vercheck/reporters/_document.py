"""One finding as the JSON contract has it: what `json` nests and `jsonl` writes line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vercheck.fingerprints import fingerprints
from vercheck.model import Diagnostic, Edit, Fix, Label, Report


def findings(report: Report) -> Iterator[dict[str, Any]]:
    """Every finding of a report, in order; its schema is in `schemas/report.schema.json`."""
    prints = fingerprints(report.diagnostics)
    for item, fingerprint in zip(report.diagnostics, prints, strict=True):
        yield _finding(item, fingerprint)


def _finding(item: Diagnostic, fingerprint: str) -> dict[str, Any]:
    place = item.location
    return {
        "check": item.check,
        "severity": str(item.severity),
        "tool": item.tool,
        "artifact": str(item.artifact) if item.artifact else None,
        "message": item.message,
        "help": item.help or None,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "version": item.version,
        "expected": item.expected,
        "related": [_label(label) for label in item.related],
        "rule": item.rule,
        "evidence": list(item.evidence),
        "fix": _fix(item.fix) if item.fix else None,
        "fingerprint": fingerprint,
    }


def _label(label: Label) -> dict[str, Any]:
    return {
        "path": label.location.path,
        "line": label.location.line,
        "column": label.location.column,
        "version": label.version,
        "artifact": str(label.artifact) if label.artifact else None,
        "role": str(label.role) if label.role else None,
        "note": label.text or None,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "applicability": str(fix.applicability),
        "title": fix.title,
        "edits": [_edit(edit) for edit in fix.edits],
        "lacks": list(fix.lacks),
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "path": edit.location.path,
        "start": edit.location.span.start,
        "end": edit.location.span.end,
        "old": edit.old,
        "new": edit.new,
    }
