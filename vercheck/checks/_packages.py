"""npm packages of one repository that are built on each other and ask for one dependency in ways that
exclude each other.

Every package may have dependencies of its own, and npm installs two versions where two are asked for,
so a difference alone says nothing. It does where a package takes another one in: a peer is the
user's to provide, and a package that stays behind the one it is built on, while others have followed,
compiles and runs that one's source with what it was not written for.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks._npm_packages import Package, Packages, Wish
from vercheck.graph import Facts, Standing
from vercheck.model import Diagnostic, Interval, Label, Pin, Requirement, Severity
from vercheck.versions import IncomparableError, compare, intersects

_TYPES = "@types/"
"""Type definitions are numbered after what they describe: whoever stays behind there does so here."""


def package_drift(facts: Facts) -> Iterator[Diagnostic]:
    packages = Packages(facts)
    for package in packages:
        if facts.graph.standing(package.path) is Standing.PRODUCT:
            for name in sorted(package.wishes):
                if not name.startswith(_TYPES):
                    yield from _dependency(packages, package, name)


def _dependency(packages: Packages, package: Package, name: str) -> Iterator[Diagnostic]:
    """The finding for one dependency of a package, held against all that it is built on."""
    mine = [wish for wish in package.wishes[name] if not wish.is_packed]
    behind: list[tuple[Wish, Wish, list[Wish]]] = []
    for path in sorted(package.built_on):
        library = packages.at(path)
        theirs = library.wishes.get(name, []) if library is not None else []
        peers = [wish for wish in theirs if wish.is_peer and not wish.is_optional]
        for wish in mine:
            refused = next((peer for peer in peers if not _meet(wish, peer)), None)
            if refused is not None:
                yield _refused(name, wish, refused)
                return
            for other in theirs:
                followed = _followers(packages, package, path, name, other)
                if not other.is_peer and followed and _is_behind(wish, other):
                    behind.append((wish, other, followed))
    if behind:
        yield _behind(name, behind)


def _followers(packages: Packages, package: Package, path: str, name: str, wish: Wish) -> list[Wish]:
    """What other users of a library ask for, where it can be the same version as the library's."""
    others = [user for user in packages.users_of(path) if user is not package]
    return [own for user in others for own in user.wishes.get(name, ()) if _meet(own, wish)]


def _meet(first: Wish, second: Wish) -> bool:
    """Whether one version can serve both; who cannot be compared is given the benefit of the doubt."""
    try:
        return intersects(first.requirement, second.requirement)
    except IncomparableError:
        return True


def _is_behind(wish: Wish, other: Wish) -> bool:
    """Whether all that one asks for is older than all that the other asks for."""
    if _meet(wish, other):
        return False
    high, low = _highest(wish.requirement), _lowest(other.requirement)
    if high is None or high.high is None or low is None or low.low is None:
        return False
    try:
        return compare(high.high, low.low) <= 0
    except IncomparableError:
        return False


def _highest(requirement: Requirement) -> Interval | None:
    """The interval that reaches furthest up; one without an end does."""
    found: Interval | None = None
    for one in requirement.intervals:
        if one.high is None:
            return one
        if found is None or found.high is None or compare(one.high, found.high) > 0:
            found = one
    return found


def _lowest(requirement: Requirement) -> Interval | None:
    """The interval that reaches furthest down; one without a beginning does."""
    found: Interval | None = None
    for one in requirement.intervals:
        if one.low is None:
            return one
        if found is None or found.low is None or compare(one.low, found.low) < 0:
            found = one
    return found


def _refused(name: str, wish: Wish, peer: Wish) -> Diagnostic:
    return _finding(
        name,
        wish,
        peer,
        "which this package is built on and has to provide it for",
        (_label(peer, "the peer that is asked for"),),
        Severity.ERROR,
        f"ask for a version that `{peer.raw}` admits, or widen the peer of {_manifest(peer)}",
    )


def _behind(name: str, behind: list[tuple[Wish, Wish, list[Wish]]]) -> Diagnostic:
    wish, other, _ = behind[0]
    labels = [_label(one, "what it is built on") for _, one, _ in behind]
    labels += [_label(one, "built on it, too") for _, _, followed in behind for one in followed]
    return _finding(
        name,
        wish,
        other,
        "which this package is built on",
        tuple({label.location: label for label in labels}.values()),
        Severity.WARNING,
        f"follow to `{other.raw}`, as the others that are built on {_manifest(other)}",
    )


def _finding(
    name: str, wish: Wish, other: Wish, why: str, related: tuple[Label, ...], severity: Severity, advice: str
) -> Diagnostic:
    place = f"{other.place.path}:{other.place.line}"
    return Diagnostic(
        message=f"`{name}` is `{wish.raw}` here but `{other.raw}` in {place}, {why}",
        location=wish.place,
        tool=name,
        artifact=wish.pin.artifact,
        version=wish.raw,
        related=related,
        help=advice,
        severity=severity,
    )


def _manifest(wish: Wish) -> str:
    return wish.pin.location.path


def _label(wish: Wish, text: str) -> Label:
    pin: Pin = wish.pin
    return Label(wish.place, text, wish.raw, pin.artifact, pin.role)
