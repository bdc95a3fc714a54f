"""A compatibility table says that two selected versions do not go together.

## What it does
Takes the version of a tool that is selected here, finds its row in the repository's own compatibility
tables, and looks whether the versions selected of the other tools are in it. A plain allow-list (a rule
that accepts some versions of a tool) is a table of one row. Where the repository has no row for two
tools, the tables of the rule packs answer.

## Why it matters
The table was written by somebody who tried. A pin that it does not list is refused late by a `fail()`,
or accepted and broken.

## Example
`COMPATIBLE_CLI_VERSIONS = ["0.44.0", "0.45.0", "0.46.0"]` in a rule, and `"wit-bindgen": "0.49.0"` in the versions.

## Fix safety
Never fixed: either the pin or the table is out of date, and only trying it tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.graph import Facts, Table
from vercheck.graph.in_force import InForce, Site
from vercheck.graph.matrices import Judge, judged, judges, lists_version, selected, tool_of
from vercheck.graph.relations import admitted, read
from vercheck.model import Allowed, Diagnostic, Label, Requirement, Role, Severity, Version

FORMAT = "format"
"""The ecosystem of file formats: what a format asks of a compiler is `toolchain-below-minimum`'s question."""


def run(facts: Facts) -> Iterator[Diagnostic]:
    pins = InForce.of(facts)
    answered: set[frozenset[str]] = set()
    for judge in judges(pins):
        anchors = selected(pins, judge.root, judge.anchor) if judge.anchor else ()
        lists = _applying(facts, judge, anchors)
        answered.update(frozenset({judge.anchor or tool, tool}) for tool in judged(facts.graph, judge.matrix))
        for tool in sorted(lists):
            refused = [site for site in selected(pins, judge.root, tool) if _is_refused(lists[tool], site)]
            if refused:
                yield _unlisted(facts, judge, anchors, lists[tool], refused)
    for table in facts.knowledge.tables:
        if table.severity and table.anchor.ecosystem != FORMAT and _tools(facts, table) not in answered:
            yield from _against_table(facts, pins, table)


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
    facts: Facts, judge: Judge, anchors: tuple[Site, ...], lists: list[Allowed], refused: list[Site]
) -> Diagnostic:
    pin, *others = refused
    allowed = lists[0]
    texts = dict.fromkeys(text for one in lists for text, _ in one.versions)
    listed = ", ".join(f"`{text}`" for text in texts) or "nothing"
    beside = f" beside `{judge.anchor}` `{anchors[0].raw}`" if anchors else ""
    where = f"{allowed.location.path}:{allowed.location.line}"
    return Diagnostic(
        message=f"`{pin.artifact}` is `{pin.raw}` here but `{judge.matrix.trail}` ({where}) "
        f"accepts only {listed}{beside}",
        location=pin.location,
        tool=facts.graph.tool(pin.pin),
        artifact=pin.artifact,
        version=pin.raw,
        related=(
            *(_list_label(one) for one in lists),
            *(site.label(f"`{site.artifact}` is `{site.raw}` here") for site in (*anchors, *others)),
        ),
        help=f"add `{pin.raw}` to the list once it is known to work, or pin a version that is in it",
    )


def _list_label(allowed: Allowed) -> Label:
    place = allowed.versions[0][1] if allowed.versions else allowed.location
    return Label(place, "accepts " + (", ".join(f"`{text}`" for text, _ in allowed.versions) or "nothing"))


def _tools(facts: Facts, table: Table) -> frozenset[str]:
    names = (facts.graph.tool_named(str(artifact)) for artifact in (table.anchor, table.subject))
    return frozenset(name for name in names if name is not None)


def _against_table(facts: Facts, pins: InForce, table: Table) -> Iterator[Diagnostic]:
    for root in pins.roots():
        anchors = pins.decisions(root, table.anchor)
        sites = pins.sites(root, table.subject, Role.SELECTS, Role.REQUIRES) if anchors else ()
        refused = [site for site in sites if _needs(table, anchors, site)]
        for site in refused:
            yield _unfit(facts, table, anchors, site, table.severity)
        for site in pins.newest(root, table.subject) if anchors and not refused else ():
            if table.severity is Severity.ERROR and _needs(table, anchors, site):
                yield _unfit(facts, table, anchors, site, Severity.WARNING)


def _speaking(anchors: tuple[Site, ...], site: Site) -> tuple[Site, ...]:
    """The anchors in the subject's own file where it has any: a manifest is a unit of its own."""
    return tuple(anchor for anchor in anchors if anchor.path == site.path) or anchors


def _needs(table: Table, anchors: tuple[Site, ...], site: Site) -> list[Requirement]:
    """What the anchors that the table knows ask for, where this site gives it to none of them."""
    needs = [_needed(table, anchor) for anchor in _speaking(anchors, site)]
    known = [need for need in needs if need is not None]
    return known if all(admitted(need, site.side) is False for need in known) else []


def _needed(table: Table, anchor: Site) -> Requirement | None:
    """What the table asks of the subject beside this anchor; `None` where it has no row for it."""
    rows = [read(subject) for when, subject in table.rows if admitted(read(when), anchor.side)]
    if not rows:
        return None
    text = " || ".join(row.text for row in rows)
    return Requirement(text, rows[0].scheme, tuple(interval for row in rows for interval in row.intervals))


def _unfit(
    facts: Facts, table: Table, anchors: tuple[Site, ...], site: Site, severity: Severity
) -> Diagnostic:
    known = [anchor for anchor in _speaking(anchors, site) if _needed(table, anchor) is not None]
    anchor, need = known[0], _needs(table, anchors, site)[0].text
    return Diagnostic(
        message=f"`{site.artifact}` is `{site.raw}` here but `{anchor.artifact}` `{anchor.raw}` "
        f"({anchor.path}:{anchor.location.line}) needs `{need}`: {table.reason}",
        location=site.location,
        tool=facts.graph.tool(site.pin),
        artifact=site.artifact,
        version=site.raw,
        related=tuple(one.label(f"`{one.artifact}` is `{one.raw}` here") for one in known),
        help=f"move `{site.artifact}` to `{need}`, or `{anchor.artifact}` to a version that fits `{site.raw}`",
        rule=table.id,
        severity=None if severity is CHECK.severity else severity,
    )


CHECK = Check("a compatibility table says that two selected versions do not go together", Severity.ERROR, run)
