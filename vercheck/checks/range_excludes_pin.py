"""A requirement does not admit the version that is selected elsewhere.

## What it does
Holds each requirement of the product (`bazel_compatibility = [">=7"]`, `engines.node`, a range in
`pyproject.toml`, a Cargo requirement) against the version of the same artifact that is selected in the
same build root: `.bazelversion`, `requirements.txt`, a `[patch]` with a tag.

## Why it matters
Whoever reads the requirement and whoever takes the pin get different answers to one question; the tool
that enforces the requirement stops the build.

## Example
`MODULE.bazel` says `bazel_compatibility = [">=7.0.0"]` and `.bazelversion` says `6.5.0`.

## Quiet
A requirement that admits one of several selected versions (that is `version-drift`); packages of an index
in different folders, each of which has an environment; what a lock file resolves as required; minimums.
A range that a workflow's job asks for is a warning.

## Fix safety
None is offered: either side may be the one that is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._environments import folder, folders, meet
from vercheck.graph import Facts
from vercheck.graph.identity import family
from vercheck.graph.in_force import InForce, Site
from vercheck.graph.relations import Side, admitted
from vercheck.model import Artifact, Diagnostic, Location, Requirement, Role, Severity, Version
from vercheck.versions import parse_requirement

_FULL = 3
"""Parts of a whole version: fewer name a series (`20` is any Node 20)."""


def run(facts: Facts) -> Iterator[Diagnostic]:
    pins = InForce.of(facts)
    reported: set[Location] = set()
    for root in pins.roots():
        for artifact in sorted(pins.artifacts()):
            if not pins.sites(root, artifact, Role.SELECTS):
                continue
            for requirement in pins.sites(root, artifact, Role.REQUIRES):
                if requirement.location in reported or not isinstance(requirement.side, Requirement):
                    continue
                against = _excluded(requirement, pins, root, artifact)
                if against:
                    reported.add(requirement.location)
                    yield _finding(facts, requirement, against)


def _excluded(requirement: Site, pins: InForce, root: str, artifact: Artifact) -> tuple[Site, ...]:
    """The selected versions, where the requirement admits none of them."""
    if not isinstance(requirement.side, Requirement) or requirement.side.scheme == "minimum":
        return ()
    selected = [
        site
        for site in pins.sites(root, artifact, Role.SELECTS)
        if isinstance(site.side, Version) and meet(requirement, site)
    ]
    resolved = [
        site for site in pins.sites(root, artifact, Role.RESOLVES) if folder(site) in folders(requirement)
    ]
    if any(_admits(requirement.side, site) is True for site in resolved):
        return ()
    if any(_admits(requirement.side, site) is not False for site in selected):
        return ()
    return tuple(selected)


def _admits(requirement: Requirement, site: Site) -> bool | None:
    return admitted(requirement, _series(site.side) if family(site.artifact) == "release" else site.side)


def _series(side: Side) -> Side:
    """A short version of a tool as all the versions that it may stand for."""
    if isinstance(side, Requirement) or side.is_opaque or side.pre or side.precision >= _FULL:
        return side
    return parse_requirement("~" + ".".join(map(str, side.release)), "cargo")


def _is_job(path: str) -> bool:
    """Whether a file describes jobs: a range there chooses for one job, and may be meant to differ."""
    return path.startswith(".github/") or "/.github/" in path


def _finding(facts: Facts, requirement: Site, against: tuple[Site, ...]) -> Diagnostic:
    first = against[0]
    raw, place = requirement.raw, f"{first.path}:{first.location.line}"
    return Diagnostic(
        message=f"`{requirement.artifact}` must be `{raw}` here but {place} selects `{first.raw}`",
        location=requirement.location,
        tool=facts.graph.tool(requirement.pin),
        artifact=requirement.artifact,
        version=raw,
        related=tuple(site.label("selected here") for site in against),
        severity=Severity.WARNING if _is_job(requirement.path) else None,
        help=f"select a version that `{raw}` admits, or widen the requirement to admit `{first.raw}`",
    )


CHECK = Check(
    summary="a requirement does not admit the version that is selected elsewhere",
    severity=Severity.ERROR,
    run=run,
)
