"""What comments, texts and messages name of the tools that are pinned here, as pins of role `mentions`.

Separate from `mentions`: those are claims about today, which a check compares; here is everything that is
said, for a list.
"""

from __future__ import annotations

from vercheck.graph.mentions import spoken
from vercheck.graph.pin_graph import PinGraph
from vercheck.model import Pin


def mentioned(graph: PinGraph) -> tuple[Pin, ...]:
    """Every version that is named beside a tool with a pin, where no pin stands in the same place."""

    def known(name: str) -> str | None:
        tool = graph.tool_named(name)
        return tool if tool is not None and graph.pins_of(tool) else None

    taken = {pin.location for pin in graph.pins}
    found = {pin.location: pin for pin in spoken(graph.remarks, known) if pin.location not in taken}
    return tuple(found.values())
