"""Who is right when sites disagree: what the configuration says, or nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from vercheck.checks._drifting import Site, sites_of
from vercheck.graph import Facts
from vercheck.model import Address, Pin


def authority_of(facts: Facts, tool: str, pins: Iterable[Pin]) -> Site | None:
    """The site that the configuration makes the authority for a tool, where it names exactly one
    version: by artifact or tool first, then by `*`."""
    for address in _wanted(facts, {tool, *(str(facts.graph.artifact(pin)) for pin in pins)}):
        found = [
            site for sites in sites_of(facts.graph, tool) for site in sites if lies_at(site.pin, address)
        ]
        if len({site.version.text for site in found}) == 1:
            return found[0]
    return None


def outranking(facts: Facts, leaders: Collection[Pin], follower: Pin) -> Pin | None:
    """The pin, of any role, that the configuration makes the authority where that is none of the leaders
    that a pack names."""
    if not facts.policy.authorities:
        return None
    graph, pins = facts.graph, (*leaders, follower)
    tools = {graph.tool(pin) for pin in pins}
    own = [pin for tool in sorted(tools) for pin in graph.pins_of(tool)]
    wanted = _wanted(facts, {*tools, *(str(graph.artifact(pin)) for pin in pins)})
    decided = [pin for address in wanted for pin in own if lies_at(pin, address)]
    behind = (literal for leader in leaders if (literal := graph.literal_behind(leader)) is not None)
    leading = {leader.location for leader in leaders} | {literal.location for literal in behind}
    return None if any(pin.location in leading for pin in decided) else next(iter(decided), None)


def lies_at(pin: Pin, address: Address) -> bool:
    """Whether a pin stands at an address: in that file, at that trail or inside that table."""
    if pin.location.path != address.path:
        return False
    trail = address.trail
    return not trail or pin.trail == trail or pin.trail.startswith((f"{trail}[", f"{trail}."))


def _wanted(facts: Facts, names: Collection[str]) -> list[Address]:
    """The authorities that are declared for one of the names, else those for all."""
    declared = facts.policy.authorities
    return [address for key, address in declared if key in names] or [
        address for key, address in declared if key == "*"
    ]
