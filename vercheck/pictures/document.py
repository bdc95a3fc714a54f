"""A picture for programs: one JSON document, whose schema is `schemas/graph.schema.json`."""

from __future__ import annotations

from typing import Any

from vercheck.model import Report, Severity
from vercheck.pictures.passages import Passage
from vercheck.pictures.picture import Picture, versions, worst
from vercheck.pictures.rows import pin_row
from vercheck.reporters._document import findings
from vercheck.reporters._json_text import json_text


def as_json(picture: Picture) -> str:
    """Tools, files, the edges between them, the pins behind each edge, and what was found. Pins and findings
    are named by their number in the document."""
    numbers = {id(site): number for number, site in enumerate(picture.sites)}
    about = {
        tool: [number for number, finding in enumerate(picture.findings) if tool in finding.tools]
        for tool in picture.severities
    }
    return json_text(
        {
            "schema": "vercheck-graph-1",
            "version": picture.version,
            "root": picture.root,
            "summary": summary(picture),
            "tools": [
                {
                    "name": tool,
                    "ecosystems": sorted({site.linked.artifact.ecosystem for site in sites}),
                    "versions": list(versions(sites)),
                    "severity": severity_word(picture.severities.get(tool, Severity.OFF)),
                    "findings": about.get(tool, []),
                }
                for tool, sites in picture.tools.items()
            ],
            "files": [
                {"path": path, "severity": severity_word(worst(sites))}
                for path, sites in picture.files.items()
            ],
            "edges": [
                {
                    "tool": tool,
                    "path": path,
                    "versions": list(versions(sites)),
                    "severity": severity_word(worst(sites)),
                    "pins": [numbers[id(site)] for site in sites],
                }
                for (tool, path), sites in sorted(picture.edges.items())
            ],
            "references": [
                {"from": number, "to": site.leads_to}
                for number, site in enumerate(picture.sites)
                if site.leads_to is not None
            ],
            "pins": [
                {**pin_row(site.linked), "severity": severity_word(site.severity)} for site in picture.sites
            ],
            "findings": found(picture),
        },
        indent=2,
    )


def summary(picture: Picture) -> dict[str, int]:
    """How much there is of everything."""
    severities = [finding.severity for finding in picture.findings]
    return {
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "tools": len(picture.tools),
        "files": len(picture.files),
        "pins": len(picture.sites),
    }


def found(picture: Picture) -> list[dict[str, Any]]:
    """The findings as in a report, each with its tools, the lines it points to, and its fix as a diff."""
    items = tuple(finding.item for finding in picture.findings)
    report = Report(picture.root, picture.version, items, len(picture.files), len(picture.sites))
    rows = list(findings(report))
    for row, finding in zip(rows, picture.findings, strict=True):
        row["fingerprint"] = finding.fingerprint
        row["tools"] = list(finding.tools)
        row["excerpt"] = _lines(finding.passage)
        for label, passage in zip(row["related"], finding.related, strict=True):
            label["excerpt"] = _lines(passage)
        row["diff"] = finding.diff or None
    return rows


def severity_word(severity: Severity) -> str | None:
    """The severity as reports write it; `None` where nothing is found."""
    return str(severity) if severity else None


def _lines(passage: Passage | None) -> dict[str, Any] | None:
    if passage is None:
        return None
    return {
        "first": passage.first,
        "before": list(passage.before),
        "line": [passage.start, passage.marked, passage.end],
        "after": list(passage.after),
    }
