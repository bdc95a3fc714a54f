"""What moves with a tool: what leads it, its twins, and what rows of its own tie to it at a version."""

from __future__ import annotations

from functools import lru_cache

from vercheck.graph.facts import Facts
from vercheck.graph.identity import family
from vercheck.graph.in_force import InForce
from vercheck.graph.knowledge import Companion, Tool, folded
from vercheck.graph.relations import admitted, read
from vercheck.model import Artifact, Pin, Role, Version


def row_of(facts: Facts, tool: str) -> Tool | None:
    return next((row for row in facts.knowledge.tools if row.name == tool), None)


def same_as(facts: Facts, tool: str) -> frozenset[Artifact]:
    """The artifacts that are the tool itself: what leads it, and its twins."""
    known = _same(facts)
    if tool not in known:
        known[tool] = _same_as(facts, tool)
    return known[tool]


@lru_cache(maxsize=1)
def _same(_facts: Facts) -> dict[str, frozenset[Artifact]]:
    return {}


def _same_as(facts: Facts, tool: str) -> frozenset[Artifact]:
    graph, knowledge, row = facts.graph, facts.knowledge, row_of(facts, tool)
    pinned = frozenset(folded(graph.artifact(pin)) for pin in graph.pins_of(tool))
    if row is None:
        return pinned
    if row.leads is None:
        return frozenset(map(folded, row.artifacts))
    twins = knowledge.twins(row.leads)
    # A release or a binary by any other name (`nix:python`), which no row ties to anything.
    loose = {one for one in pinned if family(one) == "release" and knowledge.tool_of(one) is None}
    if family(row.leads) == "release":
        twins |= loose
    # What only shares the name with what leads is a tool by itself where that is not pinned.
    return twins if twins & pinned else twins | {one for one in pinned if knowledge.tool_of(one) is None}


def leading(facts: Facts, tool: str) -> frozenset[Artifact]:
    """What leads a tool; where that is not pinned, what is the tool itself and follows no other."""
    graph, row = facts.graph, row_of(facts, tool)
    leads = folded(row.leads) if row is not None and row.leads is not None else None
    if leads is not None and any(folded(graph.artifact(pin)) == leads for pin in graph.pins_of(tool)):
        return frozenset({leads})
    return same_as(facts, tool) - facts.knowledge.tied


def counted_apart(facts: Facts, tool: str) -> frozenset[Artifact]:
    """Members of the tool's family that go along under numbers of their own: `wasmparser` 0.240.0 with
    `wasm-tools` 1.240.0."""
    same, row = same_as(facts, tool), row_of(facts, tool)
    if row is None:
        return frozenset()
    own = frozenset(map(folded, row.artifacts))
    return frozenset(
        folded(artifact)
        for family_ in facts.knowledge.locksteps
        for artifact, _ in family_.members
        if folded(artifact) in own - same and any(folded(member) in same for member, _ in family_.members)
    ) - moving(facts, tool)


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
