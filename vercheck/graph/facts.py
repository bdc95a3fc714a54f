"""All that a check may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from vercheck.graph.knowledge import Knowledge
from vercheck.model import Address, Artifact, Severity

if TYPE_CHECKING:
    from vercheck.graph.pin_graph import PinGraph
    from vercheck.graph.synced import Synced


@dataclass(frozen=True, slots=True)
class Hold:
    """An intentional difference, with its reason."""

    artifact: Artifact
    version: str
    reason: str
    until: date | None = None

    def has_expired(self, today: date) -> bool:
        return self.until is not None and self.until < today


@dataclass(frozen=True, slots=True)
class Policy:
    """What this repository decided. `authorities` maps a tool, an artifact or `*` to an address;
    `severities` a check's id to its severity; `gone_hosts` are download hosts that no longer serve."""

    authorities: tuple[tuple[str, Address], ...] = ()
    severities: tuple[tuple[str, Severity], ...] = ()
    holds: tuple[Hold, ...] = ()
    scopes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    gone_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """`files` are the paths of all files of the tree, read or not; empty where that is not known. `before`
    is what was there at the revision that the tree is compared with; `None` where it is with none. `synced`
    are the values that the configuration says are derived from others. `kept`, of what was there before: the
    files that rows say are made for a version, and that are the same now."""

    graph: PinGraph
    knowledge: Knowledge
    policy: Policy
    files: frozenset[str] = frozenset()
    before: Facts | None = None
    synced: tuple[Synced, ...] = ()
    kept: frozenset[str] = frozenset()
