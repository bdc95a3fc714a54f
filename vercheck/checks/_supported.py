"""Runtimes that a project supports in several versions, as libraries for Python and Node do.

Where `requires-python` or `engines` admits both, an interpreter of the build and another one of a shell
are two of the supported ones, chosen apart, and neither breaks the other.
"""

from __future__ import annotations

from vercheck.checks._drifting import Site
from vercheck.graph import Facts, Standing
from vercheck.graph.relations import admitted
from vercheck.model import Range, Role

_RUNTIMES = ("python", "node")


def are_all_supported(facts: Facts, tool: str, sites: list[Site]) -> bool:
    """Whether a manifest of the build root admits every version that its sites choose."""
    if tool not in _RUNTIMES or not sites:
        return False
    graph = facts.graph
    for pin in graph.pins_of(tool, Role.REQUIRES):
        if pin.track or not isinstance(pin.value, Range) or graph.standing_of(pin) is not Standing.PRODUCT:
            continue
        if graph.root(pin.location.path) != sites[0].root:
            continue
        if all(admitted(pin.value.requirement, site.version) for site in sites):
            return True
    return False
