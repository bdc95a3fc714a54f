"""Sites of a tool: pins that choose a version, with what a comparison needs to know of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from vercheck.graph import PinGraph, Standing
from vercheck.model import Artifact, Exact, Label, Pin, Reference, Role, Version
from vercheck.versions import equal_at_precision


@dataclass(frozen=True, slots=True)
class Site:
    """A literal that selects a version."""

    pin: Pin
    version: Version
    artifact: Artifact
    root: str
    track: str
    standing: Standing

    @property
    def is_parallel(self) -> bool:
        """In a table that stands beside another with the same keys: a second choice on purpose."""
        return bool(self.track) and not self.pin.track

    @property
    def place(self) -> str:
        """`path:line` for messages."""
        return f"{self.pin.location.path}:{self.pin.location.line}"

    def label(self) -> Label:
        return Label(
            location=self.pin.location,
            text=self.pin.note,
            version=self.pin.raw,
            artifact=self.artifact,
            role=self.pin.role,
        )


def sites_of(graph: PinGraph, tool: str) -> list[list[Site]]:
    """The selecting literals of a tool, one list for each family, in order of place."""
    families: dict[str, list[Site]] = defaultdict(list)
    for pin in graph.pins_of(tool, Role.SELECTS):
        literal = _literal(graph, pin)
        if literal is None or not isinstance(literal.value, Exact) or literal.value.version.is_opaque:
            continue
        family = graph.family(pin)
        if family != "release" and not graph.ties(pin):
            continue
        scope = graph.scope(pin)
        families[family].append(
            Site(
                pin=literal,
                version=literal.value.version,
                artifact=graph.artifact(pin),
                root=scope.root,
                track=scope.track,
                standing=graph.standing(pin.location.path),
            )
        )
    return [families[name] for name in sorted(families)]


def _literal(graph: PinGraph, pin: Pin) -> Pin | None:
    """The pin itself, or the registry entry that it refers to (`LATEST = VERSIONS.keys()[0]`). Any
    other reference leads to a literal that is a site of its own."""
    if not isinstance(pin.value, Reference):
        return pin
    literal = graph.literal_behind(pin)
    return literal if isinstance(literal, Pin) and literal.role is Role.PROVIDES else None


def agree(first: Site, second: Site) -> bool:
    return equal_at_precision(first.version, second.version)


def spread(sites: list[Site]) -> list[list[Site]]:
    """Sites grouped by agreeing versions, the rarest version first; among equals the later place."""
    groups: list[list[Site]] = []
    # The most precise versions open the groups, so that `1.90` joins `1.90.0` whatever the order.
    for site in sorted(sites, key=lambda item: (-item.version.precision, item.pin.location)):
        for group in groups:
            if agree(group[0], site):
                group.append(site)
                break
        else:
            groups.append([site])
    for group in groups:
        group.sort(key=lambda item: item.pin.location)
    last_first = sorted(groups, key=lambda group: group[0].pin.location, reverse=True)
    return sorted(last_first, key=len)
