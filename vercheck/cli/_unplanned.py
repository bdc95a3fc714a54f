"""Findings about versions that no choice of a plan ends, each with the reason: a plan that is silent about
them would read as if all were well."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vercheck.model import Diagnostic, Severity

if TYPE_CHECKING:
    from vercheck.assignments import Answer
    from vercheck.graph import Facts
    from vercheck.pipeline import Outcome

ABOUT_VERSIONS = frozenset({
    "version-drift", "companion-mismatch", "lockstep-broken", "incompatible-versions", "range-excludes-pin",
    "toolchain-below-minimum", "unregistered-version", "shadowed-pin",
})  # fmt: skip
"""Checks whose findings another version of the tool can end."""
_BESIDE = frozenset({"lock-drift"})
"""Checks about versions whose findings no choice of one ends."""


@dataclass(frozen=True, slots=True)
class Unplanned:
    """A finding, the tool that it is about as one may name it, and why no plan is made for it."""

    finding: Diagnostic
    tool: str
    reason: str

    @property
    def is_grave(self) -> bool:
        return self.finding.severity is Severity.ERROR

    def lines(self) -> Iterator[str]:
        item = self.finding
        yield f"cannot plan {self.tool}: {self.reason}"
        yield f"  {item.severity}: {item.message} ({item.location.path}:{item.location.line}) [{item.check}]"
        if item.help:
            yield f"  help: {item.help}"

    def document(self) -> dict[str, Any]:
        item = self.finding
        return {
            "tool": self.tool,
            "check": item.check,
            "severity": str(item.severity),
            "path": item.location.path,
            "line": item.location.line,
            "message": item.message,
            "reason": self.reason,
        }


def unplanned(outcome: Outcome, found: Sequence[Answer], asked: Collection[str]) -> list[Unplanned]:
    """What the answers leave, of the tools that were asked for (of all where none was): errors, and where
    nothing else is to be said, warnings."""
    facts, planned = outcome.facts, _planned(found)
    items = []
    for item in outcome.report.diagnostics:
        if item.check not in ABOUT_VERSIONS | _BESIDE:
            continue
        tools = tools_of(facts, item)
        is_asked = not asked or not tools.isdisjoint(asked)
        if is_asked and (item.check in _BESIDE or tools.isdisjoint(planned)):
            items.append(item)
    told = [item for item in items if item.severity is Severity.ERROR]
    if not told and not found:
        told = [item for item in items if item.check in ABOUT_VERSIONS]
    return [Unplanned(item, _name(facts, item), _reason(facts, item)) for item in told]


def tools_of(facts: Facts, item: Diagnostic) -> frozenset[str]:
    """The tools that a finding is about, on all its sides."""
    graph = facts.graph
    names = [item.tool or "", *(str(label.artifact) for label in item.related if label.artifact is not None)]
    return frozenset(tool for name in names if (tool := graph.tool_named(name)) is not None)


def _planned(found: Sequence[Answer]) -> frozenset[str]:
    """Tools that some choice moves, or of which it is said that nothing fits."""
    tools: set[str] = set()
    for answer in found:
        if not answer.assignments:
            tools |= set(answer.asked)
        tools |= {move.tool for one in answer.assignments for move in one.moves if move.cost}
        # What a warning of the first choice says is told there.
        tools |= {tool for one in answer.assignments[:1] if one.warnings for tool in answer.asked}
    return frozenset(tools)


def _name(facts: Facts, item: Diagnostic) -> str:
    return facts.graph.tool_named(item.tool or "") or item.tool or str(item.artifact or item.check)


def _reason(facts: Facts, item: Diagnostic) -> str:
    from vercheck.fix.sites import Sites
    from vercheck.graph.satisfying import candidates

    if item.check in _BESIDE:
        return "a lock file is refreshed, and no version chosen"
    tool = facts.graph.tool_named(item.tool or "")
    if tool is None:
        return "no rule and no table knows it as a tool"
    roots = {facts.graph.scope(pin).root for pin in facts.graph.pins_of(tool)}
    if not any(candidates(facts, tool, root) for root in sorted(roots)):
        return "no exact version of it is written or on offer here"
    places = {item.location, *(label.location for label in item.related)}
    for site, reason in Sites(facts, tool).staying():
        if site.location in places:
            return f"`{site.raw}` stays ({site.place}): {reason}"
    return "what a move of it takes says one version already"
