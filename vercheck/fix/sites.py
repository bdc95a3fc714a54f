"""The literals of one tool that a move to another version concerns: where, and what each says now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from vercheck.fix.origins import Origins
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.graph.choices import is_set_up
from vercheck.graph.in_force import TESTED
from vercheck.graph.knowledge import folded
from vercheck.model import (
    Artifact,
    Constant,
    Exact,
    Location,
    Pin,
    Range,
    Reference,
    Registry,
    Role,
    Statement,
    Version,
)
from vercheck.versions import IncomparableError, admits, equal, equal_at_precision, is_prerelease, parse

_KINDS = {
    Standing.TEST: "a test",
    Standing.DOCS: "documentation",
    Standing.EXAMPLE: "an example",
    Standing.FIXTURE: "a fixture",
    Standing.VENDORED: "a vendored tree",
}


@dataclass(frozen=True, slots=True)
class Site:
    """A literal, and the pins that stand for it: itself, and those that refer to it."""

    location: Location
    raw: str
    pins: tuple[Pin, ...]
    is_key: bool = False
    """Whether the literal is an entry's name in a registry, which the tool takes from there."""

    @property
    def place(self) -> str:
        return f"{self.location.path}:{self.location.line}"

    @property
    def selects(self) -> bool:
        return any(pin.role is Role.SELECTS for pin in self.pins)

    @property
    def attribute(self) -> str | None:
        """The versioned attribute (`nodejs_22`) that the literal is a part of."""
        own = (pin for pin in self.pins if pin.location == self.location and pin.note == "attribute")
        return next((pin.trail for pin in own), None)

    @property
    def value(self) -> Exact | Range:
        """What the literal says; a constant that is no pin of its own says an exact version."""
        for pin in self.pins:
            if pin.location == self.location and isinstance(pin.value, Exact | Range):
                return pin.value
        return Exact(parse(self.raw))

    def agrees(self, version: str) -> bool:
        """Whether the site says or admits a version already. Of pre-releases none stands for another: a
        requirement of one names that very one, whatever it admits."""
        if isinstance(self.value, Range):
            said = parse(self.raw.lstrip("^~=<>! v"), self.value.requirement.scheme)
            if is_prerelease(said) and not equal(said, parse(version, said.scheme)):
                return False
        return says(self.value, version)


def says(value: Exact | Range, version: str) -> bool:
    """Whether a value is a version, as far as it goes into detail, or admits it."""
    match value:
        case Exact(said):
            return equal_at_precision(said, parse(version, said.scheme))
        case Range(requirement):
            try:
                return admits(requirement, parse(version, requirement.scheme))
            except IncomparableError:
                return False


