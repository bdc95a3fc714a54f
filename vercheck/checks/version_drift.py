"""Pins of one tool that must agree do not.

What it does: compares every place that *selects* a version of one tool — a constant, an entry of a
version table, an extension's tag, a `bazel_dep`, an archive, a `.bazelversion` — within one build
root, and says where they differ. `1.90` agrees with `1.90.0`; a place that refers to a constant is
not a second pin. Manifests and constants that state the project's own version are compared with each
other, with the changelog and the README, and with what other packages of the repository ask for. A value that
`[[sync]]` derives from another is held against that one.

Why it matters: each of these places feeds some build. Which of them wins depends on who runs what.

What is quiet: examples, fixtures and vendored trees; tables of several tracks; bundles; test matrices;
several versions in one job, where the rest has one of them; nightly beside stable; most ranges.

Severity: an error inside one build root; a warning where only a default differs from what is selected,
where only jobs of a continuous integration differ among each other, where a named track explains the
difference, where another build root of the repository pins something else, where `requires-python` or
`engines` admits every version that is chosen, where a commit hook runs another version than the project
installs, where parts of one action are of two releases, where `cargo install` brings another version than
the project is built with, or where Bazel fetches an older Go module than `go.mod` asks for. The own version
warns, too.

Fix safety: safe where `[authority]` or `[[sync]]` says which place is right; otherwise none is offered, and
`vercheck fix --tool TOOL --to VERSION` makes the choice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._action_parts import action_drift
from vercheck.checks._comparable import comparable
from vercheck.checks._drift_finding import drift
from vercheck.checks._drifting import Site, agree, is_soft, meant_last, sites_of, spread
from vercheck.checks._elsewhere import elsewhere
from vercheck.checks._go_modules import go_module_drift
from vercheck.checks._hooks import hook_drift
from vercheck.checks._installed_crates import installed_drift
from vercheck.checks._job_tools import job_tool_drift
from vercheck.checks._manifests import manifest_drift
from vercheck.checks._member_versions import member_drift
from vercheck.checks._minimums import minimum_drift
from vercheck.checks._own_versions import own_drift
from vercheck.checks._packages import package_drift
from vercheck.checks._release_notes import notes_drift
from vercheck.checks._several import set_up_alone
from vercheck.checks._shadows import shadows
from vercheck.checks._supported import are_all_supported
from vercheck.checks._synced import sync_drift
from vercheck.graph import Facts, Standing
from vercheck.model import Diagnostic, Location, Severity


def run(facts: Facts) -> Iterator[Diagnostic]:
    # What is derived is held against what it is derived from, and is no choice of its own.
    told = _shadowed(facts) | {one.place for one in facts.synced}
    for tool in facts.graph.tools():
        for sites in sites_of(facts.graph, tool):
            yield from _tool(facts, tool, sites, told)
    yield from sync_drift(facts)
    yield from manifest_drift(facts)
    yield from minimum_drift(facts)
    yield from package_drift(facts)
    yield from go_module_drift(facts)
    yield from hook_drift(facts)
    yield from member_drift(facts)
    yield from own_drift(facts)
    yield from job_tool_drift(facts)
    yield from action_drift(facts)
    yield from installed_drift(facts)
    yield from notes_drift(facts)


def _shadowed(facts: Facts) -> frozenset[Location]:
    """Places whose difference `shadowed-pin` tells, with the reason why one of the two is in force."""
    if ("shadowed-pin", Severity.OFF) in facts.policy.severities:
        return frozenset()
    return frozenset(pin.location for shadow in shadows(facts) for pin in shadow.explained)


def _tool(facts: Facts, tool: str, sites: list[Site], told: frozenset[Location]) -> Iterator[Diagnostic]:
    """The findings for the sites of one tool in one family."""
    by_root: dict[str, list[Site]] = defaultdict(list)
    for site in sites:
        if site.standing is Standing.PRODUCT:
            by_root[site.root].append(site)
    tracked = [site for site in sites if site.is_parallel and site.standing is Standing.PRODUCT]
    for root in sorted(by_root):
        product = [site for site in by_root[root] if not site.track]
        if not product:
            continue
        here = [site for site in product if site.pin.location not in told]
        here += set_up_alone(by_root[root])
        chosen = comparable([site for site in here if not site.pin.is_default])
        groups = meant_last(spread(chosen), facts.graph, tool)
        if len(groups) > 1:
            soft = is_soft(chosen, tracked) or are_all_supported(facts, tool, chosen)
            severity = Severity.WARNING if soft else Severity.ERROR
            yield from drift(facts, tool, groups, severity)
        defaults = [site for site in here if site.pin.is_default]
        stale = [site for site in defaults if not any(agree(site, other) for other in chosen or defaults[:1])]
        if stale and len(groups) <= 1:
            yield from drift(facts, tool, [*spread(stale), chosen or defaults[:1]], Severity.WARNING)
    yield from elsewhere(facts, tool, sites)


CHECK = Check("pins of one tool that must agree do not", Severity.ERROR, run)
