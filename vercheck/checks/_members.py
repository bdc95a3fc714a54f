"""Versions that a row wants to be on offer in a registry of the repository, and that are in none."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks._registered import holds
from vercheck.graph import Facts
from vercheck.graph.in_force import InForce
from vercheck.graph.knowledge import Member
from vercheck.graph.made import describes
from vercheck.model import Diagnostic, Label, Registry, Role, Severity


def missing_members(facts: Facts) -> Iterator[Diagnostic]:
    """Selected versions without an entry, where no registry of the tool is at hand to say so already: what
    one of them lacks is told of that registry."""
    pins = InForce.of(facts)
    known = pins.artifacts()
    for row in (bound for one in facts.knowledge.members if one.severity for bound in one.bound(known)):
        registries = _registries(facts, row)
        for root in pins.roots(row.artifact):
            for site in pins.sites(root, row.artifact, Role.SELECTS):
                tool = facts.graph.tool(site.pin)
                if facts.graph.registries_of(tool) or any(holds(one, site.pin) for one in registries):
                    continue
                if site.path.startswith("."):
                    continue  # continuous integration brings what it needs
                yield Diagnostic(
                    message=f"`{site.artifact}` is `{site.raw}` here but no registry at `{row.registry}` "
                    f"has it: {row.reason}",
                    location=site.location,
                    tool=tool,
                    artifact=site.artifact,
                    version=site.raw,
                    related=tuple(Label(one.location, "a registry of that path") for one in registries[:1]),
                    help="add the entry with the digest of each platform, or pin a version that has one",
                    rule=row.id,
                    severity=None if row.severity is Severity.ERROR else row.severity,
                )


def _registries(facts: Facts, row: Member) -> list[Registry]:
    return [one for one in facts.graph.registries if describes(row.registry, one.location.path)]
