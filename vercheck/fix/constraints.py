"""What a tool at another version would break that holds now: the rules of packs, the repository's own tables
and requirements.

Separate from the move, which only knows literals: a move may be complete and still be wrong. Sites that the
move edits are not held against it, since they will say something else.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from vercheck.graph import Facts
from vercheck.graph.in_force import InForce
from vercheck.graph.moving import same_as, superseded
from vercheck.graph.satisfying import Candidate, Objection, objections, satisfying
from vercheck.model import Location, Severity, Version
from vercheck.versions import parse

ABOUT = frozenset({
    "companion-mismatch", "incompatible-versions", "lockstep-broken", "range-excludes-pin",
    "toolchain-below-minimum",
})  # fmt: skip
"""Checks that report a broken constraint once it is broken."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A constraint that a version would break. `remedy` is a version of the tool on the other side that
    would go with it, out of those written or on offer here."""

    objection: Objection
    remedy: Version | None = None

    @property
    def is_grave(self) -> bool:
        return self.objection.severity is Severity.ERROR

    @property
    def words(self) -> str:
        place = self.objection.location
        where = f" ({place.path}:{place.line})" if place is not None else ""
        rule = f" [{self.objection.rule}]" if self.objection.rule else ""
        return f"{self.objection.text}{where}{rule}"


def broken(
    facts: Facts, tool: str, version: str, root: str = "", edited: Collection[Location] = ()
) -> tuple[Broken, ...]:
    """The constraints that are kept by what a build root pins now, and would not be at the version."""
    wanted = parse(version)
    known = {_key(one) for now in _current(facts, tool, root) for one in objections(facts, {tool: now}, root)}
    found = (one for one in objections(facts, {tool: wanted}, root) if _key(one) not in known)
    return tuple(
        Broken(one, _remedy(facts, tool, wanted, one, root)) for one in found if one.location not in edited
    )


def ended(facts: Facts, tool: str, version: str, root: str = "") -> dict[Location, str]:
    """What must not stand beside the version, in words, by its place."""
    graph = facts.graph
    return {
        pin.location: f"`{graph.artifact(pin)}` has to go ({pin.location.path}:{pin.location.line}): {reason}"
        for pin, reason in superseded(facts, tool, parse(version), root)
    }


def _current(facts: Facts, tool: str, root: str) -> list[Version]:
    """The versions that the tool itself has now; a constraint that is broken already is not broken anew."""
    pins = InForce.of(facts)
    sites = (site for artifact in sorted(same_as(facts, tool)) for site in pins.decisions(root, artifact))
    return [site.side for site in sites if isinstance(site.side, Version)]


def _key(objection: Objection) -> tuple[str, str, str, str]:
    place = objection.location.path if objection.location is not None else ""
    return objection.kind, objection.rule, objection.tool, place


def _remedy(facts: Facts, tool: str, wanted: Version, objection: Objection, root: str) -> Version | None:
    if objection.tool in ("", tool):
        return None
    found: tuple[Candidate, ...] = satisfying(facts, objection.tool, root, {tool: wanted})
    return found[0].version if found else None
