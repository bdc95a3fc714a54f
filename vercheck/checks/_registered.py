"""Registries as the checks ask them: does one hold a version, which is its newest."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from vercheck.graph import PinGraph, Standing
from vercheck.model import Exact, Pin, Registry, Release, Version
from vercheck.shapes.series import SERIES
from vercheck.versions import IncomparableError, compare, equal, numbers, parse

_REGISTRIES = 64
"""Of how many the releases are remembered by their numbers."""


def selectable(graph: PinGraph, registry: Registry) -> bool:
    """Whether builds fetch through this registry: one of the product's own, with digests in it."""
    if graph.standing(registry.location.path) is not Standing.PRODUCT:
        return False
    return any(release.assets for release in registry.releases)


def entry(registry: Registry, version: str | Version) -> Release | None:
    """The release of a version, however spelled."""
    wanted = parse(version) if isinstance(version, str) else version
    for release in _numbered(_These(registry.releases)).get(numbers(wanted), ()):
        if release.pin.raw == wanted.text or equal(_version(release.pin), wanted):
            return release
    return None


@dataclass(frozen=True, slots=True, eq=False)
class _These:
    """Releases that are told from others without a look at each of them."""

    releases: tuple[Release, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _These) and self.releases is other.releases

    def __hash__(self) -> int:
        return id(self.releases)


@lru_cache(_REGISTRIES)
def _numbered(these: _These) -> dict[tuple[int, ...], list[Release]]:
    """The releases by their numbers: a registry may have ten thousand, and be asked for as many."""
    found: dict[tuple[int, ...], list[Release]] = {}
    for release in these.releases:
        found.setdefault(numbers(_version(release.pin)), []).append(release)
    return found


def holds(registry: Registry, pin: Pin) -> bool:
    return entry(registry, _version(pin)) is not None


def answers(graph: PinGraph, registry: Registry, pin: Pin) -> bool:
    """Whether a registry holds what a pin says, or a table of series names a release that it holds for that:
    `3.11` is `3.11.9`."""
    return holds(registry, pin) or any(
        member.name == pin.raw and entry(registry, member.text) is not None
        for statement in graph.statements
        if statement.kind == SERIES
        for member in statement.members
    )


def is_invented(registries: list[Registry], pin: Pin) -> bool:
    """Whether a version is of a form that no registry has, as where a test says just any."""
    said = _version(pin).precision
    return all(said < _version(release.pin).precision for one in registries for release in one.releases)


def worth_naming(registry: Registry, pin: Pin, limit: int) -> list[Release]:
    """The newest releases; of more than can be named, those that begin as a version does come first."""
    releases, wanted = newest(registry), _version(pin).release
    if len(releases) <= limit:
        return releases

    def far(release: Release) -> int:
        pairs = enumerate(zip(_version(release.pin).release, wanted, strict=False))
        return -next((index for index, (one, other) in pairs if one != other), len(wanted))

    return sorted(releases, key=far)[:limit]


def newest(registry: Registry) -> list[Release]:
    """The releases, newest first; those without an order keep their place in the file."""
    ordered: list[Release] = []
    for release in registry.releases:
        index = 0
        while index < len(ordered) and not _newer(release, ordered[index]):
            index += 1
        ordered.insert(index, release)
    return ordered


def older(first: Version, second: Version) -> bool:
    """Whether one version is older than another; `False` where they have no order."""
    try:
        return compare(first, second) < 0
    except IncomparableError:
        return False


def _newer(first: Release, second: Release) -> bool:
    return older(_version(second.pin), _version(first.pin))


def _version(pin: Pin) -> Version:
    return pin.value.version if isinstance(pin.value, Exact) else parse(pin.raw)
