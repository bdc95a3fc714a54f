"""Chooses which fixes to apply: no fix twice, no side picked, no two that want different things.

Choosing is separate from applying so that what would happen can be shown before anything does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vercheck.fix.overlap import Effect, changes, clashes, distinct, effect, meetings
from vercheck.model import Applicability, Diagnostic, Edit, Fix, Location


@dataclass(frozen=True, slots=True)
class Held:
    """A fix that is shown but not applied, and why."""

    fix: Fix
    reason: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two fixes that want different bytes at one place; neither is applied."""

    first: Fix
    second: Fix
    location: Location

    @property
    def reason(self) -> str:
        place = f"{self.location.path}:{self.location.line}"
        return f"`{self.first.title}` and `{self.second.title}` want different things at {place}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What will happen, and what will not. `answers` are the findings that the applied fixes
    promise to remove."""

    applied: tuple[Fix, ...] = ()
    held: tuple[Held, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    answers: tuple[Diagnostic, ...] = ()

    @property
    def edits(self) -> tuple[Edit, ...]:
        """All edits to apply, each effect once, in the order of the files."""
        return distinct(edit for fix in self.applied for edit in fix.edits)


def plan(
    diagnostics: Sequence[Diagnostic],
    *,
    unsafe: bool = False,
    tool: str | None = None,
    checks: frozenset[str] = frozenset(),
    only: Diagnostic | None = None,
) -> Plan:
    """Choose among the fixes that diagnostics offer.

    `tool`, `checks` and `only` narrow the choice (empty: all). What a finding outside of that choice knows
    still counts: an edit that some fix holds back for want of a digest is not applied through another.
    """
    chosen = [
        (diagnostic, diagnostic.fix)
        for diagnostic in diagnostics
        if diagnostic.fix is not None
        and (tool is None or diagnostic.tool == tool)
        and (not checks or diagnostic.check in checks)
        and (only is None or diagnostic == only)
    ]
    lacking = _lacking(item.fix for item in diagnostics if item.fix is not None)
    arranged = _arrange([fix for _, fix in chosen], lacking, unsafe=unsafe)
    effects = {_effects(fix) for fix in arranged.applied}
    answers = tuple(diagnostic for diagnostic, fix in chosen if _effects(fix) in effects)
    return Plan(arranged.applied, arranged.held, arranged.conflicts, answers)


def arrange(fixes: Sequence[Fix], *, unsafe: bool = False) -> Plan:
    """Choose among fixes that no diagnostic offers, as those that move a tool to a version."""
    return _arrange(fixes, _lacking(fixes), unsafe=unsafe)


def _arrange(fixes: Sequence[Fix], lacking: dict[Effect, Fix], *, unsafe: bool) -> Plan:
    candidates: list[Fix] = []
    held: list[Held] = []
    for fix in _unique(fixes):
        reason = _held_back(fix, lacking, unsafe=unsafe)
        if reason is None:
            candidates.append(fix)
        else:
            held.append(Held(fix, reason))
    conflicts = _conflicts(candidates)
    torn = {id(fix) for conflict in conflicts for fix in (conflict.first, conflict.second)}
    applied = tuple(fix for fix in candidates if id(fix) not in torn)
    return Plan(applied, tuple(held), conflicts)


def _unique(fixes: Iterable[Fix]) -> list[Fix]:
    """One fix for each set of effects, the safest of them, in an order that depends on nothing but
    the fixes themselves."""
    best: dict[object, Fix] = {}
    for fix in sorted(fixes, key=_order):
        best.setdefault(_effects(fix) or (fix.title, fix.lacks), fix)
    return sorted(best.values(), key=_place)


def _order(fix: Fix) -> tuple[object, ...]:
    rank = list(Applicability).index(fix.applicability)
    return (rank, *_place(fix))


def _place(fix: Fix) -> tuple[object, ...]:
    return (tuple(sorted(fix.edits)), fix.title, fix.lacks)


def _effects(fix: Fix) -> frozenset[Effect]:
    return frozenset(effect(edit) for edit in fix.edits if changes(edit))


def _lacking(fixes: Iterable[Fix]) -> dict[Effect, Fix]:
    """Effects that some fix holds back for want of something, with that fix."""
    return {
        what: fix for fix in sorted(fixes, key=_order, reverse=True) if fix.lacks for what in _effects(fix)
    }


def _held_back(fix: Fix, lacking: dict[Effect, Fix], *, unsafe: bool) -> str | None:
    if fix.lacks:
        return "; ".join(fix.lacks)
    if fix.applicability is Applicability.MANUAL:
        return "to be done by hand"
    effects = _effects(fix)
    if not effects:
        return "changes nothing"
    if fix.applicability is Applicability.UNSAFE and not unsafe:
        return "picks a side: `--unsafe` applies it"
    if any(clashes(a, b) for _, a, _, b in meetings((0, edit) for edit in fix.edits)):
        return "its own edits contradict each other"
    for what in sorted(effects & lacking.keys()):
        return "; ".join(lacking[what].lacks)
    return None


def _conflicts(fixes: Sequence[Fix]) -> tuple[Conflict, ...]:
    """The first clash of every two fixes that clash."""
    found: dict[tuple[int, int], Location] = {}
    labelled = ((index, edit) for index, fix in enumerate(fixes) for edit in filter(changes, fix.edits))
    for first, edit, second, other in meetings(labelled):
        if first != second and clashes(edit, other):
            pair = (min(first, second), max(first, second))
            found.setdefault(pair, max(edit.location, other.location))
    return tuple(
        Conflict(fixes[first], fixes[second], location) for (first, second), location in sorted(found.items())
    )
