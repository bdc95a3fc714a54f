"""Steps that use one action at two releases where one release is meant: its parts in one workflow, and the
action itself in one job.

Two workflows may use an action at two releases, and so may two jobs, of which one runs where the newer one
does not. But `init` and `analyze` of one action hand something over to each other, and in one job nobody
takes an older release a few lines below without a condition. A repository of many actions may release each
by itself, under tags that say which; those are left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.checks._registered import older
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.model import Diagnostic, Exact, Label, Opaque, Pin, Role, Severity, Version
from vercheck.shapes.conditional import CONDITIONAL
from vercheck.versions import equal_at_precision

_RELEASES = 50
"""Releases of one action in one workflow that are looked at: nobody has more."""
_NAMED = 8


@dataclass(frozen=True, slots=True)
class _Use:
    """A step's action, and the release that its tag, or the comment behind its commit, names."""

    pin: Pin
    said: str
    version: Version

    @property
    def job(self) -> str:
        return self.pin.trail.partition(".steps[")[0]

    @property
    def is_conditional(self) -> bool:
        return CONDITIONAL in self.pin.note


def action_drift(facts: Facts) -> Iterator[Diagnostic]:
    """One finding for each action of a workflow whose parts differ, and for each of a job."""
    parts: dict[tuple[str, str], list[_Use]] = defaultdict(list)
    steps: dict[tuple[str, str, str, str], list[_Use]] = defaultdict(list)
    apart: set[str] = set()
    for use in _uses(facts.graph, apart):
        name, path = use.pin.artifact.name.lower(), use.pin.location.path
        parts[name, path].append(use)
        if not use.is_conditional:
            steps[name, path, use.job, use.pin.variant].append(use)
    told: set[tuple[str, str]] = set()
    for (name, path), uses in sorted(parts.items()):
        if len({use.pin.variant for use in uses}) > 1 and name not in apart:
            found = list(_told(uses, "another part of it"))
            told.update({(name, path)} if found else ())
            yield from found
    for (name, path, _, _), uses in sorted(steps.items()):
        if (name, path) not in told:
            yield from _told(uses, "in the same job")


def _uses(graph: PinGraph, apart: set[str]) -> Iterator[_Use]:
    """Every use of an action whose release is known; `apart` collects those that release their parts by
    themselves."""
    comments = {
        (pin.location.path, pin.trail): pin
        for pin in graph.pins
        if pin.artifact.ecosystem == "action" and pin.role is Role.MENTIONS
    }
    for pin in graph.pins:
        if pin.artifact.ecosystem != "action" or pin.role is not Role.SELECTS:
            continue
        if graph.standing(pin.location.path) is not Standing.PRODUCT or not pin.trail.endswith(".uses"):
            continue
        said = pin
        if isinstance(pin.value, Opaque):
            said = comments.get((pin.location.path, f"{pin.trail}#comment"), pin)
        if (said is not pin and said.variant) or _is_named(said):
            apart.add(pin.artifact.name.lower())
        if isinstance(said.value, Exact):
            yield _Use(pin, said.raw, said.value.version)


def _is_named(pin: Pin) -> bool:
    """Whether a tag says of what it is a release: `gizmo/v1.2.0`, and no branch, which has no number."""
    is_tag = isinstance(pin.value, Exact) or any(sign.isdigit() for sign in pin.raw)
    is_plain = pin.raw.lstrip("vV")[:1].isdigit()
    return is_tag and not is_plain and not isinstance(pin.value, Opaque)


def _told(uses: list[_Use], where: str) -> Iterator[Diagnostic]:
    """The finding for uses that should be of one release: the oldest comes first."""
    releases = list({use.said: use for use in reversed(uses)}.values())[:_RELEASES]
    oldest = next((one for one in releases if not any(_is_older(other, one) for other in releases)), None)
    newer = [use for use in uses if oldest is not None and _is_older(oldest, use)]
    if oldest is None or not newer:
        return
    other = newer[0]
    yield Diagnostic(
        message=f"`{oldest.pin.artifact.name}` is `{oldest.said}` here but `{other.said}` in "
        f"{other.pin.location.path}:{other.pin.location.line}, {where}",
        location=oldest.pin.location,
        tool=oldest.pin.artifact.name,
        artifact=oldest.pin.artifact,
        version=oldest.pin.raw,
        related=tuple(Label.of(use.pin, use.pin.note) for use in newer[:_NAMED]),
        help="use one release of the action in all of these steps",
        severity=Severity.WARNING,
    )


def _is_older(one: _Use, other: _Use) -> bool:
    return not equal_at_precision(one.version, other.version) and older(one.version, other.version)
