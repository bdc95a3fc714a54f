"""Minimums that a README states, held against those that the manifests beside it declare."""

from __future__ import annotations

from vercheck.graph import PinGraph, Standing
from vercheck.graph.mentions import Mention
from vercheck.model import Exact, Pin, Range, Role
from vercheck.versions import equal_at_precision, parse


def contradicting_minimums(graph: PinGraph, mention: Mention) -> list[Pin]:
    """The declared minimums of a tool, none of which is the one that the README names: those of its own
    folder, or else, for the README at the root, those of the whole product."""
    folder, _, name = mention.pin.location.path.rpartition("/")
    if not name.lower().startswith("readme"):
        return []  # other pages talk of single features
    declared = [pin for pin in graph.pins_of(mention.tool, Role.REQUIRES) if _is_minimum(graph, pin)]
    own = [pin for pin in declared if pin.location.path.rpartition("/")[0] == folder]
    behind = [graph.literal_behind(pin) for pin in own or ([] if folder else declared)]
    pins = list(dict.fromkeys(pin for pin in behind if isinstance(pin, Pin)))
    said = parse(mention.pin.raw)
    return [] if any(equal_at_precision(said, parse(shown(pin))) for pin in pins) else pins


def shown(pin: Pin) -> str:
    """A pin's version as people write it."""
    if isinstance(pin.value, Range):
        return pin.value.requirement.text
    return pin.value.version.text if isinstance(pin.value, Exact) else pin.raw  # `313` is written out


def _is_minimum(graph: PinGraph, pin: Pin) -> bool:
    requirement = graph.requirement(pin)
    return (
        requirement is not None
        and requirement.scheme == "minimum"
        and graph.standing(pin.location.path) is Standing.PRODUCT
        and graph.family(pin) == "release"
    )
