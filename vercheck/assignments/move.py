"""What it takes to bring one tool to one version in one build root."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from vercheck import versions
from vercheck.fix.followers import counted
from vercheck.fix.retarget import retarget
from vercheck.fix.sites import Sites
from vercheck.graph import Facts, PinGraph
from vercheck.graph.knowledge import folded
from vercheck.graph.moving import counted_apart, row_of, same_as, superseded
from vercheck.graph.on_offer import (
    differs,
    folder_of,
    is_fetched_through,
    literals,
    lock_folder,
    pinned,
    resolutions,
)
from vercheck.graph.spelled import ATTRIBUTE, in_own_words
from vercheck.model import Applicability, Artifact, Constant, Location, Pin, Registry, Version


@dataclass(frozen=True, slots=True)
class Move:
    """One tool at one version: the literals to edit (none where all agree already), the lock files to
    refresh, the registries that need an entry, and what is lacking besides: digests, a hand for those of the
    edits that `vercheck fix` cannot make (`manual`). `down_from` is the newest version of the tool itself
    that an edit takes down, where one does."""

    tool: str
    version: Version
    edits: tuple[Pin, ...]
    locks: tuple[str, ...]
    entries: tuple[str, ...]
    lacks: tuple[str, ...]
    manual: int = 0
    down_from: Version | None = None

    @property
    def cost(self) -> int:
        """How many files somebody has to see to, besides registries: what one says twice, it says as one."""
        return len({pin.location.path for pin in self.edits}) + len(self.locks)

    @property
    def is_done(self) -> bool:
        """Whether every place says the version already."""
        return not (self.edits or self.locks)

    @property
    def names(self) -> tuple[Pin, ...]:
        """The edits of names of a package set, which somebody has to choose anew."""
        return tuple(pin for pin in self.edits if pin.note == ATTRIBUTE)

    @property
    def missing(self) -> tuple[str, ...]:
        """The entries that registries need, each an error until it is there, in words."""
        until = "an error (`unregistered-version`) until it is there"
        return tuple(f"an entry for `{self.version}` in {path}, {until}" for path in self.entries)

    @property
    def needs(self) -> tuple[str, ...]:
        """What has to be there besides the edits, in words."""
        return (*self.missing, *self.lacks, *(f"a refreshed {path}" for path in self.locks))


def move_to(facts: Facts, tool: str, version: Version, root: str = "") -> Move:
    """A requirement that admits the version stays as it is; a lock file is not edited but refreshed."""
    graph = facts.graph
    gone = superseded(facts, tool, version, root)
    edits: dict[Location, Pin] = {}
    down: list[Version] = []
    leading = _leading(facts, tool, root)
    for pin, own in _followers(facts, tool, version, root):
        literal = graph.literal_behind(pin)
        if isinstance(literal, Constant) and literal.text is not None:
            literal = replace(pin, location=literal.location, raw=literal.text)
        if isinstance(literal, Pin) and differs(graph, pin, own):
            edits.setdefault(literal.location, literal)
            lowest = _lowest(graph, pin) if own is version and graph.artifact(pin) in leading else None
            if lowest is not None and is_newer(lowest, version):
                down.append(lowest)
    for pin, _ in gone:
        edits.pop(pin.location, None)
    ordered = tuple(edits[location] for location in sorted(edits))
    return Move(
        tool,
        version,
        ordered,
        tuple(sorted(_stale(facts, tool, version, root, ordered))),
        tuple(
            registry.location.path
            for registry in graph.registries_of(tool)
            if is_fetched_through(facts, registry, root) and not _offers(facts, registry, version)
        ),
        (
            *(f"the digest of `{version}` beside {_place(pin)}" for pin in ordered if pin.digests),
            *(f"an end of `{graph.artifact(pin)}` ({_place(pin)}): {why}" for pin, why in gone),
        ),
        down_from=_newest(down),
    )


def _followers(facts: Facts, tool: str, version: Version, root: str) -> Iterator[tuple[Pin, Version]]:
    """The pins that move with a tool, each with the version as it counts: the crates of a family have numbers
    of their own."""
    for pin in literals(facts, tool, root):
        yield pin, version
    row = row_of(facts, tool)
    leader = folded(row.leads) if row is not None and row.leads is not None else None
    for pin in pinned(facts, tool, root, counted_apart(facts, tool)):
        artifact = folded(facts.graph.artifact(pin))
        own = counted(facts.knowledge, leader, artifact, version.text)
        if own != version.text or _counts_alike(facts, leader, artifact):
            yield pin, versions.parse(own)


def _counts_alike(facts: Facts, leader: Artifact | None, artifact: Artifact) -> bool:
    """Whether a member of the family has the leader's own numbers."""
    families = ({folded(one): major for one, major in row.members} for row in facts.knowledge.locksteps)
    return any(leader in majors and majors.get(artifact) == majors[leader] for majors in families if leader)


