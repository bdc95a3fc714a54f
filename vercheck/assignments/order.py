"""In which order the moves of several tools go through, so that no step breaks what is known.

A step is judged with all steps before it done. Where none of those left is possible by itself, they have to
go together.
"""

from __future__ import annotations

from collections.abc import Sequence

from vercheck.assignments.move import Move
from vercheck.graph import Facts
from vercheck.graph.satisfying import objections
from vercheck.model import Severity, Version


def ordered(facts: Facts, moves: Sequence[Move], root: str) -> tuple[tuple[Move, ...], frozenset[str]]:
    """The moves in an order that works, and the tools among them that have to go together."""
    left = sorted(moves, key=lambda move: (move.is_done, move.tool))
    done: dict[str, Version] = {}
    found: list[Move] = []
    together: frozenset[str] = frozenset()
    while left:
        now = _broken(facts, done, root)
        free = (one for one in left if not _broken(facts, {**done, one.tool: one.version}, root) - now)
        step = next(free, None)
        if step is None:
            together = together or frozenset(one.tool for one in left if not one.is_done)
            step = left[0]
        left.remove(step)
        found.append(step)
        done[step.tool] = step.version
    return tuple(found), together


def _broken(facts: Facts, choice: dict[str, Version], root: str) -> frozenset[tuple[str, str]]:
    found = objections(facts, choice, root) if choice else ()
    return frozenset((one.rule, one.text) for one in found if one.severity is Severity.ERROR)
