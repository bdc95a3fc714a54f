"""The literals of one tool that a move to another version concerns: where, and what each says now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from vercheck.fix.apart import Apart
from vercheck.fix.origins import Origins
from vercheck.fix.site import Site, literals, says
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.graph.in_force import TESTED
from vercheck.graph.knowledge import folded
from vercheck.model import Artifact, Exact, Location, Pin, Range, Reference, Registry, Role, Statement
from vercheck.shapes.locks import is_lock
from vercheck.versions import equal, equal_at_precision, parse

_KINDS = {
    Standing.TEST: "a test",
    Standing.DOCS: "documentation",
    Standing.EXAMPLE: "an example",
    Standing.FIXTURE: "a fixture",
    Standing.VENDORED: "a vendored tree",
    Standing.RELEASED: "a release as it was published",
}


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

    def moving(self, version: str | None = None) -> tuple[Site, ...]:
        """Sites that select the tool, and requirements on it that a pack ties to it, as far as they go along
        to a version: what a job or an image chose for itself stays."""
        along = [pin for pin in self._apart.pins if self._apart.reason(pin, version) is None]
        bundled = [pin for pin in self._bundled() if self._follows(pin) and self._is_now(pin)]
        return tuple(literals(self.graph, (*along, *bundled)))

    def staying(self, version: str | None = None) -> tuple[tuple[Site, str], ...]:
        """The other sites that choose a version of the tool, each with the reason why no move takes it."""
        moving = {site.location for site in self.moving(version)}
        pins = (pin for pin in self.graph.pins_of(self.tool, Role.SELECTS, Role.REQUIRES))
        others = (site for site in literals(self.graph, pins) if site.location not in moving)
        return tuple(
            (site, self._reason(site.pins[0], version))
            for site in others
            if not (site.is_key or is_lock(site.location.path) or self._is_own_version(site))
        )

    @cached_property
    def _apart(self) -> Apart:
        pins = (pin for pin in self._main(Role.SELECTS, Role.REQUIRES) if self._follows(pin))
        return Apart(self.graph, tuple(pins))

    def _reason(self, pin: Pin, version: str | None) -> str:
        scope, kind = self.graph.scope(pin), self.graph.standing_of(pin)
        if kind is not Standing.PRODUCT:
            return _KINDS[kind]
        if scope.root != self.root:
            return f"the build root `{scope.root}` versions on its own"
        if scope.track in TESTED:
            return "jobs try this version among others"
        if scope.track:
            return f"`{scope.track}` is a choice of its own"
        if (reason := self._apart.reason(pin, version)) is not None and pin in self._apart.pins:
            return reason
        return f"nothing ties `{self.graph.artifact(pin)}` to the tool's version"

    def _is_now(self, pin: Pin) -> bool:
        """Whether a pin says what the tool is at now."""
        said, requirement = self.graph.version(pin), self.graph.requirement(pin)
        if said is not None:
            return any(equal_at_precision(said, version) for version in self._apart.said)
        return requirement is not None and any(says(Range(requirement), one.text) for one in self._apart.said)

    @staticmethod
    def _is_own_version(site: Site) -> bool:
        """Whether a site is the version that the project itself has: no part of a tool's move."""
        return any(pin.note == "own version" for pin in site.pins)

    def mentions(self) -> tuple[tuple[Pin, str], ...]:
        """Places in comments and in text that a file writes elsewhere that name the tool's version, each with
        the line of words around it where that is known."""
        said = (
            (mention.pin, mention.remark.text)
            for mention in self.graph.mentions
            if mention.tool == self.tool and mention.remark.kind != "prose"
        )
        every = (*said, *((pin, "") for pin in self.graph.pins_of(self.tool, Role.MENTIONS)))
        return tuple(
            (pin, words) for pin, words in every if isinstance(pin.value, Exact) and self._is_main(pin)
        )

    def documented(self) -> tuple[Pin, ...]:
        """Places in documents that name the tool with a version: somebody has to read them."""
        said = (mention.pin for mention in self.graph.mentions if mention.tool == self.tool)
        every = {pin.location: pin for pin in (*said, *self.graph.pins_of(self.tool, Role.MENTIONS))}
        return tuple(
            every[place]
            for place in sorted(every)
            if isinstance(every[place].value, Exact)
            and self.graph.standing_of(every[place]) is Standing.DOCS
            and self.graph.root(place.path) == self.root
        )

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
        """Whether a move may take a pin: a lock is for its own tool to write."""
        is_product = self.graph.standing_of(pin) is Standing.PRODUCT
        return is_product and not self.graph.scope(pin).track and not is_lock(pin.location.path)


def _is_part(statement: Statement, place: Location, trail: str) -> bool:
    if statement.location.path != place.path:
        return False
    if statement.trail and trail.startswith(f"{statement.trail}."):
        return True
    return any(member.location.span.covers(place.span) for member in statement.members)
