"""A toolchain is older than what the project that it builds asks for.

## What it does
Holds the toolchains that build a project (`rust-toolchain`, `FROM rust:1.75`, `go_sdk.download`, `.nvmrc`,
a job of a workflow) against the oldest one that it declares (`rust-version`, `msrv` of clippy, the `go`
directive, `engines`, `requires-python`) and against what else it needs: the edition, the resolver, the
format of the lock file, a dependency. Newer is fine, and so is `stable`. A manifest that declares an older
`rust-version` than its own edition needs is told as well.

## Why it matters
The compiler refuses the project, or a package manager does. Whoever raised the minimum had a newer
toolchain at hand and saw nothing.

## Example
`rust-version = "1.85"` in `Cargo.toml` and `channel = "1.80.0"` in `rust-toolchain.toml`.

## Severity
An error where nothing else in the build root meets the minimum, or where a file chooses for the folder; a
warning where another toolchain does, for an entry of a test matrix, for Go outside of images (it fetches
what a module asks for), and for a row that is a warning.

## Fix safety
Unsafe for a job that tests the minimum. Otherwise none is offered: either the toolchain has to move, or the
minimum was raised without need.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._declared_minimums import declared_too_low
from vercheck.checks._jobs import is_job
from vercheck.checks._minimums import raised
from vercheck.checks._satisfying import advice
from vercheck.checks._toolchains import (
    Demand,
    chooses_for_folder,
    demands,
    floats,
    governed,
    is_below,
    is_promised,
)
from vercheck.graph import Facts
from vercheck.graph.in_force import InForce, Site
from vercheck.model import Artifact, Diagnostic, Role, Severity

_ADVISORY = frozenset({Artifact("toolchain", "node"), Artifact("toolchain", "python")})
"""Interpreters of which a repository may use several side by side, each for a part of it."""
_SWITCHING = Artifact("toolchain", "go")
"""Fetches the toolchain that a module asks for by itself, unless it is told not to, as its images are."""


def run(facts: Facts) -> Iterator[Diagnostic]:
    pins = InForce.of(facts)
    for root in pins.roots():
        for artifact, every in sorted(demands(facts, pins, root).items()):
            yield from declared_too_low(facts, every)
            sites = pins.sites(root, artifact, Role.SELECTS)
            for site in sites:
                unmet = [one for one in governed(facts, site, every, sites) if is_below(one.need, site.side)]
                severity = _severity(facts, artifact, root, site, unmet, sites)
                if is_job(site.path) and is_promised(site, every):
                    severity = min(severity, Severity.WARNING)
                if unmet and severity:
                    yield _finding(facts, site, unmet, severity)
            for site in pins.tested(root, artifact):
                yield from _tested(facts, site, every)


def _severity(
    facts: Facts, artifact: Artifact, root: str, site: Site, unmet: list[Demand], sites: tuple[Site, ...]
) -> Severity:
    worst = max((one.row.severity if one.row else Severity.ERROR for one in unmet), default=Severity.OFF)
    is_met = floats(facts, artifact, root) or any(
        one.is_about(other) and not is_below(one.need, other.side) for one in unmet for other in sites
    )
    if artifact == _SWITCHING and site.artifact.ecosystem != "docker":
        worst = min(worst, Severity.WARNING)
    if not is_met:
        return worst
    if artifact in _ADVISORY:
        return Severity.OFF  # that the two differ is `version-drift`
    return worst if chooses_for_folder(site) else min(worst, Severity.WARNING)


def _tested(facts: Facts, site: Site, every: list[Demand]) -> Iterator[Diagnostic]:
    """What a test matrix runs, and the job that tests the minimum, against what is declared: their locks
    and dependencies may be their own. Who tests a minimum tests that of any member."""
    if site.pin.track == "msrv" and is_promised(site, every):
        return
    declared = governed(facts, site, [one for one in every if one.is_declared])
    if declared and all(is_below(one.need, site.side) for one in declared):
        severity = Severity.ERROR if site.pin.track == "msrv" else Severity.WARNING
        yield _finding(facts, site, declared, severity)


def _finding(facts: Facts, site: Site, unmet: list[Demand], severity: Severity) -> Diagnostic:
    highest = next(one for one in unmet if not any(other.asks_more(one) for other in unmet))
    others = [one for one in unmet if one is not highest]
    tests_it = highest.is_declared and site.pin.track == "msrv"
    more = f" (more that ask for a newer one: {len(others)})" if others else ""
    return Diagnostic(
        message=f"`{site.artifact}` is `{site.said}` here but {highest.text}{more}",
        location=site.location,
        tool=facts.graph.tool(site.pin),
        artifact=site.artifact,
        version=site.raw,
        expected=highest.site.raw if tests_it else None,
        related=tuple(one.site.label(f"needs {one.wanted}") for one in (highest, *others)),
        help=f"move it to {highest.wanted}, or lower the minimum if it may be older"
        + advice(facts, facts.graph.tool(site.pin), facts.graph.root(site.path)),
        rule=highest.row.id if highest.row else None,
        severity=None if severity is CHECK.severity else severity,
        fix=raised(facts.graph.tool(site.pin), site.pin, highest.site.pin) if tests_it else None,
    )


CHECK = Check("a toolchain is older than what the project asks for", Severity.ERROR, run)
