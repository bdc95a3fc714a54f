"""Which versions a tool could have: those that are written, resolved or on offer in the repository.

None is invented. A requirement is a constraint and names no version, except one that gives all three parts
without an operator where no lock says what came of it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from vercheck import versions
from vercheck.graph.bound import Bound
from vercheck.graph.choices import is_set_up
from vercheck.graph.facts import Facts
from vercheck.graph.knowledge import folded
from vercheck.graph.moving import leading, moving, same_as
from vercheck.graph.pin_graph import PinGraph
from vercheck.graph.relations import Side, admitted, series
from vercheck.graph.scopes import Standing
from vercheck.graph.spelled import in_own_words
from vercheck.model import Artifact, Pin, Registry, Release, Role, Version
from vercheck.shapes.digests import is_placeholder

_MANIFESTS = frozenset({
    "Cargo.toml", "Gemfile", "MODULE.bazel", "Pipfile", "composer.json", "deno.json", "go.mod",
    "package.json", "pixi.toml", "pubspec.yaml", "pyproject.toml",
})  # fmt: skip
SUPPORTED = frozenset({"bin", "toolchain"})
"""What a manifest states that a project works with (`engines`, `bazel_compatibility`), and does not fetch."""
_MOST = 300
"""Versions of one tool that are weighed against all that is known; who names more has not chosen any."""
_WHOLE = re.compile(r"\d+\.\d+\.\d+(?:[-+][\w.+-]+)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version that a tool could have: the pins that say it already, by place, and whether every registry
    that the build root fetches the tool through has it (`True` where there are none)."""

    version: Version
    pins: tuple[Pin, ...]
    is_offered: bool

    @property
    def files(self) -> int:
        """How many files say it."""
        return len({pin.location.path for pin in self.pins})


def candidates(facts: Facts, tool: str, root: str = "") -> tuple[Candidate, ...]:
    """Every version of a tool that a product pin of a build root names, that a registry offers, or that what
    the tool has to equal is at: what the most files say first, then what leads the tool says, then those on
    offer, then the newest."""
    graph = facts.graph
    registries = [one for one in graph.registries_of(tool) if is_fetched_through(facts, one, root)]
    offered = [
        [
            version
            for release in one.releases
            if _can_be_fetched(release) and (version := graph.version(release.pin)) is not None
        ]
        for one in registries
    ]
    own = list(_named(facts, tool, root))
    shortest = min((version.precision for found in offered for version in found), default=0)
    # `18` asks for some release of that line: it is no entry of a registry that has whole versions.
    written = [(version, [pin]) for version, pin in own if version.precision >= shortest]
    written += [(_plain(version), []) for found in offered for version in found]
    equalled = (named for leader in _equalled(facts, tool) for named in _named(facts, leader, root))
    written += [(version, []) for version, _ in equalled]
    numbered = [_numbered(found) for found in offered]
    made = (
        Candidate(
            version,
            tuple(sorted(pins, key=lambda pin: (pin.location, pin.trail))),
            all(
                any(versions.equal(version, other) for other in found.get(versions.numbers(version), ()))
                for found in numbered
            ),
        )
        for version, pins in _merged(written)[:_MOST]
    )
    leads = leading(facts, tool)

    def preference(one: Candidate) -> tuple[int, bool, bool, tuple[int, ...], str]:
        is_led = any(folded(graph.artifact(pin)) in leads for pin in one.pins)
        newest = tuple(-part for part in one.version.release)
        return -one.files, not is_led, not one.is_offered, newest, one.version.text

    return tuple(sorted(made, key=preference))


def _numbered(found: Iterable[Version]) -> dict[tuple[int, ...], list[Version]]:
    """Versions by their numbers."""
    by_numbers: dict[tuple[int, ...], list[Version]] = {}
    for version in found:
        by_numbers.setdefault(versions.numbers(version), []).append(version)
    return by_numbers


def _can_be_fetched(release: Release) -> bool:
    """Whether there is an entry behind a version, and not only room for one: placeholders for digests."""
    return not release.assets or any(not is_placeholder(asset.raw.strip()) for asset in release.assets)


def literals(facts: Facts, tool: str, root: str = "") -> tuple[Pin, ...]:
    """The product's own pins that choose or require what moves with a tool in a build root. What a job sets
    up for itself is one where it says what the build says, or nothing else does."""
    graph = facts.graph
    pins = _pins(facts, tool, root, Role.SELECTS, Role.REQUIRES)
    apart = [pin for pin in pins if is_set_up(graph.artifact(pin), pin.location.path)]
    said = [version for pin in pins if pin not in apart and (version := graph.version(pin)) is not None]
    return tuple(
        pin
        for pin in pins
        if pin not in apart or not said or any(not differs(graph, pin, version) for version in said)
    )


def resolutions(facts: Facts, tool: str, root: str = "") -> tuple[Pin, ...]:
    """What lock files resolve a tool to, where that counts: what leads the tool, and what a manifest beside
    the lock asks for itself."""
    graph, same = facts.graph, same_as(facts, tool)
    asking = _pins(facts, tool, root, Role.SELECTS, Role.REQUIRES)
    locks = [(pin, lock_folder(facts, pin)) for pin in asking]
    return tuple(
        pin
        for pin in _pins(facts, tool, root, Role.RESOLVES)
        if folded(graph.artifact(pin)) in same
        or any(
            folder == folder_of(pin)
            and folded(graph.artifact(one)) == folded(graph.artifact(pin))
            and (version := graph.version(pin)) is not None
            and not differs(graph, one, version)
            for one, folder in locks
        )
    )


