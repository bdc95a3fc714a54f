"""PinGraph: every pin of the repository, linked. Hides its engine (networkx)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vercheck.graph.knowledge import Knowledge
from vercheck.graph.scopes import Scope, Standing
from vercheck.model import (
    Artifact, Constant, Extraction, Matrix, Member, Note, Pin, Registry, Remark, Requirement, Role,
    Statement, Version,
)


class PinGraph:
    """Immutable once built. All sequences are sorted by place."""

    def __init__(self, extractions: Mapping[str, Extraction], knowledge: Knowledge) -> None:
        """`extractions` by path."""
        raise NotImplementedError

    # what there is
    pins: tuple[Pin, ...]
    statements: tuple[Statement, ...]
    registries: tuple[Registry, ...]
    matrices: tuple[Matrix, ...]
    remarks: tuple[Remark, ...]
    notes: tuple[Note, ...]

    def tools(self) -> tuple[str, ...]:
        """Names of all tools that have a pin, sorted."""
        raise NotImplementedError

    def tool(self, pin: Pin) -> str:
        """The tool that a pin belongs to, by packs, by GitHub repository, or by its name."""
        raise NotImplementedError

    def artifact(self, pin: Pin) -> Artifact:
        """The artifact once the graph has chosen among `pin.artifact` and `pin.names`."""
        raise NotImplementedError

    def tool_named(self, name: str) -> str | None:
        """The tool that goes by a name or an artifact (`wit_bindgen`, `node`, `bin:wit-bindgen`)."""
        raise NotImplementedError

    def pins_of(self, tool: str, *roles: Role) -> tuple[Pin, ...]:
        """Pins of a tool, with one of the roles (any where none is given)."""
        raise NotImplementedError

    def registries_of(self, tool: str) -> tuple[Registry, ...]:
        raise NotImplementedError

    def registry_tool(self, registry: Registry) -> str:
        raise NotImplementedError

    def scope(self, pin: Pin) -> Scope:
        raise NotImplementedError

    def standing(self, path: str) -> Standing:
        raise NotImplementedError

    def literal_behind(self, pin: Pin) -> Pin | Constant | None:
        """The literal that a reference ends at (the pin itself where it is one); `None` where the
        reference leads out of what was read, or in a circle."""
        raise NotImplementedError

    def version(self, pin: Pin) -> Version | None:
        """The exact version that a pin stands for, through references; `None` for a range, a
        floating or an unresolved one."""
        raise NotImplementedError

    def requirement(self, pin: Pin) -> Requirement | None:
        raise NotImplementedError

    def referrers(self, pin: Pin) -> tuple[Pin, ...]:
        """Pins whose value stands at this one."""
        raise NotImplementedError

    def resolve(self, member: Member) -> str | None:
        """The whole text of a statement's member, with what comes from other files filled in;
        `None` where a part stays unknown."""
        raise NotImplementedError

    def why(self, first: Pin, second: Pin) -> tuple[str, ...]:
        """How two pins are tied: the steps between them, for people; empty where they are not."""
        raise NotImplementedError

    def cycles(self) -> tuple[tuple[Pin, ...], ...]:
        """Groups of pins that refer to each other in a circle."""
        raise NotImplementedError
