"""The finding for sites that disagree: which place comes first, which others are named, what a fix does."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks._authority import authority_of
from vercheck.checks._drifting import Site, agree, main_site, telling
from vercheck.checks._satisfying import advice, fitting
from vercheck.graph import Facts
from vercheck.graph.spelled import ATTRIBUTE, in_own_words
from vercheck.model import Applicability, Diagnostic, Edit, Fix, Role, Severity
from vercheck.versions import equal_at_precision, parse, respell

_CHOICES = 3
"""Versions that a finding offers, besides one that satisfies all that is known, and that it names besides the
two sides."""

_TOLD = 50
"""Versions that a further one is held against, to count each once: nobody counts on."""


def drift(
    facts: Facts, tool: str, groups: list[list[Site]], severity: Severity, where: str = ""
) -> Iterator[Diagnostic]:
    """One finding for all the sites: the rarest version comes first, as the primary place."""
    every = [site for group in groups for site in group]
    right = authority_of(facts, tool, [site.pin for site in every])
    wrong = [site for site in every if right is None or not agree(site, right)]
    if right is not None:
        # What the fix moves comes first, so that the finding is another one once it has.
        wrong.sort(key=lambda site: not _moves_with(site, right))
    pairs = ((site, main_site(group)) for site in wrong for group in reversed(groups))
    found = next(((site, other) for site, other in pairs if not agree(site, right or other)), None)
    if found is None:
        return  # `3` agrees with `3.18` and with `3.19`
    primary, other = found[0], right or found[1]
    rest = [site for site in telling(groups, primary, other) if site is not primary]
    yield Diagnostic(
        message=(
            f"`{tool}` is `{primary.pin.said}` here{where} but `{other.pin.said}` in {other.place}"
            f"{_besides(groups, primary, other)}"
        ),
        location=primary.pin.location,
        tool=tool,
        artifact=primary.artifact,
        version=primary.pin.raw,
        expected=right.pin.raw if right is not None else None,
        related=tuple(site.label() for site in rest),
        help=_help(facts, tool, groups, right, where),
        severity=severity,
        fix=None if right is None or where else move(facts, tool, wrong, right),
    )


def _besides(groups: list[list[Site]], primary: Site, other: Site) -> str:
    """The versions that are neither side, so that a third one is seen in the first line."""
    told = [primary, other]
    for group in groups:
        site = main_site(group)
        if not any(agree(site, one) for one in told[:_TOLD]):
            told.append(site)
    named = "".join(f" and `{site.pin.said}` in {site.place}" for site in told[2 : 2 + _CHOICES])
    rest = len(told) - 2 - _CHOICES
    return f"{named} and {rest} more" if rest > 0 else named


def _help(facts: Facts, tool: str, groups: list[list[Site]], right: Site | None, where: str) -> str:
    if where:
        return "move it too, or hold the difference with a reason"
    if right is not None:
        apart = any(site.is_set_up and not agree(site, right) for group in groups for site in group)
        stays = "; what a job sets up for itself stays" if apart else ""
        return f"`{right.place}` is the authority{stays}"
    # What a registry offers and what most sites have comes last among the groups.
    versions = dict.fromkeys(said for group in reversed(groups) if (said := _words(facts, group)) is not None)
    root = groups[-1][0].root
    best = fitting(facts, tool, root)
    fits = [raw for raw in versions if best is not None and equal_at_precision(parse(raw), best.version)]
    offered = list(dict.fromkeys([*fits, *list(versions)[:_CHOICES]]))
    if not offered:
        return f"`vercheck why {tool}` shows the places: none says a version that the others could write"
    first, *others = offered
    either = "".join(f" or `--to {version}`" for version in others)
    choice = f"choose: `vercheck fix --tool {tool} --to {first}`{either}, or set an `[authority]`"
    return choice + advice(facts, tool, root)


def _words(facts: Facts, group: list[Site]) -> str | None:
    """The version of a group as another place could write it; `None` where only names say it."""
    written = [site for site in group if site.pin.note != ATTRIBUTE]
    return in_own_words(facts.graph, main_site(written or group).pin)


def _moves_with(site: Site, right: Site) -> bool:
    """Whether an authority speaks for a site: not for another build root, which versions on its own, for
    a job's set-up of its own, or for what is a name and no choice."""
    is_name = site.is_packaged or site.pin.role is Role.PROVIDES
    return site.root == right.root and not site.is_set_up and not is_name


def move(facts: Facts, tool: str, every: list[Site], right: Site) -> Fix | None:
    """What brings the sites that an authority speaks for to what it says."""
    wrong = [site for site in every if _moves_with(site, right)]
    if not wrong:
        return None
    keys = [release.pin.raw for item in facts.graph.registries_of(tool) for release in item.releases]
    edits = tuple(
        Edit(site.pin.location, site.pin.raw, respell(right.pin.raw, site.pin.raw, keys)) for site in wrong
    )
    lacks = tuple(
        f"{site.place} has a digest that belongs to `{site.pin.raw}`" for site in wrong if site.pin.digests
    )
    return Fix(f"move `{tool}` to `{right.pin.raw}`", edits, Applicability.SAFE, lacks)
