"""What other build roots of a repository pin, held against the main one.

Each is built by itself, so that a difference is only worth a look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks._drift_finding import drift
from vercheck.checks._drifting import Site, agree, meant_last, spread
from vercheck.graph import Facts, Standing
from vercheck.model import Diagnostic, Severity


def elsewhere(facts: Facts, tool: str, sites: list[Site]) -> Iterator[Diagnostic]:
    """One finding for each other build root that selects nothing of what the main one selects."""
    explicit = [site for site in sites if not site.track and not site.pin.is_default]
    own = [site for site in explicit if not site.root and site.standing is Standing.PRODUCT]
    if not own:
        return
    meant = meant_last(spread(own), facts.graph, tool)[-1]
    others: dict[str, list[Site]] = defaultdict(list)
    for site in explicit:
        is_told = site.root and site.standing in (Standing.PRODUCT, Standing.DOCS)
        if is_told and not any(agree(site, mine) for mine in meant):
            others[site.root].append(site)
    for root in sorted(others):
        where = f" in its own build root `{root}`"
        yield from drift(facts, tool, [others[root], meant], Severity.WARNING, where)
