"""What names the tool and keeps what it says, with the reason: so that nobody has to look for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vercheck.fix.sayings import Sayings
from vercheck.fix.site import Site
from vercheck.fix.sites import Sites
from vercheck.graph import Standing
from vercheck.model import Edit, Pin, Range
from vercheck.versions import equal_at_precision, parse


@dataclass(frozen=True, slots=True)
class Staying:
    """Sites of one file that keep what they say, and why."""

    path: str
    lines: tuple[int, ...]
    said: tuple[str, ...]
    reason: str


def staying(sites: Sites, version: str, edits: Sequence[Edit]) -> Iterator[Staying]:
    """What stays when a tool moves by these edits: other choices of it, minimums that admit the version, and
    sentences that name one which is replaced."""
    grouped: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for site, reason in sites.staying(version):
        if not site.agrees(version):
            grouped[site.location.path, reason].append((site.location.line, site.raw))
    for site in sites.moving(version):
        if (why := _admits(site, version, is_alone=not edits)) is not None:
            grouped[site.location.path, why].append((site.location.line, site.raw))
    for pin in Sayings(sites, version).left(edits):
        grouped[pin.location.path, _said(sites, pin)].append((pin.location.line, pin.raw))
    for (path, reason), found in sorted(grouped.items()):
        lines, said = zip(*sorted(found), strict=True)
        yield Staying(path, tuple(dict.fromkeys(lines)), tuple(dict.fromkeys(said)), reason)


def _admits(site: Site, version: str, *, is_alone: bool) -> str | None:
    """Why a requirement need not move: told of minimums, and where nothing else does either of all."""
    if not isinstance(site.value, Range) or not site.agrees(version):
        return None
    if equal_at_precision(parse(site.raw.lstrip("^~=<>! v")), parse(version)):
        return None
    if all(interval.high is None for interval in site.value.requirement.intervals):
        return "a minimum that admits it"
    return "a requirement that admits it" if is_alone else None


def _said(sites: Sites, pin: Pin) -> str:
    if sites.graph.standing_of(pin) is Standing.DOCS:
        return "documentation"
    return "the words beside it are not about what moves"
