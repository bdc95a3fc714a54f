"""Where a repository states its own version, and which of these places are worth comparing.

A version that nobody has set yet (`0.0.0`, `99.0.0`) and one under development (`-SNAPSHOT`, `.dev0`)
say nothing about a release. Tests, examples and what others wrote have versions of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from vercheck.graph import PinGraph, Standing
from vercheck.model import Constant, Exact, Location, Pin, Role, Version
from vercheck.shapes.names import normal
from vercheck.shapes.own_version import OWN
from vercheck.versions import is_prerelease, parse

DERIVED = ("source", "project")
"""Ecosystems of places that do not say what they are the version of: their folder does."""
_UNDER_WAY = ("dev", "snapshot", "git", "nightly")
_NEVER = 90
"""Major versions from here on only say that a placeholder sorts above every release."""


@dataclass(frozen=True, slots=True)
class Own:
    """`place` and `text` are those of the literal, which may stand in the manifest of a workspace."""

    pin: Pin
    version: Version
    text: str
    place: Location

    @property
    def folder(self) -> str:
        return self.pin.location.path.rpartition("/")[0]

    @property
    def ecosystem(self) -> str:
        return self.pin.artifact.ecosystem

    @property
    def name(self) -> str:
        """One spelling of the name, whatever index it is for: without a scope, with `-` for `_`."""
        return normal(self.pin.artifact.name.rpartition("/")[2].replace(".", "-").replace(" ", "-"))

    @property
    def is_under_way(self) -> bool:
        text = self.text.lower()
        return is_prerelease(self.version) or any(word in text for word in _UNDER_WAY)


def own_versions(graph: PinGraph, note: str = OWN) -> list[Own]:
    """Every place of the product where its own version is written or inherited, in order; with another
    `note`, the places that state it of something inside."""
    found: dict[Location, Own] = {}
    for pin in graph.pins:
        if pin.role is not Role.PROVIDES or pin.note != note:
            continue
        if graph.standing(pin.location.path) is not Standing.PRODUCT and not _is_version_file(pin):
            continue
        own = own_version_of(graph, pin)
        if own is not None:
            found.setdefault(pin.location, own)
    return list(found.values())


def own_version_of(graph: PinGraph, pin: Pin) -> Own | None:
    """What a pin says, or the place that it inherits from; `None` where that is no release."""
    match graph.literal_behind(pin):
        case Pin(value=Exact(version), location=place):
            text = version.text
        case Constant(text=str(text), location=place):
            version = parse(text)
        case _:
            return None
    is_placeholder = not any(version.release) or version.release[0] >= _NEVER
    return None if is_placeholder else Own(pin, version, text, place)


def _is_version_file(pin: Pin) -> bool:
    """`version.txt` is not a text for people, whatever its ending says."""
    return pin.artifact.ecosystem == "project" and "/" not in pin.location.path
