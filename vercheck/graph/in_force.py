"""The pins that must agree without being asked to: the product's own, on the main track.

Examples, fixtures, tests, vendored code, dated bundles and defaults that an explicit choice overrides
all hold versions that differ for good reasons. Every check that compares two artifacts needs the
same cut, so it is made once, here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from vercheck import versions
from vercheck.graph.facts import Facts
from vercheck.graph.identity import family
from vercheck.graph.knowledge import Knowledge, folded
from vercheck.graph.pin_graph import PinGraph
from vercheck.graph.relations import Side
from vercheck.graph.scopes import Standing, is_of_tests
from vercheck.model import Artifact, Constant, Label, Location, Pin, Requirement, Role, Version

CHOOSING = (Role.SELECTS, Role.RESOLVES, Role.REQUIRES)
"""Roles of pins that decide on a version, strongest first."""
FORMAT = "lock-format"
"""What a lock file's own format is called: nobody chooses it, and yet it decides what reads the file."""
TESTED = ("matrix", "msrv")
"""Tracks of what jobs test side by side, and of the oldest that they test."""


@dataclass(frozen=True, slots=True)
class Site:
    """A literal that decides on a version: what it says, and the pins that stand for it here.
    `location` and `raw` are the literal's own, where a fix would edit."""

    artifact: Artifact
    side: Side
    location: Location
    raw: str
    pins: tuple[Pin, ...]

    @property
    def pin(self) -> Pin:
        return self.pins[0]

    @property
    def path(self) -> str:
        return self.location.path

    @property
    def said(self) -> str:
        """The version as people write it; behind a reference, as it is written there."""
        return self.pin.said if self.pin.location == self.location else self.raw

    def label(self, text: str = "") -> Label:
        return Label(self.location, text, self.raw, self.artifact, self.pin.role)


def _is_of_site(graph: PinGraph, pin: Pin) -> bool:
    """Whether a manifest among the documents is that of the program which shows them: a website is built."""
    return pin.location.path.endswith("/package.json") and graph.standing_of(pin) is Standing.DOCS


