"""PinGraph: every pin of the repository, linked. Hides its engine (networkx)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from vercheck.graph.identity import Identity
from vercheck.graph.knowledge import Knowledge
from vercheck.graph.labels import labels_of
from vercheck.graph.mentions import Mention, mentions
from vercheck.graph.references import References
from vercheck.graph.scopes import Roots, Scope, Standing, Standings
from vercheck.graph.tracks import Tracks
from vercheck.graph.uses import used_for
from vercheck.model import (
    Address,
    Artifact,
    Constant,
    Exact,
    Extraction,
    Location,
    Matrix,
    Member,
    Note,
    Pin,
    Range,
    Reference,
    Registry,
    Remark,
    Requirement,
    Role,
    Statement,
    Version,
)
from vercheck.versions import parse

if TYPE_CHECKING:
    import networkx


class PinGraph:
    """Immutable once built. All sequences are sorted by place."""

    def __init__(
        self,
        extractions: Mapping[str, Extraction],
        knowledge: Knowledge,
        scopes: tuple[tuple[str, tuple[str, ...]], ...] = (),
    ) -> None:
        """`extractions` by path; `scopes` are the parts of the tree that the configuration names."""
        every = Extraction.join(extractions[path] for path in sorted(extractions))
        self.paths = frozenset(extractions)
        self.pins: tuple[Pin, ...] = tuple(sorted(every.pins, key=lambda pin: (pin.location, pin.trail)))
        self.statements: tuple[Statement, ...] = every.statements
        self.registries: tuple[Registry, ...] = every.registries
        self.matrices: tuple[Matrix, ...] = every.matrices
        self.remarks: tuple[Remark, ...] = every.remarks
        self.notes: tuple[Note, ...] = every.notes
        self.platform_lists = every.platform_lists
        self._roots = Roots(extractions, scopes)
        self._standings = Standings(self.paths, self._roots)
        self._identity = Identity(knowledge, self.pins, self.registries)
        self._written = tuple(
            (constant.text, constant.location)
            for constant in every.constants
            if constant.text and not constant.trail
        )
        labels = labels_of(every, self.paths, self._roots.folder)
        self._references = References(extractions, labels)
        self._default_tracks = frozenset(
            (path, constant.text)
            for path, extraction in extractions.items()
            for constant in extraction.constants
            if constant.trail.endswith("default_bundle") and constant.text
        )

    # identity

    @cached_property
    def _artifacts(self) -> dict[int, Artifact]:
        return {id(pin): self._chosen(pin) for pin in self.pins}

    @cached_property
    def _by_tool(self) -> dict[str, list[Pin]]:
        grouped: dict[str, list[Pin]] = defaultdict(list)
        for pin in self.pins:
            grouped[self.tool(pin)].append(pin)
        return grouped

    def tools(self) -> tuple[str, ...]:
        """Names of all tools that have a pin, sorted."""
        return tuple(sorted(self._by_tool))

    def tool(self, pin: Pin) -> str:
        """The tool that a pin belongs to, by packs, by GitHub repository, or by its name."""
        return self._identity.tool(self.artifact(pin))

    def artifact(self, pin: Pin) -> Artifact:
        """The artifact once the graph has chosen among `pin.artifact` and `pin.names`."""
        found = self._artifacts.get(id(pin))
        return found if found is not None else self._chosen(pin)

    def _chosen(self, pin: Pin) -> Artifact:
        """What a reference pins is what the literal behind it pins."""
        literal = self.literal_behind(pin) if isinstance(pin.value, Reference) else None
        named = literal if isinstance(literal, Pin) else pin
        return self._used_for.get(id(named)) or self._identity.of(named)

    @cached_property
    def _used_for(self) -> dict[int, Artifact]:
        return used_for(self.pins, self._identity, self.literal_behind)

    def family(self, pin: Pin) -> str:
        """Pins of one tool are compared within a family: `release`, or the package index."""
        return self._identity.family(self.artifact(pin))

    def ties(self, pin: Pin) -> bool:
        """Whether a pack ties this artifact of a package index to a tool."""
        return self._identity.is_declared(self.artifact(pin))

    def tool_named(self, name: str) -> str | None:
        """The tool that goes by a name or an artifact (`wit_bindgen`, `node`, `bin:wit-bindgen`)."""
        if ":" in name and name.lower() in self._by_tool:
            return name.lower()  # of Maven, whose names have one
        found = self._identity.named(name)
        return name.lower() if found is None and name.lower() in self._by_tool else found

    def pins_of(self, tool: str, *roles: Role) -> tuple[Pin, ...]:
        """Pins of a tool, with one of the roles (any where none is given)."""
        return tuple(pin for pin in self._by_tool.get(tool, ()) if not roles or pin.role in roles)

    def registry_tool(self, registry: Registry) -> str:
        return self._identity.tool(self._identity.artifact(registry.artifact, registry.names))

    @cached_property
    def _registries(self) -> dict[str, list[Registry]]:
        grouped: dict[str, list[Registry]] = defaultdict(list)
        for registry in self.registries:
            grouped[self.registry_tool(registry)].append(registry)
        return grouped

    def registries_of(self, tool: str) -> tuple[Registry, ...]:
        return tuple(self._registries.get(tool, ()))

    # scopes

    def is_default_track(self, pin: Pin) -> bool:
        """Whether a pin's track is the one that its own file makes the default (`default_bundle`)."""
        return (pin.location.path, pin.track) in self._default_tracks

    @cached_property
    def _tracks(self) -> Tracks:
        return Tracks(self.pins, self.paths)

    def scope(self, pin: Pin) -> Scope:
        return Scope(self._roots.of(pin.location.path), self._tracks.of(pin))

    def root(self, path: str) -> str:
        """The folder of the build root that a file belongs to (`""`: the repository's own)."""
        return self._roots.of(path)

    def standing(self, path: str) -> Standing:
        """What kind of place a file is in."""
        return self._standings.of(path)

    def standing_of(self, pin: Pin) -> Standing:
        """What kind of place a pin is in; one that somebody declared is the product's own."""
        return Standing.PRODUCT if pin.is_declared else self.standing(pin.location.path)

    # references

    def literal_behind(self, pin: Pin) -> Pin | Constant | None:
        """The literal that a reference ends at (the pin itself where it is one); `None` where the
        reference leads out of what was read, or in a circle."""
        if not isinstance(pin.value, Reference):
            return pin
        return self._references.behind(pin.value.target, pin.location.path)

    def behind(self, origin: Address, path: str) -> Pin | Constant | None:
        """The literal that an address ends at, as it is written in the file `path`."""
        return self._references.behind(origin, path)

    def version(self, pin: Pin) -> Version | None:
        """The exact version that a pin stands for, through references; `None` for a range, a
        floating or an unresolved one."""
        match self.literal_behind(pin):
            case Pin(value=Exact(version=version)):
                return version
            case Constant(text=str() as text):
                return parse(text)
            case _:
                return None

    def requirement(self, pin: Pin) -> Requirement | None:
        match self.literal_behind(pin):
            case Pin(value=Range(requirement=requirement)):
                return requirement
            case _:
                return None

    @cached_property
    def _referrers(self) -> dict[int, list[Pin]]:
        found: dict[int, list[Pin]] = defaultdict(list)
        for pin in self.pins:
            if isinstance(pin.value, Reference):
                literal = self.literal_behind(pin)
                if isinstance(literal, Pin):
                    found[id(literal)].append(pin)
        return found

    def referrers(self, pin: Pin) -> tuple[Pin, ...]:
        """Pins whose value stands at this one."""
        return tuple(self._referrers.get(id(pin), ()))

    def resolve(self, member: Member) -> str | None:
        """The whole text of a statement's member, with what comes from other files filled in;
        `None` where a part stays unknown."""
        if "\0" not in member.text:
            return member.text
        filled: list[str] = []
        position = 0
        for start, end, origin in member.derived:
            if member.text[start:end] != "\0":
                continue
            literal = self._references.behind(origin, member.location.path) if origin is not None else None
            text = literal.raw if isinstance(literal, Pin) else literal.text if literal is not None else None
            if text is None:
                return None
            filled.append(member.text[position:start] + text)
            position = end
        filled.append(member.text[position:])
        whole = "".join(filled)
        return None if "\0" in whole else whole

    @cached_property
    def addresses(self) -> tuple[tuple[str, Location], ...]:
        """Every download address that is written down: in a declaration, or in a constant."""
        stated = [
            (member.text, member.location)
            for statement in self.statements
            for member in statement.members
            if member.name in ("url", "remote")
        ]
        return (*stated, *self._written)

    # the graph itself

    @cached_property
    def _links(self) -> networkx.DiGraph[int]:
        """Pins by index, an edge from each reference to the pin it names."""
        import networkx

        links: networkx.DiGraph[int] = networkx.DiGraph()
        index = {id(pin): number for number, pin in enumerate(self.pins)}
        for number, pin in enumerate(self.pins):
            target = self._references.step(pin)
            if target is not None:
                links.add_edge(number, index[id(target)])
        return links

    def why(self, first: Pin, second: Pin) -> tuple[Pin, ...]:
        """The pins on the shortest way of references between two pins; empty where there is none."""
        import networkx

        index = {id(pin): number for number, pin in enumerate(self.pins)}
        try:
            path = networkx.shortest_path(
                self._links.to_undirected(as_view=True), index[id(first)], index[id(second)]
            )
        except (networkx.NodeNotFound, networkx.NetworkXNoPath):
            return ()
        return tuple(self.pins[number] for number in path)

    def cycles(self) -> tuple[tuple[Pin, ...], ...]:
        """Groups of pins that refer to each other in a circle."""
        if not any(isinstance(pin.value, Reference) for pin in self.pins):
            return ()
        import networkx

        rings = networkx.strongly_connected_components(self._links)
        found = [
            tuple(self.pins[number] for number in sorted(ring))
            for ring in rings
            if len(ring) > 1 or any(self._links.has_edge(number, number) for number in ring)
        ]
        return tuple(sorted(found, key=lambda ring: ring[0].location))

    # mentions

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Claims in comments and prose about tools that have a pin here."""
        return tuple(mentions(self.remarks, self._pinned_tool))

    def _pinned_tool(self, name: str) -> str | None:
        tool = self.tool_named(name)
        return tool if tool in self._by_tool else None
