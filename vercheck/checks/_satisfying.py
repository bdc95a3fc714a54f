"""What a help text may add: which version, of those that are here, satisfies all that is known."""

from __future__ import annotations

from functools import lru_cache

from vercheck.graph import Facts
from vercheck.graph.on_offer import is_fetched_through
from vercheck.graph.satisfying import Candidate, is_judged, satisfying
from vercheck.model import Version
from vercheck.versions import equal_at_precision


def advice(facts: Facts, tool: str, root: str, preferred: Version | None = None) -> str:
    """`; 0.46.0 satisfies every rule, and the registry has it`; nothing where no version does, or where
    nothing known is about the tool. Of several the one that is proposed besides (`preferred`) is named."""
    best = fitting(facts, tool, root)
    if best is not None and preferred is not None:
        found = (one for one in _fitting(facts, tool, root) if equal_at_precision(one.version, preferred))
        best = next(found, best)
    if best is None:
        return ""
    if not _is_registered(facts, tool, root):
        return f"; `{best.version.text}` satisfies every rule"
    offer = ", and the registry has it" if best.is_offered else ", though the registry lacks it"
    return f"; `{best.version.text}` satisfies every rule{offer}"


def on_offer(facts: Facts, tool: str, root: str) -> str:
    """As `advice`, for a version that needs no new entry of a registry."""
    if not _is_registered(facts, tool, root) or not is_judged(facts, tool, root):
        return ""
    best = next((one for one in _fitting(facts, tool, root) if one.is_offered), None)
    return f"; `{best.version.text}` satisfies every rule, and the registry has it" if best else ""


def fitting(facts: Facts, tool: str, root: str) -> Candidate | None:
    """The best version of those that nothing known objects to; `None` where nothing known could."""
    found = _fitting(facts, tool, root)
    return found[0] if found and is_judged(facts, tool, root) else None


def _is_registered(facts: Facts, tool: str, root: str) -> bool:
    return any(is_fetched_through(facts, one, root) for one in facts.graph.registries_of(tool))


@lru_cache(maxsize=64)
def _fitting(facts: Facts, tool: str, root: str) -> tuple[Candidate, ...]:
    return satisfying(facts, tool, root)
