"""A fleet's report for people: findings line by line, then tables, and at last all of it in one line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vercheck.fleet.across import Repository, Tool, Used
from vercheck.fleet.report import FleetReport
from vercheck.printable import columns, printable
from vercheck.style import Style

MOST = 20
"""Tools, and repositories with findings, that are shown before the rest is counted."""

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def render(report: FleetReport, style: Style) -> str:
    """The whole report; where counts are unwanted, only what is wrong."""
    parts = [_findings(report), _failed(report.failed)]
    if report.across.tool is not None:
        parts += [_all_of(tool) for tool in report.tools]
    elif style.counts:
        parts += [_repositories(report.with_findings), _tools(report.tools)]
    if style.counts:
        parts.append(f"{report.summary}\n")
    return "\n".join(part for part in parts if part)


def shortened(version: str) -> str:
    """A version as one can say it: of a commit, its beginning."""
    return version[:12] if _COMMIT.fullmatch(version) else version


def at(tool: Tool) -> str:
    """What a tool is called: one that a package index serves, with the index."""
    return tool.name if tool.family == "release" else f"{tool.name} ({tool.family})"


def _findings(report: FleetReport) -> str:
    return "".join(
        f"{printable(name.rstrip('/'))}/{printable(item['path'])}:{item['line']}:{item['column']}: "
        f"{item['severity']}[{item['check']}] {printable(item['message'])}\n"
        for name, item in report.findings()
    )


def _failed(repositories: Sequence[Repository]) -> str:
    rows = [(printable(one.name), explained(one)) for one in repositories]
    return _table("could not be checked:", rows, numbers=())


def explained(one: Repository) -> str:
    """Why a repository could not be checked, in one line."""
    if one.trouble != "bug":
        return printable(one.reason or "")
    return f"a bug in vercheck, of which `vercheck check` there tells more: {printable(one.reason or '')}"


def _repositories(found: Sequence[Repository]) -> str:
    rows = [
        (printable(one.name), f"{one.errors:,}", f"{one.warnings:,}", counts(one)) for one in found[:MOST]
    ]
    head = ("repository", "errors", "warnings", "checks")
    return _table(
        "repositories with findings:", [head, *rows] if rows else [], (1, 2), len(found) - len(rows)
    )


def counts(one: Repository) -> str:
    """The findings of a repository by check, the most first."""
    ordered = sorted(one.checks, key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{check} {number:,}" for check, number in ordered)


def _tools(tools: Sequence[Tool]) -> str:
    rows = [
        (printable(at(tool)), f"{len(tool.versions):,}", f"{tool.repositories:,}", _spread(tool.versions))
        for tool in tools[:MOST]
    ]
    head = ("tool", "versions", "repositories", "version (repositories)")
    title = "tools at several versions:"
    return _table(title, [head, *rows] if rows else [], (1, 2), len(tools) - len(rows))


def _spread(versions: Sequence[Used], most: int = 4) -> str:
    said = [f"{printable(shortened(one.version))} ({len(one.repositories):,})" for one in versions[:most]]
    rest = [f"and {len(versions) - most:,} more"] if len(versions) > most else []
    return ", ".join([*said, *rest])


def _all_of(tool: Tool) -> str:
    rows: list[tuple[str, ...]] = [("version", "role", "repository", "place")]
    for used in tool.versions:
        version = printable(used.version)
        for place in used.places:
            more = f" and {place.more:,} more" if place.more else ""
            where = f"{printable(place.path)}:{place.line}{more}"
            rows.append((version, place.role, printable(place.repository), where))
            version = ""
    many = "1 version" if len(tool.versions) == 1 else f"{len(tool.versions):,} versions"
    wide = "1 repository" if tool.repositories == 1 else f"{tool.repositories:,} repositories"
    return _table(f"{printable(at(tool))}: {many} in {wide}", rows, numbers=())


def _table(title: str, rows: Sequence[tuple[str, ...]], numbers: Sequence[int], more: int = 0) -> str:
    if not rows:
        return ""
    widths = [max(columns(row[index]) for row in rows) for index in range(len(rows[0]))]
    lines = ["  ".join(_cells(row, widths, numbers)).rstrip() for row in rows]
    rest = [f"and {more:,} more: `--format json` has all"] if more else []
    return "".join(f"{line}\n" for line in (title, *(f"  {line}" for line in (*lines, *rest))))


def _cells(row: Sequence[str], widths: Sequence[int], numbers: Sequence[int]) -> Iterator[str]:
    for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
        gap = " " * (width - columns(cell))
        yield gap + cell if index in numbers else cell + gap
