"""A compatibility table has no row for the version that is pinned, so it says nothing.

## What it does
Reports an in-repository compatibility table without a row for the selected version of the tool that its
keys are versions of, and a pin that is newer than the last one that a table, or a list of groups, of the
rule packs knows, or that falls between two of its lines.

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

from vercheck.checks import Check
from vercheck.checks._known_ends import beyond
from vercheck.graph import Facts
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
    yield from beyond(facts, pins)


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
        message=f"`{judge.matrix.name}` has no row for `{tool}` {texts}, only for {keys}: "
        "it says nothing about it",
        location=judge.matrix.location,
        tool=tool,
        artifact=missing[0].artifact,
        related=tuple(site.label(f"`{site.artifact}` is `{site.raw}` here") for site in missing),
        help=f"add a row for {texts} with the versions that were tried",
    )


CHECK = Check("a compatibility table has no row for the pinned version", Severity.WARNING, run)
