"""Which version an artifact of a tool takes when the tool moves: the packs' relations, applied forward."""

from __future__ import annotations

from vercheck.graph.knowledge import Companion, Knowledge, folded
from vercheck.graph.relations import admitted, fits, read
from vercheck.model import Artifact
from vercheck.versions import parse


def counted(knowledge: Knowledge, leader: Artifact | None, artifact: Artifact, version: str) -> str:
    """The leader's version as an artifact counts it: of a family released together, each member has
    a first number of its own (`wasm-tools` 1.240.0 is `wasmparser` 0.240.0)."""
    release = parse(version).release
    for row in knowledge.locksteps:
        majors = {folded(member): major for member, major in row.members}
        if artifact in majors and leader in majors and release[:1] == (majors[leader],):
            return ".".join(map(str, (majors[artifact], *release[1:])))
    return version


def goes_along(knowledge: Knowledge, leader: Artifact | None, artifact: Artifact, version: str) -> bool:
    """Whether an artifact can be moved to its leader's version at all. Where a row says that it ends
    there, or where it only has to be of one group and no row asks for the very version, its own is another
    question."""
    rows = [
        row
        for row in knowledge.companions
        if folded(row.follower) == artifact and folded(row.leader) == leader and _holds(row, version)
    ]
    if any(row.relation == "exact" for row in rows):
        rows = [row for row in rows if row.relation != "group"]
    return all(row.relation != "group" and fits(row.relation, parse(version), parse(version)) for row in rows)


def _holds(row: Companion, version: str) -> bool:
    return row.when is None or admitted(read(row.when), parse(version)) is True
