"""What documents tell people to depend on: the project itself, at a release that it has left behind.

A document lags a release or two in many projects, and that alone is no finding. It is one where another
document was moved and this one forgotten. A README that is wrong as a whole is told as drift of the
project's own version.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from vercheck.graph import Facts, PinGraph, Standing
from vercheck.model import Applicability, Diagnostic, Edit, Exact, Fix, Label, Pin, Range, Role, Version
from vercheck.shapes.names import normal
from vercheck.versions import (
    IncomparableError,
    admits,
    compare,
    equal_at_precision,
    is_prerelease,
    parse,
    restate,
)

_TOLD = frozenset({Standing.PRODUCT, Standing.DOCS})
_ABOUT_OTHERS = re.compile(
    r"migrat|upgrad|chang|release|histor|news|blog|archive|legacy|versioned|deprecat|old|(^|/)v?\d", re.I
)
"""Pages that speak of other releases than the present one."""
_SINGLE = re.compile(r"([\^~=<>v\s]*)(\d[\w.+-]*)")
"""A version, with what stands before it."""


def documented_drift(facts: Facts) -> Iterator[Diagnostic]:
    """Examples of how to depend on the project that others in its documents have left behind."""
    graph = facts.graph
    told: dict[str, list[Pin]] = defaultdict(list)
    own: dict[str, list[Pin]] = defaultdict(list)
    for pin in graph.pins:
        if pin.role is Role.MENTIONS and is_of_today(graph, pin):
            told[graph.tool(pin)].append(pin)
        elif pin.role is Role.PROVIDES and _is_own(graph, pin):
            own[graph.tool(pin)].append(pin)
    for tool in sorted(told.keys() & own.keys()):
        main = min(own[tool], key=lambda pin: (pin.location.path.count("/"), pin.location))
        version = graph.version(main)
        if version is not None and not version.is_opaque and any(version.release):
            yield from _behind(tool, main, version, told[tool])
    for tool in sorted(_unnumbered(graph) & told.keys() - own.keys()):
        newest = _newest(told[tool])[0]
        version = least(newest)
        if version is not None:
            yield from _behind(tool, None, version, told[tool])


def _unnumbered(graph: PinGraph) -> set[str]:
    """What the repository makes and writes no version of: the Bazel workspace at its root."""
    return {
        normal(one.name)
        for one in graph.statements
        if one.kind == "bazel-workspace" and "/" not in one.location.path
    }


def _is_own(graph: PinGraph, pin: Pin) -> bool:
    return pin.note.startswith("own version") and graph.standing(pin.location.path) is Standing.PRODUCT


def is_of_today(graph: PinGraph, pin: Pin) -> bool:
    """Whether a mention is an example in a document that speaks of the present release."""
    path = pin.location.path
    if not pin.note.startswith("an example"):
        return False
    return graph.standing(path) in _TOLD and not _ABOUT_OTHERS.search(path) and least(pin) is not None


def _behind(tool: str, main: Pin | None, version: Version, told: list[Pin]) -> Iterator[Diagnostic]:
    """The examples behind the newest of all, document by document."""
    newest = [pin for pin in told if _covers(pin, version)] or _newest(told)
    present = least(newest[0])
    if present is None or is_before(version, present):
        return
    forgotten: dict[str, list[Pin]] = defaultdict(list)
    for pin in told:
        if _is_older(pin, present) and not _covers(pin, version):
            forgotten[pin.location.path].append(pin)
    for path, pins in forgotten.items():
        is_whole = all(pin in pins for pin in told if pin.location.path == path)
        if main is None or not (is_whole and _is_front(pins[0], main)):
            yield _finding(tool, pins, newest[0])


def _is_older(pin: Pin, version: Version) -> bool:
    """Whether an example is behind a version, and does not admit it either."""
    said = least(pin)
    return said is not None and not _covers(pin, version) and is_before(said, version)


def _is_front(pin: Pin, main: Pin) -> bool:
    """Whether an example for the very package stands in the README beside its manifest, or at the root."""
    folder, _, name = pin.location.path.rpartition("/")
    is_beside = folder in ("", main.location.path.rpartition("/")[0])
    return name.lower().startswith("readme") and is_beside and pin.artifact == main.artifact


def _newest(told: list[Pin]) -> list[Pin]:
    best = told[0]
    for pin in told[1:]:
        if (one := least(pin)) and (other := least(best)) and is_before(other, one):
            best = pin
    top = least(best)
    return [pin for pin in told if top is not None and _covers(pin, top)] or [best]


def least(pin: Pin) -> Version | None:
    """The version that a pin says, or the least that it asks for; `None` where several stretches are."""
    match pin.value:
        case Exact(version) if not version.is_opaque:
            return version
        case Range(requirement) if len(requirement.intervals) == 1:
            return requirement.intervals[0].low
        case _:
            return None


def _covers(pin: Pin, version: Version) -> bool:
    try:
        match pin.value:
            case Exact(own):
                return equal_at_precision(own, version)
            case Range(requirement):
                return admits(requirement, version)
            case _:
                return False
    except IncomparableError:
        return True


def is_before(first: Version, second: Version) -> bool:
    """Whether one version is older; `False` where they have no order."""
    try:
        return compare(first, second) < 0
    except IncomparableError:
        return False


def _finding(tool: str, pins: list[Pin], other: Pin) -> Diagnostic:
    first, place = pins[0], other.location
    labels = {pin.location: Label.of(pin, "in the same document") for pin in pins[1:]}
    labels[other.location] = Label.of(other, "another example for the same")
    return Diagnostic(
        message=(
            f"this example asks for `{tool}` `{first.raw}`, but {place.path}:{place.line} says `{other.raw}`"
        ),
        location=first.location,
        tool=tool,
        artifact=first.artifact,
        version=first.raw,
        expected=other.raw,
        related=tuple(labels.values()),
        help="show the release that people should take",
        fix=_fix(pins, other),
    )


def _fix(pins: list[Pin], other: Pin) -> Fix | None:
    """All examples of the document at once; unsafe, as what stands around them may be older, too."""
    if not all(_SINGLE.fullmatch(pin.raw) for pin in (other, *pins)):
        return None
    version = _SINGLE.sub(r"\2", other.raw)
    edits = tuple(Edit(pin.location, pin.raw, _said_anew(version, pin.raw)) for pin in pins)
    lacks = tuple(
        f"{pin.location.path}:{pin.location.line} has a digest that belongs to `{pin.raw}`"
        for pin in pins
        if pin.digests
    )
    return Fix(f"show `{version}`", edits, Applicability.UNSAFE, lacks)


def _said_anew(version: str, written: str) -> str:
    """As many numbers as there were; a pre-release has to be named in full."""
    if is_prerelease(parse(version)):
        return _SINGLE.sub(lambda found: f"{found[1]}{version}", written)
    return restate(version, written)
