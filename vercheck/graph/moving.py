"""What moves with a tool: what leads it, its twins, and what rows of its own tie to it at a version."""

from __future__ import annotations

from functools import lru_cache

from vercheck.graph.facts import Facts
from vercheck.graph.in_force import InForce
from vercheck.graph.knowledge import Companion, Tool, folded
from vercheck.graph.relations import admitted, read
from vercheck.model import Artifact, Pin, Role, Version


def row_of(facts: Facts, tool: str) -> Tool | None:
    return next((row for row in facts.knowledge.tools if row.name == tool), None)


def same_as(facts: Facts, tool: str) -> frozenset[Artifact]:
    """The artifacts that are the tool itself: what leads it, and its twins."""
    row = row_of(facts, tool)
    if row is not None:
        return facts.knowledge.twins(row.leads) if row.leads else frozenset(map(folded, row.artifacts))
    graph = facts.graph
    return frozenset(folded(graph.artifact(pin)) for pin in graph.pins_of(tool))


def superseded(facts: Facts, tool: str, version: Version, root: str = "") -> tuple[tuple[Pin, str], ...]:
    """Pins that must not be there beside this version of the tool, each with the reason."""
    same = same_as(facts, tool)
    return tuple(
        (site.pin, row.reason)
        for row in facts.knowledge.companions
        if row.relation == "absent" and row.severity and folded(row.leader) in same and is_about(row, version)
        for site in InForce.of(facts).sites(root, row.follower, Role.SELECTS, Role.REQUIRES)
    )


def is_about(row: Companion, version: Version) -> bool:
    """Whether a row is about this version of its leader."""
    return row.when is None or admitted(read(row.when), version) is not False


def moving(facts: Facts, tool: str, version: Version | None = None) -> frozenset[Artifact]:
    """The artifacts that have the tool's version (at this version of it): itself, and what rows of its own
    tie to it. Members of a lockstep that count otherwise have versions of their own."""
    known = _known(facts)
    key = (tool, version.text if version is not None else None)
    if key not in known:
        known[key] = _moving(facts, tool, version)
    return known[key]


@lru_cache(maxsize=1)
def _known(_facts: Facts) -> dict[tuple[str, str | None], frozenset[Artifact]]:
    """What was asked of one repository: a search asks it of every version that it tries."""
    return {}


def _moving(facts: Facts, tool: str, version: Version | None) -> frozenset[Artifact]:
    same = same_as(facts, tool)
    row = row_of(facts, tool)
    if row is None:
        return same
    own = frozenset(map(folded, row.artifacts))
    tied = {
        folded(one.follower)
        for one in facts.knowledge.companions
        if one.relation not in ("absent", "at-least")
        and (version is None or is_about(one, version))
        and folded(one.leader) in same
        and folded(one.follower) in own
    }
    counted = {
        folded(artifact): major for one in facts.knowledge.locksteps for artifact, major in one.members
    }
    lead = {counted[artifact] for artifact in same if artifact in counted}
    return frozenset(
        artifact
        for artifact in same | tied
        if artifact not in counted or counted[artifact] in lead or not lead
    )