def differs(graph: PinGraph, pin: Pin, version: Version) -> bool:
    """Whether a pin says another version, or does not admit it. What floats, or is a commit, says none."""
    said, requirement = graph.version(pin), graph.requirement(pin)
    if said is not None:
        return not (said.is_opaque or versions.equal_at_precision(said, version))
    return requirement is not None and admitted(requirement, meant_by(graph.artifact(pin), version)) is False


def meant_by(artifact: Artifact, version: Version) -> Side:
    """What a version stands for where a manifest states what it works with: a short one of a program for its
    series, since `1.25` may be 1.25.7."""
    return series(version) if artifact.ecosystem in SUPPORTED else version


def lock_folder(facts: Facts, manifest: Pin) -> str | None:
    """The folder of the lock file that a manifest's requirement is resolved in, the nearest above it; `None`
    for what is installed apart from any manifest."""
    if manifest.location.path.rpartition("/")[2] not in _MANIFESTS:
        return None
    folders = _lock_folders(facts).get(manifest.artifact.ecosystem, frozenset())
    folder = folder_of(manifest)
    while folder not in folders:
        if not folder:
            return None
        folder = folder.rpartition("/")[0]
    return folder


def is_fetched_through(facts: Facts, registry: Registry, root: str) -> bool:
    """Whether the product of a build root downloads what a registry lists."""
    graph, path = facts.graph, registry.location.path
    return (
        graph.standing(path) is Standing.PRODUCT
        and graph.root(path) == root
        and any(release.assets for release in registry.releases)
    )


def _pins(facts: Facts, tool: str, root: str, *roles: Role) -> tuple[Pin, ...]:
    return pinned(facts, tool, root, moving(facts, tool), *roles)


def pinned(
    facts: Facts, tool: str, root: str, artifacts: Container[Artifact], *roles: Role
) -> tuple[Pin, ...]:
    """The product's own pins of some artifacts of a tool in a build root; without roles, those that choose or
    require."""
    graph = facts.graph
    return tuple(
        pin
        for pin in graph.pins_of(tool, *(roles or (Role.SELECTS, Role.REQUIRES)))
        if graph.scope(pin).root == root
        and not graph.scope(pin).track
        and graph.standing_of(pin) is Standing.PRODUCT
        and folded(graph.artifact(pin)) in artifacts
    )


def _named(facts: Facts, tool: str, root: str) -> Iterator[tuple[Version, Pin]]:
    """The exact versions that the tool's pins say, each with the pin."""
    graph = facts.graph
    resolved = resolutions(facts, tool, root)
    for pin in (*literals(facts, tool, root), *resolved):
        version = graph.version(pin)
        if version is None and not _is_resolved(facts, pin, resolved):
            version = _whole(graph, pin)
        if version is not None and not version.is_opaque and in_own_words(graph, pin) is not None:
            yield _plain(version), pin


def _is_resolved(facts: Facts, pin: Pin, resolved: tuple[Pin, ...]) -> bool:
    artifact, folder = facts.graph.artifact(pin), lock_folder(facts, pin)
    return any(facts.graph.artifact(one) == artifact and folder_of(one) == folder for one in resolved)


def _whole(graph: PinGraph, pin: Pin) -> Version | None:
    """The version that a requirement means where it admits no other, names all of one without an operator, or
    is the least that Go takes."""
    requirement = graph.requirement(pin)
    if requirement is None or len(requirement.intervals) != 1:
        return None
    (interval,) = requirement.intervals
    if interval.high_closed and interval.low == interval.high:
        return interval.low
    if requirement.scheme == "minimum":
        return interval.low if pin.artifact.ecosystem == "go" else None
    return interval.low if _WHOLE.fullmatch(requirement.text.strip()) else None


def _equalled(facts: Facts, tool: str) -> list[str]:
    """The other tools whose version this one has to have."""
    graph, same = facts.graph, same_as(facts, tool)
    rows = (row for row in Bound.of(facts).companions_about(same) if row.relation == "exact")
    leaders = (graph.tool_named(str(row.leader)) for row in rows if folded(row.follower) in same)
    return sorted({leader for leader in leaders if leader is not None and leader != tool})


def _merged(written: list[tuple[Version, list[Pin]]]) -> list[tuple[Version, list[Pin]]]:
    """Each version once, in its longest spelling."""
    agreement = versions.Agreement()
    found: dict[int, tuple[Version, list[Pin]]] = {}
    for version, pins in sorted(written, key=lambda item: -item[0].precision):
        found.setdefault(agreement.group(version), (version, []))[1].extend(pins)
    return list(found.values())


def _plain(version: Version) -> Version:
    """A version without the `v` that some places write in front; Go's always have it."""
    if version.prefix.lower() != "v" or version.scheme == "go":
        return version
    return replace(version, text=version.text[1:], prefix="")


def folder_of(pin: Pin) -> str:
    """The folder that a pin's file is in."""
    return pin.location.path.rpartition("/")[0]


@lru_cache(maxsize=1)
def _lock_folders(facts: Facts) -> dict[str, frozenset[str]]:
    """The folders with a lock file, by ecosystem."""
    found: dict[str, set[str]] = {}
    for pin in facts.graph.pins:
        if pin.role is Role.RESOLVES:
            found.setdefault(pin.artifact.ecosystem, set()).add(folder_of(pin))
    return {ecosystem: frozenset(folders) for ecosystem, folders in found.items()}
