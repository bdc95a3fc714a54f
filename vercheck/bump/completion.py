"""Completes a move that waits for digests: fetches them, and changes nothing where one cannot be had.

Registries come first, in memory and by the way of `vercheck registry add`: a declaration that downloads one
of their files takes its digest from there. What declarations lack then is fetched from their own addresses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vercheck.bump.wanted import Asking, Wanted
from vercheck.fetch import Client, Download, FetchError, Progress, contradictions, each, published
from vercheck.fix.constraints import ABOUT
from vercheck.fix.error import FixError
from vercheck.fix.lending import Lend, lent_digests
from vercheck.fix.retarget import lacking_entries, retarget
from vercheck.fix.sites import Sites
from vercheck.fix.verify import awaits_lock, new_errors
from vercheck.model import Applicability, Edit, Fix, Location, Registry, Statement
from vercheck.pipeline import Outcome
from vercheck.reading import reread
from vercheck.registries.add import Addition, Borrowed, add, drafts, lent_drafts
from vercheck.registries.entry import spelled_like
from vercheck.registries.error import RegistryError
from vercheck.registries.search import patterns_of, sites_in
from vercheck.repair import Examine, Repair, breaks

Tell = Callable[[Progress], None] | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched for a place: `about` is its platform in a registry, `published` where its
    project says the same digest."""

    place: str
    about: str
    url: str
    sha256: str
    published: str


@dataclass(frozen=True, slots=True)
class Completion:
    """What a move gets from the network, and from other registries. `outcome` is how things are once the
    registries have the version, `before` and `after` hold those registries; `lend` gives declarations their
    digests; `files` was fetched, `lent` was in the repository."""

    outcome: Outcome
    lend: Lend = lent_digests
    before: Mapping[str, bytes] | None = None
    after: Mapping[str, bytes] | None = None
    files: tuple[Fetched, ...] = ()
    lent: tuple[Borrowed, ...] = ()
    remarks: tuple[str, ...] = ()

    def over(self, made: Repair, first: Outcome, examine: Examine, *, unsafe: bool) -> Repair:
        """The move together with the registries, from how things were at `first`.

        Raises:
            FixError: together they would bring an error.
        """
        if not self.after or not self.before or _is_stuck(made):
            return made
        before, after = {**made.before, **self.before}, {**self.after, **made.after}
        tolerated = ABOUT if unsafe else frozenset[str]()
        found = [
            item
            for item in examine(reread(first.reading, after)).report.diagnostics
            if item.check not in tolerated and not awaits_lock(item, after)
        ]
        problems = new_errors(first.report.diagnostics, found)
        if words := "; ".join(dict.fromkeys(problems)):
            raise FixError(f"nothing was changed: {words}")
        return replace(made, before=before, after=after)


def complete(
    outcome: Outcome,
    examine: Examine,
    tool: str,
    version: str,
    client: Client,
    today: date,
    *,
    template: str | None = None,
    unsafe: bool = False,
    tell: Tell = None,
) -> Completion:
    """Fetch what a move to a version waits for, as far as the move then goes through; `template` says where
    the files of registries are.

    Raises:
        FixError: a file cannot be fetched, or is not the one whose digest is published.
    """
    first = Asking(outcome.facts.graph)
    fixes = retarget(outcome.facts, tool, version, lend=first.lend)
    if not unsafe and any(one.is_grave for one in breaks(outcome, tool, version, fixes)):
        return Completion(outcome)
    entries = frozenset(lacking_entries(Sites(outcome.facts, tool), version))
    remarks: list[str] = []
    added = None
    if entries and any(_waits_for(fix, entries) for fix in fixes):
        added = _registered(outcome, tool, version, client, today, template, tell, remarks)
    current = outcome if added is None else examine(reread(outcome.reading, added.after))
    asking = Asking(current.facts.graph)
    fixes = retarget(current.facts, tool, version, lend=asking.lend)
    going = {edit.location for fix in fixes if _waits_for(fix) for edit in fix.edits}
    wanted = [item for _, item in sorted(asking.wanted.items()) if item.place in going]
    edits, files = _fetched(wanted, client, tell)
    remarks += (f"{place.path}:{place.line}: the digest {words}" for place, words in asking.obstacles.items())
    if added is None:
        return Completion(current, _lending(edits), files=files, remarks=tuple(remarks))
    remarks += added.remarks
    return Completion(
        current,
        _lending(edits),
        added.before,
        added.after,
        (
            *(Fetched(one.path, one.platform, one.url, one.sha256, one.published) for one in added.files),
            *files,
        ),
        added.lent,
        tuple(remarks),
    )


