"""Who is right when sites disagree: what the configuration says, or nobody."""

from __future__ import annotations

from collections.abc import Iterable

from vercheck.checks._drifting import Site, sites_of
from vercheck.graph import Facts
from vercheck.model import Address, Pin


def authority_of(facts: Facts, tool: str, pins: Iterable[Pin]) -> Site | None:
    """The site that the configuration makes the authority for a tool, where it names exactly one
    version: by artifact or tool first, then by `*`."""
    wanted = [
        address
        for key, address in facts.policy.authorities
        if key == tool or any(key == str(facts.graph.artifact(pin)) for pin in pins)
    ] or [address for key, address in facts.policy.authorities if key == "*"]
    for address in wanted:
        found = [
            site for sites in sites_of(facts.graph, tool) for site in sites if _lies_at(site.pin, address)
        ]
        if len({site.version.text for site in found}) == 1:
            return found[0]
    return None


def _lies_at(pin: Pin, address: Address) -> bool:
    """Whether a pin stands at an address: in that file, at that trail or inside that table."""
    if pin.location.path != address.path:
        return False
    return not address.trail or pin.trail == address.trail or pin.trail.startswith(f"{address.trail}[")
