"""Packages of one repository that ask each other for a version which the other does not have.

Cargo and uv take what the path says and refuse to build where its version is not asked for. npm takes a
published package instead, so that nobody tests what is in the repository: a warning.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from vercheck.checks._npm_packages import Package, Packages, Wish
from vercheck.checks._own_statements import Own, own_version_of
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.graph.relations import admitted
from vercheck.model import Address, Constant, Diagnostic, Label, Location, Pin, Range, Role, Severity, Version
from vercheck.versions import parse

_FOLLOWING = 3
"""Packages that are named because they ask for what is there."""
_ASIDE = frozenset({Standing.FIXTURE, Standing.VENDORED, Standing.EXAMPLE})


def member_drift(facts: Facts) -> Iterator[Diagnostic]:
    yield from _cargo(facts.graph)
    yield from _uv(facts.graph)
    yield from _npm(facts)


def _cargo(graph: PinGraph) -> Iterator[Diagnostic]:
    """`foo = { path = "../foo", version = "1.2" }`."""
    for pin in graph.pins:
        if pin.artifact.ecosystem != "cargo" or pin.role is not Role.REQUIRES:
            continue
        if not isinstance(pin.value, Range) or graph.standing(pin.location.path) in _ASIDE:
            continue
        match graph.behind(Address(pin.location.path, f"{pin.trail}.path"), pin.location.path):
            case Pin() as there:
                own, place = graph.version(there), there.location
            case Constant(text=str(text), location=place):
                own = parse(text, "cargo")
            case _:
                continue
        if own is not None and admitted(pin.value.requirement, own) is False:
            why = "in the folder that this points to: Cargo refuses to build"
            yield _finding(pin, pin.location, pin.raw, own, place, why, Severity.ERROR)


def _uv(graph: PinGraph) -> Iterator[Diagnostic]:
    """`[tool.uv.sources]` that name a member of the workspace, or a folder."""
    local = {(s.location.path, s.name) for s in graph.statements if s.kind == "uv-local"}
    if not local:
        return
    owners: dict[str, list[Own]] = defaultdict(list)
    for pin in graph.pins:
        if (
            pin.artifact.ecosystem == "pypi"
            and pin.role is Role.PROVIDES
            and (own := own_version_of(graph, pin))
        ):
            owners[pin.artifact.name].append(own)
    for pin in graph.pins:
        name = pin.artifact.name
        if (pin.location.path, name) not in local or pin.role is not Role.REQUIRES or len(owners[name]) != 1:
            continue
        own = owners[name][0]
        if isinstance(pin.value, Range) and admitted(pin.value.requirement, own.version) is False:
            why = "which uv takes from this repository: it cannot be locked"
            yield _finding(pin, pin.location, pin.raw, own.version, own.place, why, Severity.ERROR)


def _npm(facts: Facts) -> Iterator[Diagnostic]:
    packages = Packages(facts)
    following: dict[str, tuple[Label, ...]] = {}
    for package in packages:
        if facts.graph.standing(package.path) is not Standing.PRODUCT:
            continue
        for name in sorted(package.wishes):
            own = _own(packages, package, name)
            for wish in package.wishes[name]:
                if own is not None and _is_missed(facts.graph, wish, own):
                    why = "in this repository: npm takes a published one instead"
                    missed = _finding(
                        wish.pin, wish.place, wish.raw, own.version, own.place, why, Severity.WARNING
                    )
                    if name not in following:
                        following[name] = _following(packages, name, own)
                    yield replace(missed, related=(*missed.related, *following[name]))


def _following(packages: Packages, name: str, own: Own) -> tuple[Label, ...]:
    """Packages that ask for the version that is here, as the one that is told should."""
    wishes = [wish for package in packages for wish in package.wishes.get(name, ())]
    follow = [wish for wish in wishes if admitted(wish.requirement, own.version) is True]
    labels = [
        Label(one.place, "asks for what is here", one.raw, one.pin.artifact, one.pin.role) for one in follow
    ]
    return tuple(labels[:_FOLLOWING])


def _own(packages: Packages, package: Package, name: str) -> Own | None:
    """The version of the one package here that has this name."""
    owners = packages.names.get(name, ())
    there = packages.at(owners[0]) if len(owners) == 1 and owners[0] != package.path else None
    return own_version_of(packages.graph, there.own) if there is not None and there.own is not None else None


def _is_missed(graph: PinGraph, wish: Wish, own: Own) -> bool:
    """Whether a dependency means the package beside it and does not get it. A pre-release is admitted
    by hardly any range."""
    if wish.is_packed or own.is_under_way or graph.standing(own.place.path) is not Standing.PRODUCT:
        return False
    return admitted(wish.requirement, own.version) is False


def _finding(
    pin: Pin, location: Location, raw: str, own: Version, place: Location, why: str, severity: Severity
) -> Diagnostic:
    name = pin.artifact.name
    return Diagnostic(
        message=(
            f"`{name}` is asked for as `{raw}`, but it is `{own.text}` in {place.path}:{place.line}, {why}"
        ),
        location=location,
        tool=name,
        artifact=pin.artifact,
        version=raw,
        expected=own.text,
        related=(Label(place, "own version", own.text, pin.artifact, Role.PROVIDES),),
        help=f"ask for `{own.text}`",
        severity=severity,
    )