@dataclass(frozen=True)
class Sites:
    """All literals of a tool in the build root where the repository itself is built."""

    facts: Facts
    tool: str

    @property
    def graph(self) -> PinGraph:
        return self.facts.graph

    @cached_property
    def root(self) -> str:
        """The build root nearest to the top that selects the tool; else the repository's own."""
        roots = {self.graph.root(pin.location.path) for pin in self._product(Role.SELECTS, Role.REQUIRES)}
        return min(roots, key=lambda root: (root.count("/") + bool(root), root), default="")

    @cached_property
    def family(self) -> str:
        """The family whose pins are the tool itself: what leads, else releases, else any there is."""
        found = [self.graph.family(pin) for pin in self._main(Role.SELECTS, Role.REQUIRES)]
        led = [self.graph.family(pin) for pin in self._main(Role.SELECTS) if self._leads(pin)]
        return min(led or found, key=lambda family: (family != "release", family), default="release")

    @cached_property
    def leader(self) -> Artifact | None:
        """The artifact that a pack says the others of the tool follow."""
        named = (row.leads for row in self.facts.knowledge.tools if row.name == self.tool)
        return next((folded(leads) for leads in named if leads is not None), None)

    def moving(self) -> tuple[Site, ...]:
        """Sites that select the tool, and requirements on it that a pack ties to it. What a job sets up for
        itself is one where it says what the build says, or nothing else does."""
        pins = [pin for pin in self._main(Role.SELECTS, Role.REQUIRES) if self._follows(pin)]
        apart = [pin for pin in pins if is_set_up(self.graph.artifact(pin), pin.location.path)]
        own = [pin for pin in pins if pin not in apart]
        said = [version for pin in own if (version := self.graph.version(pin)) is not None]
        followed = [pin for pin in apart if not said or self._says_one_of(pin, said)]
        bundled = [pin for pin in self._bundled() if self._follows(pin) and self._says_one_of(pin, said)]
        return tuple(_sites(self.graph, (*own, *followed, *bundled)))

    def staying(self) -> tuple[tuple[Site, str], ...]:
        """The other sites that choose a version of the tool, each with the reason why no move takes it."""
        moving = {site.location for site in self.moving()}
        pins = (pin for pin in self.graph.pins_of(self.tool, Role.SELECTS, Role.REQUIRES))
        others = (site for site in _sites(self.graph, pins) if site.location not in moving)
        return tuple((site, self._reason(site.pins[0])) for site in others if not site.is_key)

    def _reason(self, pin: Pin) -> str:
        scope, kind = self.graph.scope(pin), self.graph.standing_of(pin)
        if kind is not Standing.PRODUCT:
            return _KINDS[kind]
        if scope.root != self.root:
            return f"the build root `{scope.root}` versions on its own"
        if scope.track in TESTED:
            return "jobs try this version among others"
        if scope.track:
            return f"`{scope.track}` is a choice of its own"
        if is_set_up(self.graph.artifact(pin), pin.location.path):
            return "a job sets it up for itself, at another version than the build"
        return f"nothing ties `{self.graph.artifact(pin)}` to the tool's version"

    def _says_one_of(self, pin: Pin, versions: list[Version]) -> bool:
        said, requirement = self.graph.version(pin), self.graph.requirement(pin)
        if said is not None:
            return any(equal_at_precision(said, version) for version in versions)
        return requirement is not None and any(says(Range(requirement), one.text) for one in versions)

    def mentions(self) -> tuple[Pin, ...]:
        """Places in comments and in text that a file writes elsewhere that name the tool's version."""
        said = (
            mention.pin
            for mention in self.graph.mentions
            if mention.tool == self.tool and mention.remark.kind != "prose"
        )
        every = (*said, *self.graph.pins_of(self.tool, Role.MENTIONS))
        return tuple(pin for pin in every if isinstance(pin.value, Exact) and self._is_main(pin))

    def registries(self) -> tuple[Registry, ...]:
        """The registries that the product's own downloads go through."""
        graph = self.graph
        return tuple(
            registry
            for registry in graph.registries_of(self.tool)
            if graph.standing(registry.location.path) is Standing.PRODUCT
            and graph.root(registry.location.path) == self.root
            and any(release.assets for release in registry.releases)
        )

    def artifact(self, site: Site) -> Artifact:
        return folded(self.graph.artifact(site.pins[0]))

    def statements(self, site: Site) -> tuple[Statement, ...]:
        """The declarations that the literal, or a reference to it, is a part of."""
        found = {statement.location: statement for statement in self._origins.fed_by(site.location)}
        found |= {
            statement.location: statement
            for pin in site.pins
            for path in {site.location.path, pin.location.path}
            for statement in self._statements.get(path, ())
            if _is_part(statement, site.location, "") or _is_part(statement, pin.location, pin.trail)
        }
        return tuple(found[location] for location in sorted(found))

    def shared_with(self, site: Site) -> tuple[str, ...]:
        """Other tools that read their version from the same literal."""
        return tuple(sorted(self._tools.get(site.location, set()) - {self.tool}))

    def held(self, site: Site) -> str | None:
        """The reason of a hold that keeps the site where it is."""
        for hold in self.facts.policy.holds:
            if folded(hold.artifact) == self.artifact(site) and equal(parse(hold.version), parse(site.raw)):
                return hold.reason
        return None

    @cached_property
    def _origins(self) -> Origins:
        return Origins(self.graph)

    @cached_property
    def _statements(self) -> dict[str, list[Statement]]:
        grouped: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.graph.statements:
            grouped[statement.location.path].append(statement)
        return grouped

    @cached_property
    def _tools(self) -> dict[Location, set[str]]:
        tools: dict[Location, set[str]] = defaultdict(set)
        for pin in self.graph.pins:
            literal = self.graph.literal_behind(pin) if isinstance(pin.value, Reference) else pin
            if literal is not None and pin.role is not Role.MENTIONS:
                tools[literal.location].add(self.graph.tool(pin))
        return tools

    def _leads(self, pin: Pin) -> bool:
        return folded(self.graph.artifact(pin)) == self.leader

    def _follows(self, pin: Pin) -> bool:
        if self.graph.family(pin) == self.family:
            return True
        return self.graph.ties(pin) and (pin.role is Role.REQUIRES or self._is_twin(pin))

    def _is_twin(self, pin: Pin) -> bool:
        """Whether a pin is the leader under another name: a hook's repository, a binary."""
        artifact = folded(self.graph.artifact(pin))
        return self.leader is not None and artifact in self.facts.knowledge.twins(self.leader)

    def _main(self, *roles: Role) -> Iterator[Pin]:
        return (pin for pin in self._product(*roles) if self.graph.root(pin.location.path) == self.root)

    def _is_main(self, pin: Pin) -> bool:
        return self._is_product(pin) and self.graph.root(pin.location.path) == self.root

    def _bundled(self) -> Iterator[Pin]:
        """What the bundle has that the product takes by default: of the choices that a file offers, the one
        that goes along. The others are what was tried together at some time."""
        for pin in self.graph.pins_of(self.tool, Role.SELECTS, Role.REQUIRES):
            is_here = self.graph.root(pin.location.path) == self.root
            is_product = self.graph.standing_of(pin) is Standing.PRODUCT
            if is_here and is_product and self.graph.is_default_track(pin):
                yield pin

    def _product(self, *roles: Role) -> Iterator[Pin]:
        return (pin for pin in self.graph.pins_of(self.tool, *roles) if self._is_product(pin))

    def _is_product(self, pin: Pin) -> bool:
        is_product = self.graph.standing_of(pin) is Standing.PRODUCT
        return is_product and not self.graph.scope(pin).track


def _is_part(statement: Statement, place: Location, trail: str) -> bool:
    if statement.location.path != place.path:
        return False
    if statement.trail and trail.startswith(f"{statement.trail}."):
        return True
    return any(member.location.span.covers(place.span) for member in statement.members)


def _sites(graph: PinGraph, pins: Iterable[Pin]) -> Iterator[Site]:
    """One site for each literal, by place."""
    grouped: dict[Location, list[Pin]] = defaultdict(list)
    raws: dict[Location, str] = {}
    keys: set[Location] = set()
    for pin in pins:
        literal = graph.literal_behind(pin)
        match literal:
            case Constant(text=str() as text):
                raws[literal.location] = text
            case Pin(value=Exact() | Range()):
                raws[literal.location] = literal.raw
                if literal.role is Role.PROVIDES:
                    keys.add(literal.location)
            case _:
                continue
        grouped[literal.location].append(pin)
    for location in sorted(grouped):
        yield Site(location, raws[location], tuple(grouped[location]), location in keys)
