"""What it takes to bring one tool to one version in one build root."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from vercheck import versions
from vercheck.fix.retarget import retarget
from vercheck.fix.sites import Sites
from vercheck.graph import Facts
from vercheck.graph.moving import superseded
from vercheck.graph.on_offer import differs, folder_of, is_fetched_through, literals, lock_folder, resolutions
from vercheck.model import Applicability, Constant, Location, Pin, Registry, Version


@dataclass(frozen=True, slots=True)
class Move:
    """One tool at one version: the literals to edit (none where all agree already), the lock files to
    refresh, the registries that need an entry, and what is lacking besides: digests, a hand for those of the
    edits that `vercheck fix` cannot make (`manual`)."""

    tool: str
    version: Version
    edits: tuple[Pin, ...]
    locks: tuple[str, ...]
    entries: tuple[str, ...]
    lacks: tuple[str, ...]
    manual: int = 0

    @property
    def cost(self) -> int:
        """How many places somebody has to see to."""
        return len(self.edits) + len(self.locks) + len(self.entries)

    @property
    def is_done(self) -> bool:
        """Whether every place says the version already."""
        return not (self.edits or self.locks)

    @property
    def needs(self) -> tuple[str, ...]:
        """What has to be there besides the edits, in words."""
        entries = (f"an entry for `{self.version}` in {path}" for path in self.entries)
        return (*entries, *self.lacks, *(f"a refreshed {path}" for path in self.locks))


def move_to(facts: Facts, tool: str, version: Version, root: str = "") -> Move:
    """A requirement that admits the version stays as it is; a lock file is not edited but refreshed."""
    graph = facts.graph
    gone = superseded(facts, tool, version, root)
    edits: dict[Location, Pin] = {}
    for pin in literals(facts, tool, root):
        literal = graph.literal_behind(pin)
        if isinstance(literal, Constant) and literal.text is not None:
            literal = replace(pin, location=literal.location, raw=literal.text)
        if isinstance(literal, Pin) and differs(graph, pin, version):
            edits.setdefault(literal.location, literal)
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
    )


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
    words = (f"a hand: {said.get(pin.location) or _unmoved(pin)}" for pin in left)
    return replace(move, lacks=(*move.lacks, *words), manual=len(left))


def _unmoved(pin: Pin) -> str:
    return f"see to `{pin.artifact}` at {_place(pin)}"


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
