"""Completes a move that waits for entries of checksum registries with what other registries of the repository
have. Nothing is opened.

What is fetched completes a move in `vercheck.bump.completion`; this is what every move gets, unasked.
"""

from __future__ import annotations

from datetime import date

from vercheck.bump.completion import Completion
from vercheck.fix.error import FixError
from vercheck.fix.retarget import lacking_entries
from vercheck.fix.sites import Sites
from vercheck.fix.verify import new_errors
from vercheck.model import Registry
from vercheck.pipeline import Outcome
from vercheck.reading import reread
from vercheck.registries.add import add, lent_drafts
from vercheck.registries.error import RegistryError
from vercheck.registries.search import sites_in
from vercheck.registries.sites import version_of
from vercheck.repair import Examine, move
from vercheck.versions import equal, parse


def borrowed(
    outcome: Outcome, examine: Examine, tool: str, version: str, today: date, *, unsafe: bool
) -> Completion:
    """How things are once each registry has the version that others lend it whole; as they were, where none
    is, or an error would come of it."""
    places = Sites(outcome.facts, tool)
    own = {registry.location for registry in places.registries()}
    is_there = any(_has(registry, version) for registry in places.graph.registries_of(tool))
    if not is_there or not any(lacking_entries(places, version)):
        return Completion(outcome)
    every = sites_in(outcome.facts.graph, outcome.reading)
    planned = lent_drafts([site for site in every if site.registry.location in own], every, version)
    if not planned:
        return Completion(outcome)
    try:
        added = add(planned, every, None, today, outcome.reading.extract)
    except RegistryError as error:
        return Completion(outcome, remarks=(f"what other registries have is not taken: {error}",))
    current = examine(reread(outcome.reading, added.after))
    got = Completion(current, before=added.before, after=added.after, lent=added.lent, remarks=added.remarks)
    if not any(new_errors(outcome.report.diagnostics, current.report.diagnostics)):
        return got
    try:
        # The move itself may end what the entry brings: two registries at two versions.
        got.over(move(current, examine, tool, version, unsafe=unsafe), outcome, examine, unsafe=unsafe)
    except FixError as error:
        return Completion(outcome, remarks=(f"what other registries have is not taken: {error}",))
    return got


def _has(registry: Registry, version: str) -> bool:
    """Whether a registry has files of a version."""
    wanted = parse(version)
    return any(release.assets and equal(version_of(release), wanted) for release in registry.releases)
