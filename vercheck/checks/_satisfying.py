"""What a help text may add: which version, of those that are here, satisfies all that is known."""

from __future__ import annotations

from functools import lru_cache

from vercheck.graph import Facts
from vercheck.graph.satisfying import Candidate, satisfying


def advice(facts: Facts, tool: str, root: str) -> str:
    """`; 0.46.0 satisfies every rule, and the registry has it`; nothing where no version does, or where
    no rule is about the tool."""
    best = next(iter(_fitting(facts, tool, root)), None)
    if best is None:
        return ""
    registries = facts.graph.registries_of(tool)
    offer = "" if not registries else ", and the registry has it" if best.is_offered else ""
    lack = "" if best.is_offered or not registries else ", though the registry lacks it"
    return f"; `{best.version.text}` satisfies every rule{offer}{lack}"


@lru_cache(maxsize=64)
def _fitting(facts: Facts, tool: str, root: str) -> tuple[Candidate, ...]:
    return satisfying(facts, tool, root)
