"""A compatibility table has no row for the version that is pinned, so it says nothing.

## What it does
Reports an in-repository compatibility table without a row for the selected version of the tool that its
keys are versions of. For the tables of the rule packs, which end at a known version, this is off.

## Why it matters
Code that looks a version up in such a table mostly does `if version in table:`, so a missing row is
not a refusal but a silent pass: the check that the table is there for does not happen.

## Example
The table has rows for `1.235.0` and `1.239.0`, and `wasm-tools` is pinned at `1.240.0`.

## Fix safety
Never fixed: the row must say what was tried.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck import versions
from vercheck.checks import Check
from vercheck.graph import Facts, Table
from vercheck.graph.in_force import InForce, Site
from vercheck.graph.matrices import Judge, judges, selected
from vercheck.model import Diagnostic, Severity, Version


def run(facts: Facts) -> Iterator[Diagnostic]:
    pins = InForce.of(facts)
    every = judges(pins)
    for judge in every:
        if judge.anchor is None or judge.matrix.tried:
            continue
        missing = [
            site
            for site in selected(pins, judge.root, judge.anchor)
            if not _is_covered(judge, every, site.side)
        ]
        if missing:
            yield _gap(judge, judge.anchor, missing)
    for table in facts.knowledge.tables:
        yield from _beyond(facts, pins, table)


def _is_covered(judge: Judge, every: tuple[Judge, ...], side: object) -> bool:
    """Whether this table, or another one about the same tool, has a row: where only a copy has it,
    the two tables disagree, which is a finding of its own."""
    if not isinstance(side, Version) or side.is_opaque:
        return True
    return any(
        other.anchor == judge.anchor and other.root == judge.root and other.row(side) is not None
        for other in every
    )


def _gap(judge: Judge, tool: str, missing: list[Site]) -> Diagnostic:
    keys = ", ".join(f"`{row.when}`" for row in judge.matrix.rows if row.when)
    texts = " and ".join(f"`{text}`" for text in sorted({site.raw for site in missing}))
    return Diagnostic(
        message=f"`{judge.matrix.trail}` has no row for `{tool}` {texts}, only for {keys}: "
        "it says nothing about it",
        location=judge.matrix.location,
        tool=tool,
        artifact=missing[0].artifact,
        related=tuple(site.label(f"`{site.artifact}` is `{site.raw}` here") for site in missing),
        help=f"add a row for {texts} with the versions that were tried",
    )


def _beyond(facts: Facts, pins: InForce, table: Table) -> Iterator[Diagnostic]:
    """Pins that are newer than the last version that a pack's table knows."""
    if not table.severity or not table.known_through:
        return
    last = versions.parse(table.known_through)
    for root in pins.roots():
        if not pins.sites(root, table.subject):
            continue
        for site in pins.decisions(root, table.anchor):
            if not _is_newer(site, last):
                continue
            yield Diagnostic(
                message=f"`{site.artifact}` is `{site.raw}` here but the table of what it needs of "
                f"`{table.subject}` ends at `{table.known_through}`: it says nothing about it",
                location=site.location,
                tool=facts.graph.tool(site.pin),
                artifact=site.artifact,
                version=site.raw,
                help="read the tool's release notes, or add a row in a pack of your own",
                rule=table.id,
                severity=Severity.OFF,
            )


def _is_newer(site: Site, last: Version) -> bool:
    if not isinstance(site.side, Version) or versions.equal_at_precision(site.side, last):
        return False
    try:
        return versions.compare(site.side, last) > 0
    except versions.IncomparableError:
        return False


CHECK = Check("a compatibility table has no row for the pinned version", Severity.WARNING, run)
