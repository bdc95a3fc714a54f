"""Requirements of every scheme: text to intervals, and what they admit.

The grammars are one module each; what is the same for all, admission and overlap, is here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vercheck.model.version import Interval, Requirement, Version
from vercheck.versions import cargo_requirements, npm_ranges, pep440_specifiers, plain_requirements, spelling
from vercheck.versions.intervals import ANY, contains, meet
from vercheck.versions.operands import RequirementError
from vercheck.versions.order import equal, order
from vercheck.versions.parts import is_prerelease, trimmed
from vercheck.versions.reading import family, parse

_GRAMMARS: dict[str, Callable[[str, str], tuple[Interval, ...]]] = {
    "cargo": cargo_requirements.read,
    "npm": npm_ranges.read,
    "semver": npm_ranges.read,
    "pep440": pep440_specifiers.read,
    "bazel": plain_requirements.read_minimum,
    "go": plain_requirements.read_minimum,
    "minimum": plain_requirements.read_minimum,
    "nix": plain_requirements.read_exact,
    "opaque": plain_requirements.read_opaque,
}
_GUARDED = frozenset({"cargo", "npm", "semver"})
_MAX_LENGTH = 1000
_MAX_INTERVALS = 64


def parse_requirement(text: str, scheme: str) -> Requirement:
    """Raises RequirementError.

    `minimum`, `go` and `bazel` read a bare version as "at least"; `nix` as exactly it; `generic` takes
    `1.2`, `=1.2`, `^`, `~`, `~>`, comparisons, `1.2 - 1.5`, lists with commas or spaces, and `||`.
    """
    if len(text) > _MAX_LENGTH:
        raise RequirementError(f"a requirement of {len(text)} characters is not read")
    grammar = _GRAMMARS.get(scheme, plain_requirements.read_generic)
    intervals = tuple(dict.fromkeys(grammar(text.strip(), scheme)))
    if len(intervals) > _MAX_INTERVALS:
        raise RequirementError(f"a requirement of {len(intervals)} alternatives is not read")
    return Requirement(text, scheme, intervals)


def admits(requirement: Requirement, version: Version) -> bool:
    """Whether a requirement accepts a version, by its scheme's rules on pre-releases.

    Cargo and npm accept a pre-release only where a comparator with the same release has one; the others
    by its place in the order. An opaque version is accepted by a requirement that names it or
    accepts everything.
    """
    if version.is_opaque:
        return any(_names(interval, version) for interval in requirement.intervals)
    version = _in_scheme(version, requirement.scheme)
    if any(equal(version, excluded) for excluded in requirement.excluded):
        return False
    return any(_accepts(requirement, interval, version) for interval in requirement.intervals)


def intersects(first: Requirement, second: Requirement) -> bool:
    """Whether some version is admitted by both, whichever of them is named first."""
    # Of two bounds that are equal in two schemes, a meeting keeps that of the first.
    return any(
        admits(first, witness) and admits(second, witness)
        for one, other in ((first, second), (second, first))
        for interval in meet(one.intervals, other.intervals)
        for witness in _witnesses(interval, (*first.excluded, *second.excluded))
    )


def _accepts(requirement: Requirement, interval: Interval, version: Version) -> bool:
    if requirement.scheme == "pep440":
        return pep440_specifiers.accepts(interval, version)
    if not contains(interval, version):
        return False
    if requirement.scheme not in _GUARDED or not is_prerelease(version):
        return True
    return any(
        bound is not None and is_prerelease(bound) and trimmed(bound.release) == trimmed(version.release)
        for bound in (interval.low, interval.high)
    )


def _names(interval: Interval, version: Version) -> bool:
    if interval == ANY:
        return True
    return interval.low is not None and interval.low == interval.high and order(interval.low, version) == 0


def _in_scheme(version: Version, scheme: str) -> Version:
    """The version as the requirement's scheme reads it; a product's name in front does not matter."""
    if family(version.scheme) == family(scheme) and not version.prefix:
        return version
    undressed = spelling.undress(version.text.strip()) if family(version.scheme) != "pep440" else None
    read = parse(undressed[1] if undressed else version.text, scheme)
    return version if read.is_opaque else read


def _witnesses(interval: Interval, excluded: tuple[Version, ...]) -> Iterator[Version]:
    """Versions of which one lies in an interval, unless nothing that people release does."""
    bounds = [bound for bound in (interval.low, interval.high) if bound is not None]
    if not bounds:
        bounds = [parse("1.0.0")]
    for bound in bounds:
        yield bound
        if bound.is_opaque:
            continue
        is_deep = family(bound.scheme) != "semver"  # SemVer has no number between 1.2.3 and 1.2.4
        if bound.pre or is_deep:
            yield parse(f"{bound.text}.1", bound.scheme)
        for step in range(len(excluded) + 2):
            release = (*bound.release[:-1], bound.release[-1] + step)
            yield parse(".".join(map(str, release)), bound.scheme)
            if is_deep:
                yield parse(".".join(map(str, (*release, 1))), bound.scheme)
    if interval.low is None:
        for text in ("0", "0.0.0", "0.0.1", "0.1.0", "1.0.0"):
            yield parse(text, bounds[0].scheme)
