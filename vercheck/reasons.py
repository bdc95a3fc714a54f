"""Why a tool is at the versions that it is: the rows that tie it to others, and who is right.

Apart from the checks, which speak only of what is wrong: this is what holds, asked about one tool.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vercheck.checks._authority import lies_at
from vercheck.config import Config
from vercheck.graph import Facts, Row
from vercheck.model import Artifact, Location, Pin


@dataclass(frozen=True, slots=True)
class Constraint:
    """A row of a pack that ties an artifact of a tool to another one that is pinned here."""

    row: Row
    words: str


@dataclass(frozen=True, slots=True)
class Authority:
    """Who is right about a tool, in words, and the pins that stand there."""

    words: str
    pins: tuple[Pin, ...]


def constraints(tool: str, facts: Facts) -> Iterator[Constraint]:
    """The rows that hold a tool, in the order of the packs."""
    known = {facts.graph.artifact(pin) for pin in facts.graph.pins}
    own = {facts.graph.artifact(pin) for pin in facts.graph.pins_of(tool)}
    for row in facts.knowledge.companions:
        for bound in row.bound(known):
            if _ties((bound.leader, bound.follower), own, known):
                words = f"{bound.follower} and {bound.leader}: {bound.relation.replace('-', ' ')}"
                yield Constraint(row, words)
    for lockstep in facts.knowledge.locksteps:
        members = [(artifact, major) for artifact, major in lockstep.members if artifact in known]
        if len(members) > 1 and own & {artifact for artifact, _ in members}:
            together = ", ".join(f"{artifact} {major}.N" for artifact, major in members)
            yield Constraint(lockstep, f"released together: {together}")
    for table in facts.knowledge.tables:
        if _ties((table.anchor, table.subject), own, known):
            yield Constraint(table, f"{table.subject} and {table.anchor}: a table")


def authorities(tool: str, facts: Facts, config: Config) -> tuple[Authority, ...]:
    """Who is right: what the configuration says of the tool, else of all; else what a pack says leads.
    Empty where nobody is."""
    pins = facts.graph.pins_of(tool)
    names = {tool, *(str(facts.graph.artifact(pin)) for pin in pins)}
    specific = [item for item in config.authorities if item.value[0] in names]
    declared = specific or [item for item in config.authorities if item.value[0] == "*"]
    deciding = [
        Authority(f"{address} (`{name}` in {_place(item.location)})", at)
        for item in declared
        for name, address in (item.value,)
        if (at := tuple(pin for pin in pins if lies_at(pin, address)))
    ]
    if deciding:
        return tuple(deciding)
    return tuple(
        Authority(f"{row.leads} leads (rule {row.id})", _leading(row.leads, pins, facts))
        for row in facts.knowledge.tools
        if row.name == tool and row.leads
    )


def _place(place: Location) -> str:
    return f"{place.path}:{place.line}:{place.column}"


def _leading(artifact: Artifact, pins: Sequence[Pin], facts: Facts) -> tuple[Pin, ...]:
    return tuple(pin for pin in pins if facts.graph.artifact(pin) == artifact)


def _ties(pair: tuple[Artifact, Artifact], own: set[Artifact], known: set[Artifact]) -> bool:
    return bool(own & set(pair)) and known >= set(pair)
