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
in different folders, each of which has an environment; what a lock file resolves as required; minimums,
and toolchains older than a manifest asks for (`toolchain-below-minimum`).
A range that a workflow's job, or an image, asks for is a warning.

## Fix safety
None is offered: either side may be the one that is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._environments import folder, folders, meet
from vercheck.checks._jobs import is_job
from vercheck.checks._toolchains import is_below, is_declaration
from vercheck.graph import Facts
from vercheck.graph.identity import family
from vercheck.graph.in_force import InForce, Site
from vercheck.graph.relations import admitted, series
from vercheck.model import Artifact, Diagnostic, Location, Requirement, Role, Severity, Version


def run(facts: Facts) -> Iterator[Diagnostic]:
    pins = InForce.of(facts)
    told: dict[object, list[tuple[Site, tuple[Site, ...]]]] = {}
    for root in pins.roots():
        for artifact in sorted(pins.artifacts(root)):
            is_selected = bool(pins.sites(root, artifact, Role.SELECTS))
            for site in pins.sites(root, artifact, Role.REQUIRES) if is_selected else ():
                against = _excluded(site, pins, root, artifact)
                if against:
                    # Jobs that ask for the same are one fact, however many there are.
                    what = (artifact, root, site.raw) if _is_for_itself(site.path) else site.location
                    told.setdefault((what, against[0].location), []).append((site, against))
    seen: set[Location] = set()
    for (requirement, against), *more in told.values():
        if requirement.location not in seen:
            seen.add(requirement.location)
            yield _finding(facts, requirement, against, [site for site, _ in more])


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
    return tuple(site for site in selected if not _is_too_old(requirement, site))


def _is_too_old(requirement: Site, site: Site) -> bool:
    """Whether it is a toolchain below the minimum of a manifest: a finding of its own."""
    need = requirement.side
    return isinstance(need, Requirement) and is_declaration(requirement) and is_below(need, site.side)


def _admits(requirement: Requirement, site: Site) -> bool | None:
    return admitted(requirement, series(site.side) if family(site.artifact) == "release" else site.side)


def _is_for_itself(path: str) -> bool:
    """Whether a file describes jobs or an image: a range there chooses for that alone, and may be meant
    to differ."""
    name = path.rpartition("/")[2].lower()
    return is_job(path) or "dockerfile" in name or "containerfile" in name


def _finding(facts: Facts, requirement: Site, against: tuple[Site, ...], others: list[Site]) -> Diagnostic:
    first = against[0]
    raw, place = requirement.raw, f"{first.path}:{first.location.line}"
    more = f" (and in {len(others)} more {'place' if len(others) == 1 else 'places'})" if others else ""
    return Diagnostic(
        message=f"`{requirement.artifact}` must be `{raw}` here{more} but {place} selects `{first.raw}`",
        location=requirement.location,
        tool=facts.graph.tool(requirement.pin),
        artifact=requirement.artifact,
        version=raw,
        related=(
            *(one.label("selected here") for one in against),
            *(one.label("asked for, too") for one in others),
        ),
        severity=Severity.WARNING if _is_for_itself(requirement.path) else None,
        help=f"select a version that `{raw}` admits, or widen the requirement to admit `{first.raw}`",
    )


CHECK = Check(
    summary="a requirement does not admit the version that is selected elsewhere",
    severity=Severity.ERROR,
    run=run,
)
