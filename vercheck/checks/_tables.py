"""Selected versions held against the tables of the rule packs, which answer where the repository's own
tables are silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from vercheck.checks._environments import folder, meet
from vercheck.checks._jobs import is_job
from vercheck.checks._satisfying import advice
from vercheck.checks._steps import gets, is_added
from vercheck.graph import Facts, Table
from vercheck.graph.in_force import InForce, Site
from vercheck.graph.relations import admitted, read
from vercheck.graph.verdicts import needed, refused
from vercheck.model import Diagnostic, Label, Requirement, Severity


def tools(facts: Facts, table: Table) -> frozenset[str]:
    """The two tools that a table is about."""
    names = (facts.graph.tool_named(str(artifact)) for artifact in (table.anchor, table.subject))
    return frozenset(name for name in names if name is not None)


def against(facts: Facts, pins: InForce, table: Table, default: Severity) -> Iterator[Diagnostic]:
    """Pins that a table refuses; what a registry offers as the newest is at most a warning.
    `default` is the severity that a finding need not state."""
    for root in pins.roots(table.anchor):
        anchors = pins.decisions(root, table.anchor)
        sites = pins.sites(root, table.subject, *table.subject_roles) if anchors else ()
        pairs = [(site, _speaking(facts, anchors, site, sites)) for site in sites]
        refused = [(site, speaking) for site, speaking in pairs if _needs(table, speaking, site)]
        for site, speaking in refused:
            yield _unfit(facts, table, speaking, site, None if table.severity is default else table.severity)
        for site in pins.newest(root, table.subject) if anchors and not refused else ():
            speaking = _speaking(facts, anchors, site, sites)
            if table.severity is Severity.ERROR and _needs(table, speaking, site):
                yield _unfit(facts, table, speaking, site, Severity.WARNING)


def _speaking(
    facts: Facts, anchors: tuple[Site, ...], site: Site, subjects: tuple[Site, ...]
) -> tuple[Site, ...]:
    """The anchors in the subject's own file where it has any: a manifest is a unit of its own. A compile
    target is chosen for a folder, and says nothing about the compiler of another one; a job that sets up
    both says nothing about what others set up; what npm installs in a folder is not seen beside it."""
    sealed = {subject.path for subject in subjects if is_job(subject.path)} - {site.path}
    anchors = tuple(
        anchor
        for anchor in anchors
        if (gets(facts, site, anchor) if is_added(anchor) else anchor.path not in sealed)
        and (not _are_packages(anchor, site) or _is_beside(anchor, site))
    )
    anchors = tuple(
        anchor
        for anchor in anchors
        if anchor.artifact.ecosystem != "target" or meet(replace(anchor, artifact=site.artifact), site)
    )
    return tuple(anchor for anchor in anchors if anchor.path == site.path) or anchors


def _are_packages(anchor: Site, site: Site) -> bool:
    """Whether both are looked up by where they are installed."""
    return anchor.artifact.ecosystem == site.artifact.ecosystem == "npm"


def _is_beside(anchor: Site, site: Site) -> bool:
    """Whether one folder has both, each by its own name: an alias is found by no other package."""
    is_alias = "ependencies." in site.pin.trail and not site.pin.trail.endswith(site.artifact.name)
    return folder(anchor) == folder(site) and not is_alias


def _needs(table: Table, anchors: tuple[Site, ...], site: Site) -> list[Requirement]:
    """What the anchors that the table knows ask for, where this site gives it to none of them."""
    return refused(table, (anchor.side for anchor in anchors), site.side)


def _read_at(table: Table, anchor: Site) -> tuple[str, ...]:
    """Where the rows that speak were read; a row that does not say is covered by what the table says."""
    lines = zip(table.rows, table.sources, strict=False)
    speaking = [source for (when, _), source in lines if admitted(read(when), anchor.side)]
    return (*dict.fromkeys(speaking), *table.evidence) if all(speaking) else table.evidence


def _unfit(
    facts: Facts, table: Table, anchors: tuple[Site, ...], site: Site, severity: Severity | None
) -> Diagnostic:
    known = [anchor for anchor in anchors if needed(table, anchor.side) is not None]
    anchor, need = known[0], _needs(table, anchors, site)[0].text
    said = f" by {table.origin.path}:{table.origin.line}" if table.origin is not None else ""
    row = (Label(table.origin, f"needs `{table.subject}` `{need}`"),) if table.origin is not None else ()
    return Diagnostic(
        message=f"`{site.artifact}` is `{site.raw}` here but `{anchor.artifact}` `{anchor.raw}` "
        f"({anchor.path}:{anchor.location.line}) needs `{need}`{said}: {table.reason}",
        location=site.location,
        tool=facts.graph.tool(site.pin),
        artifact=site.artifact,
        version=site.raw,
        related=(*(one.label(f"`{one.artifact}` is `{one.raw}` here") for one in known), *row),
        help=f"move `{site.artifact}` to `{need}`, or `{anchor.artifact}` to one that fits `{site.raw}`"
        + advice(facts, facts.graph.tool(site.pin), facts.graph.root(site.path)),
        rule=table.id,
        evidence=_read_at(table, anchor),
        severity=severity,
    )
