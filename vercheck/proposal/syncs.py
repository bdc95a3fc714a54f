"""Values that repeat the one of an authority today: each could be said to be derived from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vercheck import versions
from vercheck.checks._authority import lies_at
from vercheck.checks._drifting import Site
from vercheck.graph import PinGraph
from vercheck.graph.synced import literals_at
from vercheck.model import Address
from vercheck.printable import without_surrogates
from vercheck.proposal.authorities import Authority, chosen
from vercheck.proposal.settings import Setting, quoted


def syncs(graph: PinGraph, authorities: Sequence[Authority]) -> Iterator[Setting]:
    """One for each place that spells out what an authority says, as long as it does."""
    addresses = [one.address for one in authorities]
    for tool in graph.tools():
        own = list(chosen(graph, tool))
        leader = next((site for address in addresses for site in own if lies_at(site.pin, address)), None)
        if leader is None:
            continue
        for site in own:
            if site.pin.location.path != leader.pin.location.path and _repeats(site, leader):
                yield from _row(graph, tool, leader, site)


def _repeats(site: Site, leader: Site) -> bool:
    """Whether a site says the whole version: `20` is no copy of `20.18.0`, but a choice of its own."""
    return site.family == leader.family and versions.equal(site.version, leader.version)


def _row(graph: PinGraph, tool: str, leader: Site, site: Site) -> Iterator[Setting]:
    """The row, where both addresses lead to the one place that is meant."""
    for one in (leader, site):
        found = literals_at(graph, one.pin.address)
        if [place for place, _ in found] != [one.pin.location] or not _is_sayable(one.pin.address):
            return
    yield Setting(
        f"{tool}: {site.place} spells out the {site.pin.raw} of {leader.place}",
        ("[[sync]]", f"from = {quoted(_said(leader))}", f"to = {quoted(_said(site))}"),
    )


def _said(site: Site) -> str:
    address = site.pin.address
    return str(address) if address.trail else address.path


def _is_sayable(address: Address) -> bool:
    text = str(address)
    return text.isprintable() and "#" not in address.path and without_surrogates(text) == text
