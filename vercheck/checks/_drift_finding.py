"""The finding for sites that disagree: which place comes first, which others are named, what a fix does."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks._authority import authority_of
from vercheck.checks._drifting import Site, agree, main_site, telling
from vercheck.graph import Facts
from vercheck.model import Applicability, Diagnostic, Edit, Fix, Severity
from vercheck.versions import restate


def drift(
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
            else f"choose: `vercheck fix --tool {tool} --to {other.pin.raw}`, or set an `[authority]`"
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
