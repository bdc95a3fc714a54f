"""Pins with what only the graph knows of them: the tool, the scope, the version behind a reference.

Separate from `PinGraph`, which answers one question at a time: this is the list of everything, as it is
shown to people and programs.
"""

from __future__ import annotations

from dataclasses import dataclass

from vercheck.graph.pin_graph import PinGraph
from vercheck.graph.scopes import Scope
from vercheck.graph.spoken import mentioned
from vercheck.model import Artifact, Location, Pin, Range, Reference, Role, Value


@dataclass(frozen=True, slots=True)
class LinkedPin:
    """One place that pins or names a version. `artifact` is what the graph chose among the names that the
    place may mean; `version` is as people write it, for a reference the one that it leads to, and `None`
    where that is not known."""

    pin: Pin
    tool: str
    artifact: Artifact
    scope: Scope
    version: str | None

    @property
    def value(self) -> Value:
        return self.pin.value

    @property
    def role(self) -> Role:
        return self.pin.role

    @property
    def location(self) -> Location:
        return self.pin.location


def linked(graph: PinGraph, tool: str | None = None) -> tuple[LinkedPin, ...]:
    """Every pin, and every version that a comment or a text names of a tool with a pin, by place; with a
    tool, those of it."""
    pins = graph.pins if tool is None else graph.pins_of(tool)
    named = (pin for pin in mentioned(graph) if tool is None or graph.tool(pin) == tool)
    return tuple(
        LinkedPin(pin, graph.tool(pin), graph.artifact(pin), graph.scope(pin), _version(pin, graph))
        for pin in sorted((*pins, *named), key=lambda pin: pin.location)
    )


def _version(pin: Pin, graph: PinGraph) -> str | None:
    match pin.value:
        case Reference():
            version = graph.version(pin)
            return None if version is None else str(version)
        case Range(requirement=requirement):
            return requirement.text
        case _:
            return pin.said