def _leading(facts: Facts, tool: str, root: str) -> frozenset[Artifact]:
    """The artifacts of which a lower version is a downgrade: the tool itself; who only follows it goes where
    it goes, unless nothing leads."""
    pinned_here = frozenset(facts.graph.artifact(pin) for pin in literals(facts, tool, root))
    itself = same_as(facts, tool) - facts.knowledge.tied
    return frozenset(one for one in pinned_here if folded(one) in itself) or pinned_here


def _lowest(graph: PinGraph, pin: Pin) -> Version | None:
    """The version that a pin says, or the least that it admits; nothing of a name that is short for one."""
    if in_own_words(graph, pin) is None:
        return None
    said, requirement = graph.version(pin), graph.requirement(pin)
    if said is not None or requirement is None or not requirement.intervals:
        return said
    return requirement.intervals[0].low


def _newest(found: Sequence[Version]) -> Version | None:
    newest: Version | None = None
    for one in found:
        newest = one if newest is None or is_newer(one, newest) else newest
    return newest


def is_newer(first: Version, second: Version) -> bool:
    """Whether a version is above another one; of two without an order none is."""
    try:
        return versions.compare(first, second) > 0
    except versions.IncomparableError:
        return False


def written(facts: Facts, tool: str, root: str) -> frozenset[Location]:
    """Where a tool's versions are written in one build root; two tools may read theirs from one literal."""
    known = _written_of(facts)
    if (tool, root) not in known:
        behind = (facts.graph.literal_behind(pin) for pin in literals(facts, tool, root))
        known[tool, root] = frozenset(literal.location for literal in behind if literal is not None)
    return known[tool, root]


@lru_cache(maxsize=1)
def _written_of(_facts: Facts) -> dict[tuple[str, str], frozenset[Location]]:
    """What was asked of one repository: a search asks it of every pair that it tries."""
    return {}


def by_hand(facts: Facts, move: Move, root: str) -> Move:
    """The move, with what `vercheck fix` cannot do of it in words. It moves the tool in one build root."""
    if not move.edits or Sites(facts, move.tool).root != root:
        return move
    fixes = retarget(facts, move.tool, move.version.text)
    manual = [fix for fix in fixes if fix.applicability is Applicability.MANUAL]
    done = {edit.location for fix in fixes if fix not in manual for edit in fix.edits}
    said = {edit.location: fix.title for fix in manual for edit in fix.edits}
    left = [pin for pin in move.edits if pin.location not in done]
    stays = {site.location: why for site, why in Sites(facts, move.tool).staying(move.version.text)}
    words = (f"a hand: {said.get(pin.location) or _unmoved(pin, stays.get(pin.location))}" for pin in left)
    return replace(move, lacks=(*move.lacks, *words), manual=len(left))


def _unmoved(pin: Pin, reason: str | None) -> str:
    why = f": {reason}" if reason is not None else ""
    return f"see to `{pin.artifact}` at {_place(pin)}{why}"


def _place(pin: Pin) -> str:
    return f"{pin.location.path}:{pin.location.line}"


def _stale(facts: Facts, tool: str, version: Version, root: str, edits: tuple[Pin, ...]) -> set[str]:
    """Locks that resolve another version, and those whose manifest is edited."""
    graph = facts.graph
    resolved = resolutions(facts, tool, root)
    found = {pin.location.path for pin in resolved if differs(graph, pin, version)}
    folders = {lock_folder(facts, pin) for pin in edits} - {None}
    return found | {pin.location.path for pin in resolved if folder_of(pin) in folders}


def _offers(facts: Facts, registry: Registry, version: Version) -> bool:
    found = (facts.graph.version(release.pin) for release in registry.releases)
    return any(one is not None and versions.equal(one, version) for one in found)