def _is_stuck(made: Repair) -> bool:
    """Whether the move does nothing, although there is something to do."""
    waiting = [held for held in made.plan.held if held.fix.applicability is not Applicability.MANUAL]
    return not made.plan.applied and bool(waiting or made.failures or made.plan.conflicts)


def _waits_for(fix: Fix, known: Iterable[str] = ()) -> bool:
    """Whether a fix lacks nothing but what is known to come."""
    return fix.applicability is not Applicability.MANUAL and not set(fix.lacks).difference(known)


def _registered(
    outcome: Outcome,
    tool: str,
    version: str,
    client: Client,
    today: date,
    template: str | None,
    tell: Tell,
    remarks: list[str],
) -> Addition | None:
    """The registries of the product with the version in them; `None` where none can be written to."""
    graph, reading = outcome.facts.graph, outcome.reading
    places = {registry.location for registry in Sites(outcome.facts, tool).registries()}
    every = sites_in(graph, reading)
    own = [site for site in every if site.registry.location in places]
    try:
        planned = drafts(own, every, version, patterns_of(graph, reading), template, frozenset())
    except RegistryError as error:
        remarks += [str(error), *([error.help] if error.help else [])]
        planned = lent_drafts(own, every, version)
    try:
        return add(planned, every, client, today, reading.extract, tell) if planned else None
    except RegistryError as error:
        raise FixError(str(error)) from None


def _fetched(
    wanted: Sequence[Wanted], client: Client, tell: Tell
) -> tuple[dict[Location, Edit], tuple[Fetched, ...]]:
    """The digests, by the part of a declaration that each is."""
    files = _downloads(wanted, client, tell)
    try:
        known = published(client, [file.url for file in files.values()])
    except FetchError as error:
        raise FixError(
            f"nothing was changed: the digests that are published beside the files cannot be read: {error}"
        ) from None
    if wrong := "; ".join(contradictions({file.url: file for file in files.values()}, known)):
        raise FixError(f"nothing was changed: {wrong}")
    edits, told = {}, []
    for item in wanted:
        file = files[item]
        edits[item.member] = Edit(item.place, item.text, spelled_like(item.text, item.algorithm, file))
        said = known.get(file.url)
        place = f"{item.place.path}:{item.place.line}"
        told.append(Fetched(place, "", file.url, file.digests["sha256"], said.url if said else ""))
    return edits, tuple(told)


def _downloads(wanted: Sequence[Wanted], client: Client, tell: Tell) -> dict[Wanted, Download]:
    """Each file, from the first of its addresses that has it.

    Raises:
        FixError: one is nowhere; the words say which, and what became of each address.
    """
    kinds = {item.algorithm for item in wanted}
    found: dict[Wanted, Download] = {}
    failed: dict[Wanted, list[str]] = defaultdict(list)
    for turn in range(max((len(item.urls) for item in wanted), default=0)):
        missing = [item for item in wanted if item not in found and turn < len(item.urls)]
        results = each(client, [item.urls[turn] for item in missing], kinds, tell)
        for item in missing:
            result = results[item.urls[turn]]
            if isinstance(result, Download):
                found[item] = result
            else:
                failed[item].append(str(result))
    lost = [
        f"{item.place.path}:{item.place.line}: {', '.join(failed[item])}"
        for item in wanted
        if item not in found
    ]
    if lost:
        raise FixError(f"nothing was changed, for these files could not be fetched: {'; '.join(lost)}")
    return found


def _lending(edits: Mapping[Location, Edit]) -> Lend:
    """Lends what registries have, and what was fetched for a declaration or the constants it refers to."""
    if not edits:
        return lent_digests

    def lend(statement: Statement, registries: Iterable[Registry], old: str, new: str) -> Iterator[Edit]:
        yield from lent_digests(statement, registries, old, new)
        yield from (edits[member.location] for member in statement.members if member.location in edits)

    return lend