@dataclass(frozen=True, slots=True)
class InForce:
    """Product pins of the main track, by build root and artifact."""

    graph: PinGraph
    knowledge: Knowledge
    _by_root: Mapping[str, Mapping[Artifact, tuple[Pin, ...]]]
    _roots: Mapping[Artifact, tuple[str, ...]]
    _known: dict[tuple[str, Artifact, tuple[Role, ...]], tuple[Site, ...]] = field(default_factory=dict)

    @classmethod
    @lru_cache(maxsize=1)
    def of(cls, facts: Facts) -> InForce:
        graph, knowledge = facts.graph, facts.knowledge
        by_root: dict[str, dict[Artifact, list[Pin]]] = defaultdict(lambda: defaultdict(list))
        leading = {tool.name: folded(tool.leads) for tool in knowledge.tools if tool.leads is not None}
        for_tests = frozenset(tool.name for tool in knowledge.tools if tool.is_for_tests)
        for pin in graph.pins:
            scope = graph.scope(pin)
            if scope.track or not (pin.role in CHOOSING or pin.artifact.name == FORMAT):
                continue
            is_in_tests = graph.tool(pin) in for_tests and is_of_tests(pin.location.path)
            is_decided = is_in_tests or _is_of_site(graph, pin)
            if graph.standing_of(pin) is not Standing.PRODUCT and not is_decided:
                continue
            artifact = folded(graph.artifact(pin))
            pins = by_root[scope.root]
            pins[artifact].append(pin)
            leader = leading.get(graph.tool(pin))
            if leader is not None and leader != artifact and _is_twin(knowledge, pin, artifact, leader):
                pins[leader].append(pin)
        frozen = {
            root: {key: tuple(value) for key, value in found.items()} for root, found in by_root.items()
        }
        roots: dict[Artifact, list[str]] = defaultdict(list)
        for root in sorted(frozen):
            for artifact in frozen[root]:
                roots[artifact].append(root)
        return cls(graph, knowledge, frozen, {artifact: tuple(found) for artifact, found in roots.items()})

    def roots(self, artifact: Artifact | None = None) -> tuple[str, ...]:
        """The build roots that decide on anything, or on one artifact, sorted."""
        if artifact is None:
            return tuple(sorted(self._by_root))
        return self._roots.get(folded(artifact), ())

    def artifacts(self, root: str | None = None) -> frozenset[Artifact]:
        """What is decided on anywhere, or in one build root."""
        return frozenset(self._roots if root is None else self._by_root.get(root, {}))

    def sites(self, root: str, artifact: Artifact, *roles: Role) -> tuple[Site, ...]:
        """Where an artifact (or a twin of it) is decided on in a root, by place: one site for each
        literal, however many references it has; defaults only where nothing else decides."""
        key = (root, folded(artifact), roles)
        if key[1] not in self._by_root.get(root, {}):
            return ()
        if key not in self._known:
            self._known[key] = self._decided(*key)
        return self._known[key]

    def _decided(self, root: str, artifact: Artifact, roles: tuple[Role, ...]) -> tuple[Site, ...]:
        found = [
            pin
            for pin in self._by_root[root][artifact]
            if not roles or pin.role in roles or artifact.name == FORMAT
        ]
        explicit = [pin for pin in found if not pin.is_default]
        return self._sites(explicit or found)

    def decisions(self, root: str, artifact: Artifact) -> tuple[Site, ...]:
        """The sites that decide: exact versions where there are any, else requirements."""
        sites = self.sites(root, artifact)
        exact = tuple(site for site in sites if self.graph.version(site.pin) is not None)
        return exact or sites

    def newest(self, root: str, artifact: Artifact) -> tuple[Site, ...]:
        """The newest version that each registry of the artifact's tool offers: what a user gets who
        asks for the latest."""
        tool = self.graph.tool_named(str(artifact))
        latest = [one.latest for one in self.graph.registries_of(tool or "") if one.latest is not None]
        return self._sites(
            pin
            for pin in latest
            if self.graph.root(pin.location.path) == root and self.graph.standing_of(pin) is Standing.PRODUCT
        )

    def tested(self, root: str, artifact: Artifact) -> tuple[Site, ...]:
        """The versions of an artifact's tool that jobs of the product test side by side."""
        tool = self.graph.tool_named(str(artifact))
        return self._sites(
            pin
            for pin in self.graph.pins_of(tool or "", Role.SELECTS)
            if pin.track in TESTED
            and self.graph.root(pin.location.path) == root
            and self.graph.standing_of(pin) is Standing.PRODUCT
        )

    def _sites(self, pins: Iterable[Pin]) -> tuple[Site, ...]:
        grouped: dict[Location, list[tuple[Pin, str, Side]]] = defaultdict(list)
        artifacts: dict[Location, Artifact] = {}
        for pin in pins:
            side = self.graph.version(pin) or _taken(pin, self.graph.requirement(pin))
            if side is None:
                continue
            literal = self.graph.literal_behind(pin) or pin
            text = literal.text if isinstance(literal, Constant) else literal.raw
            named = pin if isinstance(literal, Constant) else literal
            artifacts[literal.location] = self.graph.artifact(named)
            grouped[literal.location].append((pin, text or pin.raw, side))
        return tuple(
            Site(artifacts[location], found[0][2], location, found[0][1], tuple(one[0] for one in found))
            for location, found in sorted(grouped.items())
        )


def _taken(pin: Pin, requirement: Requirement | None) -> Side | None:
    """What a requirement stands for. Go takes the lowest version that satisfies all who ask, so that a
    `go.mod`, which lists all of them, asks for what it gets."""
    is_module = pin.artifact.ecosystem == "go" and requirement is not None and requirement.scheme == "minimum"
    return requirement.intervals[0].low if is_module and requirement is not None else requirement


def distinct(sites: Iterable[Site]) -> list[Side]:
    """What the sites say, each value once however it is spelled, the most referred to first."""
    found: list[Side] = []
    for site in sorted(sites, key=lambda site: (-len(site.pins), site.location)):
        if not any(_is_equal(side, site.side) for side in found):
            found.append(site.side)
    return found


def _is_equal(first: Side, second: Side) -> bool:
    if isinstance(first, Version) and isinstance(second, Version):
        return versions.equal(first, second)
    return first == second


def _is_twin(knowledge: Knowledge, pin: Pin, artifact: Artifact, leader: Artifact) -> bool:
    """Whether a pin of the leader's tool is one of the leader under another name: a release or a
    binary by any name, or what the pack lists and no row ties. A package of an index is one only
    where it is installed (`cargo install`), not where a library depends on it."""
    if family(artifact) != family(leader):
        return pin.role is Role.SELECTS and artifact in knowledge.twins(leader)
    return artifact in knowledge.twins(leader) or (
        family(artifact) == "release" and knowledge.tool_of(artifact) is None
    )
