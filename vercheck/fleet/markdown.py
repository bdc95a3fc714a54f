"""A fleet's report for the summary of a job or a page of a wiki: tables, and findings folded away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vercheck.fleet.across import Tool
from vercheck.fleet.report import FleetReport
from vercheck.fleet.text import MOST, at, counts, explained, shortened
from vercheck.reporters._markup import code, prose

_FINDINGS = 500
"""Findings that are shown: a summary has a limit, and the store has them all."""


def render(report: FleetReport) -> str:
    parts = [
        f"## vercheck: {prose(str(report.summary))}\n",
        _table("could not be checked", ("repository", "why"), list(_failed(report))),
        _table(
            "repositories with findings", ("repository", "errors", "warnings", "checks"), list(_found(report))
        ),
        *_tools(report),
        _findings(report),
    ]
    return "\n".join(part for part in parts if part)


def _failed(report: FleetReport) -> Iterator[Sequence[str]]:
    return ((code(one.name), prose(explained(one))) for one in report.failed)


def _found(report: FleetReport) -> Iterator[Sequence[str]]:
    for one in report.with_findings:
        yield code(one.name), f"{one.errors:,}", f"{one.warnings:,}", counts(one)


def _tools(report: FleetReport) -> Iterator[str]:
    if report.across.tool is not None:
        for tool in report.tools:
            yield _table(prose(at(tool)), ("version", "role", "repository", "place"), list(_places(tool)))
        return
    shown = report.tools[:MOST]
    rows = [(code(at(tool)), f"{tool.repositories:,}", _spread(tool)) for tool in shown]
    yield _table("tools at several versions", ("tool", "repositories", "version: repositories"), rows)
    if len(report.tools) > MOST:
        yield f"{len(report.tools) - MOST:,} tools left out: `--format json` has all.\n"


def _spread(tool: Tool) -> str:
    return ", ".join(f"{code(shortened(used.version))}: {len(used.repositories):,}" for used in tool.versions)


def _places(tool: Tool) -> Iterator[Sequence[str]]:
    for used in tool.versions:
        for place in used.places:
            more = f" and {place.more:,} more" if place.more else ""
            where = code(f"{place.path}:{place.line}") + more
            yield code(used.version), place.role, code(place.repository), where


def _findings(report: FleetReport) -> str:
    rows: list[Sequence[str]] = []
    left_out = 0
    for name, item in report.findings():
        if len(rows) == _FINDINGS:
            left_out += 1
            continue
        where = code(f"{name.rstrip('/')}/{item['path']}:{item['line']}")
        rows.append((where, prose(item["message"]), code(item["check"])))
    if not rows:
        return ""
    table = _table("", ("place", "finding", "check"), rows)
    rest = f"\n{left_out:,} findings left out for size: `--format json` has all.\n" if left_out else ""
    return f"<details>\n<summary>findings</summary>\n\n{table}\n</details>\n{rest}"


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    lines = (head, ["---"] * len(head), *rows)
    table = "".join(f"| {' | '.join(line)} |\n" for line in lines)
    return f"### {title}\n\n{table}" if title else table
