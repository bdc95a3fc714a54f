"""A fleet's report for programs: one JSON document, whose schema is `schemas/fleet.schema.json`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from vercheck import __version__
from vercheck.fleet.across import Repository, Tool
from vercheck.fleet.report import FleetReport
from vercheck.reporters._json_text import json_text


def render(report: FleetReport) -> str:
    """The document on several lines."""
    return json_text(
        {
            "schema": "vercheck-fleet-1",
            "version": __version__,
            "summary": asdict(report.summary),
            "repositories": [_repository(one, report) for one in report.repositories],
            "tools": [_tool(tool) for tool in report.tools],
        },
        indent=2,
    )


def _repository(one: Repository, report: FleetReport) -> dict[str, Any]:
    return {
        "name": one.name,
        "root": one.root,
        "state": "failed" if one.trouble is not None else "checked",
        "trouble": one.trouble,
        "reason": one.reason,
        "files": one.files,
        "pins": one.pins,
        "errors": one.errors,
        "warnings": one.warnings,
        "baselined": one.baselined,
        "checks": dict(one.checks),
        "diagnostics": [found for _, found in report.findings(one.key)] if one.checks else [],
    }


def _tool(tool: Tool) -> dict[str, Any]:
    return {
        "tool": tool.name,
        "family": tool.family,
        "versions": [
            {
                "version": used.version,
                "repositories": list(used.repositories),
                "places": [asdict(place) for place in used.places],
            }
            for used in tool.versions
        ],
    }
