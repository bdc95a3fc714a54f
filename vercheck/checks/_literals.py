"""The literal that a selecting pin is a choice of, where it is not one itself.

Separate from the sites, which compare: this is about which place in a chain of references people edit.
"""

from __future__ import annotations

from dataclasses import replace

from vercheck.graph import PinGraph
from vercheck.graph.uses import is_about
from vercheck.model import Constant, Pin, Reference, Role
from vercheck.shapes.pins import read_value


def chosen_literal(graph: PinGraph, pin: Pin) -> Pin | None:
    """The pin itself, or the registry entry that it refers to (`LATEST = VERSIONS.keys()[0]`), or the
    constant whose name alone does not say what it is (`RELEASE_TAG`). Any other reference leads to a literal
    that is a site of its own."""
    if not isinstance(pin.value, Reference):
        return pin
    match graph.literal_behind(pin):
        case Pin(role=Role.PROVIDES) as literal:
            return literal
        case Constant(text=str(text), location=place) as constant if is_about(constant.trail, pin.artifact):
            value = read_value(text)
            if value is None:
                return None
            return replace(pin, value=value, location=place, raw=text, trail=constant.trail, note="constant")
        case _:
            return None
