"""Pins of one tool that must agree do not.

What it does: compares every place that *selects* a version of one tool — a constant, an entry of a
version table, an extension's tag, a `bazel_dep`, an archive, a `.bazelversion` — within one build
root, and says where they differ. `1.90` agrees with `1.90.0`; a place that refers to a constant is
not a second pin.

Why it matters: each of these places feeds some build. Which of them wins depends on who runs what.

What is quiet: examples, fixtures and vendored trees; tables of several tracks (`P3_TOOL_VERSIONS`
beside `TOOL_VERSIONS`); bundles; test matrices; nightly beside stable; ranges.

Severity: an error inside one build root; a warning where only a default differs from what is
selected, where a named track explains the difference, or where another build root of the
repository pins something else.

Fix safety: safe where `[authority]` says which place is right; otherwise none is offered, and
`vercheck fix --tool TOOL --to VERSION` makes the choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._authority import authority_of
from vercheck.checks._drifting import Site, agree, is_soft, main_site, sites_of, spread, telling
from vercheck.checks._manifests import manifest_drift
from vercheck.checks._minimums import minimum_drift
from vercheck.graph import Facts, Standing
from vercheck.model import Applicability, Diagnostic, Edit, Fix, Severity
from vercheck.versions import restate


def run(facts: Facts) -> Iterator[Diagnostic]:
    for tool in facts.graph.tools():
        for sites in sites_of(facts.graph, tool):
            yield from _tool(facts, tool, sites)
    yield from manifest_drift(facts)
    yield from minimum_drift(facts)


def _tool(facts: Facts, tool: str, sites: list[Site]) -> Iterator[Diagnostic]:
    """The findings for the sites of one tool in one family."""
    product = [site for site in sites if site.standing is Standing.PRODUCT and not site.track]
    roots = sorted({site.root for site in product})
    tracked = [site for site in sites if site.is_parallel and site.standing is Standing.PRODUCT]
    for root in roots:
        here = [site for site in product if site.root == root]
        chosen = [site for site in here if not site.pin.is_default]
        groups = spread(chosen)
        if len(groups) > 1:
            severity = Severity.WARNING if is_soft(chosen, tracked) else Severity.ERROR
            yield from _drift(facts, tool, groups, severity)
        defaults = [site for site in here if site.pin.is_default]
        stale = [site for site in defaults if not any(agree(site, other) for other in chosen or defaults[:1])]
        if stale and len(groups) <= 1:
            yield from _drift(facts, tool, [*spread(stale), chosen or defaults[:1]], Severity.WARNING)
    yield from _elsewhere(facts, tool, sites)


def _elsewhere(facts: Facts, tool: str, sites: list[Site]) -> Iterator[Diagnostic]:
    """Other build roots of the repository that pin something else than the main one."""
    own = [
        s
        for s in sites
        if not s.root and not s.track and s.standing is Standing.PRODUCT and not s.pin.is_default
    ]
    if not own:
        return
    for root in sorted({site.root for site in sites if site.root}):
        others = [
            site
            for site in sites
            if site.root == root
            and not site.track
            and not site.pin.is_default
            and site.standing in (Standing.PRODUCT, Standing.DOCS)
            and not any(agree(site, mine) for mine in own)
        ]
        if others:
            yield from _drift(facts, tool, [others, own], Severity.WARNING, f" in its own build root `{root}`")


def _drift(
    facts: Facts, tool: str, groups: list[list[Site]], severity: Severity, where: str = ""
) -> Iterator[Diagnostic]:
    """One finding for all the sites: the rarest version comes first, as the primary place."""
    every = [site for group in groups for site in group]
    right = authority_of(facts, tool, [site.pin for site in every])
    wrong = [site for site in every if right is None or not agree(site, right)]
    pairs = ((site, main_site(group)) for site in wrong for group in reversed(groups))
    found = next(((site, other) for site, other in pairs if not agree(site, right or other)), None)
    if found is None:
        return  # `3` agrees with `3.18` and with `3.19`
    primary, other = found[0], right or found[1]
    rest = [site for site in telling(groups, other) if site is not primary]
    fix = _fix(tool, wrong, right) if right is not None else None
    yield Diagnostic(
        message=(f"`{tool}` is `{primary.pin.raw}` here{where} but `{other.pin.raw}` in {other.place}"),
        location=primary.pin.location,
        tool=tool,
        artifact=primary.artifact,
        version=primary.pin.raw,
        expected=right.pin.raw if right is not None else None,
        related=tuple(site.label() for site in rest),
        help=(
            f"`{right.place}` is the authority"
            if right is not None
            else f"say which is meant: `vercheck fix --tool {tool} --to {other.pin.raw}`, or set `[authority]`"
        ),
        severity=severity,
        fix=fix,
    )


def _fix(tool: str, wrong: list[Site], right: Site) -> Fix:
    edits = tuple(
        Edit(site.pin.location, site.pin.raw, restate(right.pin.raw, site.pin.raw)) for site in wrong
    )
    lacks = tuple(
        f"{site.place} has a digest that belongs to `{site.pin.raw}`" for site in wrong if site.pin.digests
    )
    return Fix(f"move `{tool}` to `{right.pin.raw}`", edits, Applicability.SAFE, lacks)


CHECK = Check("pins of one tool that must agree do not", Severity.ERROR, run)
