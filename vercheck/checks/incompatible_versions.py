"""A compatibility table says that two selected versions do not go together.

## What it does
Takes the version of a tool that is selected here, finds its row in the repository's own compatibility
tables, and looks whether the versions selected of the other tools are in it. A plain allow-list (a rule
that accepts some versions of a tool) is a table of one row. Where the repository has no row for two
tools, the tables of the rule packs answer. A `[[require]]` of the configuration always does.

## Why it matters
The table was written by somebody who tried. A pin that it does not list is refused late by a `fail()`,
or accepted and broken.

## Example
`COMPATIBLE_CLI_VERSIONS = ["0.44.0", "0.45.0", "0.46.0"]` in a rule, and `"wit-bindgen": "0.49.0"` in
the table of versions.

## Fix safety
Never fixed: either the pin or the table is out of date, and only trying it tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._satisfying import advice
from vercheck.checks._tables import against, tools
from vercheck.graph import Facts
from vercheck.graph.in_force import InForce, Site
from vercheck.graph.matrices import Judge, judged, judges, lists_version, selected, tool_of
from vercheck.model import Allowed, Diagnostic, Label, Location, Severity, Version


def run(facts: Facts) -> Iterator[Diagnostic]:
    pins = InForce.of(facts)
    answered: set[frozenset[str]] = set()
    for judge in judges(pins):
        anchors = selected(pins, judge.root, judge.anchor) if judge.anchor else ()
        lists = _applying(facts, judge, anchors)
        answered.update(frozenset({judge.anchor or tool, tool}) for tool in judged(facts.graph, judge.matrix))
        for tool in sorted(lists):
            sites = selected(pins, judge.root, tool)
            # Where one site is accepted, the others drift from it, which is a finding of its own.
            if sites and all(_is_refused(lists[tool], site) for site in sites):
                yield _unlisted(facts, judge, anchors, lists[tool], sites)
    known = pins.artifacts()
    told: set[tuple[str | None, Location]] = set()
    for table in (bound for one in facts.knowledge.tables for bound in one.bound(known)):
        if not table.severity or table.check != "incompatible-versions":
            continue
        if table.origin is not None or tools(facts, table) not in answered:
            for found in against(facts, pins, table, CHECK.severity):
                if (found.rule, found.location) not in told:  # by another name of the anchor
                    told.add((found.rule, found.location))
                    yield found


def _applying(facts: Facts, judge: Judge, anchors: tuple[Site, ...]) -> dict[str, list[Allowed]]:
    """The lists that apply to each tool: of every version of the anchor that is selected here. Where
    one of them has no row, the table cannot tell, and the gap is a finding of its own."""
    rows = list(judge.matrix.rows)
    if judge.anchor is not None:
        found = [judge.row(site.side) for site in anchors if isinstance(site.side, Version)]
        rows = [row for row in found if row is not None]
        if len(rows) < len(found):
            return {}
    applying: dict[str, list[Allowed]] = {}
    for row in rows:
        for allowed in row.allows:
            lists = applying.setdefault(tool_of(facts.graph, allowed), [])
            if allowed not in lists:
                lists.append(allowed)
    return applying


def _is_refused(lists: list[Allowed], site: Site) -> bool:
    """Whether no list that applies has the version: where the anchor's own sites disagree, one that
    fits any of them is not the one to blame."""
    version = site.side
    if not isinstance(version, Version) or version.is_opaque:
        return False
    return not any(lists_version(allowed, version) for allowed in lists)


def _unlisted(
    facts: Facts, judge: Judge, anchors: tuple[Site, ...], lists: list[Allowed], refused: tuple[Site, ...]
) -> Diagnostic:
    pin, *others = refused
    allowed = lists[0]
    texts = dict.fromkeys(text for one in lists for text, _ in one.versions)
    listed = ", ".join(f"`{text}`" for text in texts) or "nothing"
    beside = f" beside `{judge.anchor}` `{anchors[0].raw}`" if anchors else ""
    where = f"{allowed.location.path}:{allowed.location.line}"
    return Diagnostic(
        message=f"`{pin.artifact}` is `{pin.raw}` here but `{judge.matrix.name}` ({where}) "
        f"accepts only {listed}{beside}",
        location=pin.location,
        tool=facts.graph.tool(pin.pin),
        artifact=pin.artifact,
        version=pin.raw,
        related=(
            *(_list_label(one) for one in lists),
            *(site.label(f"`{site.artifact}` is `{site.raw}` here") for site in (*anchors, *others)),
        ),
        severity=Severity.WARNING if judge.matrix.tried else None,
        help=f"add `{pin.raw}` to the list once it is known to work, or pin a version that is in it"
        + advice(facts, facts.graph.tool(pin.pin), judge.root),
    )


def _list_label(allowed: Allowed) -> Label:
    place = allowed.versions[0][1] if allowed.versions else allowed.location
    return Label(place, "accepts " + (", ".join(f"`{text}`" for text, _ in allowed.versions) or "nothing"))


CHECK = Check("a compatibility table says that two selected versions do not go together", Severity.ERROR, run)
