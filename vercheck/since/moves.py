"""Pins that moved: what each tool was at, and what it is at now.

What only talks about a version, offers one or stands for another pin is no move of its own. A project's own
version counts, as that is what release notes begin with.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vercheck.graph import PinGraph, Standing
from vercheck.model import Constant, Location, Pin, Range, Role
from vercheck.versions import looks_like_version, parse

_COUNTED = (Role.SELECTS, Role.REQUIRES, Role.RESOLVES)
_ELSEWHERE = (Standing.VENDORED, Standing.FIXTURE)
_OWN = "own version"

Subject = tuple[str, str, bool]
"""Tool, artifact, and whether a lock file says it."""


@dataclass(frozen=True, slots=True)
class Move:
    """From one version to another at some places; `old` is `None` for what came, `new` for what went.

    `is_locked` is what a lock file resolves. The places are those of today; of what went, where it stood.
    """

    tool: str
    artifact: str
    is_locked: bool
    old: str | None
    new: str | None
    places: tuple[Location, ...]


@dataclass(frozen=True, slots=True)
class _Site:
    """One occurrence: the path, the track and the trail that it is at, and what stands there."""

    address: tuple[str, str, str]
    version: str
    place: Location


def moves(before: PinGraph, now: PinGraph) -> tuple[Move, ...]:
    """Every move between two trees, by tool, artifact and version."""
    then, today = _sites(before), _sites(now)
    return tuple(
        move
        for subject in sorted({*then, *today})
        for move in _moves(subject, then.get(subject, ()), today.get(subject, ()))
    )


def _sites(graph: PinGraph) -> Mapping[Subject, Sequence[_Site]]:
    found: dict[Subject, list[_Site]] = defaultdict(list)
    for pin in graph.pins:
        version = _version(graph, pin)
        if version is None or graph.standing(pin.location.path) in _ELSEWHERE:
            continue
        subject = (graph.tool(pin), str(graph.artifact(pin)), pin.role is Role.RESOLVES)
        found[subject].append(_Site((pin.location.path, pin.track, pin.trail), version, pin.location))
    return found


def _version(graph: PinGraph, pin: Pin) -> str | None:
    """What a pin is at; `None` where that is not its own to say."""
    if pin.role not in _COUNTED and not (pin.role is Role.PROVIDES and pin.note == _OWN):
        return None
    match graph.literal_behind(pin):
        case Pin() as literal if literal is not pin:
            return None
        case Pin(value=Range(requirement=requirement)):
            return requirement.text
        case Pin():
            return pin.raw
        case Constant(text=str() as text) if looks_like_version(text):
            return text
        case _:
            return None


def _moves(subject: Subject, then: Sequence[_Site], now: Sequence[_Site]) -> Iterator[Move]:
    """The moves of one artifact: what changed at one address; what changed in one file, where the address
    itself tells the version; and what came and went altogether."""
    places: dict[tuple[str | None, str | None], list[Location]] = defaultdict(list)
    there: set[str | None] = {site.version for site in then}
    here: set[str | None] = {site.version for site in now}
    for alike in _LIKENESS:
        pairs, then, now = _paired(then, now, alike)
        for old, new in pairs:
            if old.version != new.version:
                places[old.version, new.version].append(new.place)
    there |= {new for _, new in places}
    here |= {old for old, _ in places}
    for site in now:
        if site.version not in there:
            places[None, site.version].append(site.place)
    for site in then:
        if site.version not in here:
            places[site.version, None].append(site.place)
    for old_text, new_text in sorted(places, key=lambda pair: (pair[0] or "", pair[1] or "")):
        found = tuple(sorted(places[old_text, new_text]))
        yield Move(*subject, old_text, new_text, found)


def _paired(
    then: Sequence[_Site], now: Sequence[_Site], alike: Callable[[_Site], Hashable]
) -> tuple[list[tuple[_Site, _Site]], list[_Site], list[_Site]]:
    """What is alike on both sides, first with first, and what is left over."""
    waiting: dict[Hashable, deque[_Site]] = defaultdict(deque)
    for site in then:
        waiting[alike(site)].append(site)
    pairs, left = [], []
    for site in now:
        counterparts = waiting.get(alike(site))
        if counterparts:
            pairs.append((counterparts.popleft(), site))
        else:
            left.append(site)
    return pairs, sorted((site for sites in waiting.values() for site in sites), key=_place), left


def _place(site: _Site) -> Location:
    return site.place


def _name(site: _Site) -> str:
    """What a file is called: one that moved to another folder keeps it."""
    return site.address[0].rpartition("/")[2]


def _line_of_releases(version: str) -> tuple[int, ...]:
    """The part of a version that a compatible release keeps."""
    release = parse(version).release
    return release[:1] if release[:1] != (0,) else release[:2]


_LIKENESS: tuple[Callable[[_Site], Hashable], ...] = (
    lambda site: (site.address, site.version),
    lambda site: (site.address[0], site.version),
    lambda site: site.address,
    lambda site: (site.address[0], _line_of_releases(site.version)),
    lambda site: site.address[0],
    lambda site: (_name(site), site.version),
    lambda site: (_name(site), *site.address[1:]),
    lambda site: (_name(site), _line_of_releases(site.version)),
)
"""What makes two sites one, the surest first."""
