"""A place takes whatever is newest, while another place pins.

What it does: reports `stable`, `latest`, a branch and their like, where a version is chosen. A
warning where the same tool is pinned elsewhere in the same build root: then two people on one commit
build with different versions. Where nothing pins the tool, it is off. Places that float alike are one
finding.

Why it matters: the floating place moves by itself; the pin does not.

What is quiet: entries of a test matrix; another channel than the pinned one (`nightly` beside 1.88); a job
that takes the newest while only other jobs pin; a step of an action that is named after what it installs
(`install-action@just`); examples. A floating place does not contradict a pin: it is a finding of its own.

How to fix: pin the version that the help names, or hold the difference with a reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._jobs import is_job
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.graph.choices import choices
from vercheck.model import Diagnostic, Floating, Label, Pin, Role, Severity

_CHANNELS = ("nightly", "beta", "canary", "edge", "next", "dev")
_BRANCHES = ("main", "master", "trunk", "develop", "head", "latest")


def run(facts: Facts) -> Iterator[Diagnostic]:
    graph = facts.graph
    for tool in graph.tools():
        alike: dict[tuple[str, str, str], list[Pin]] = defaultdict(list)
        for pin in graph.pins_of(tool, Role.SELECTS):
            if _floats(graph, pin):
                alike[graph.root(pin.location.path), graph.family(pin), pin.raw].append(pin)
        for (root, family, _), pins in alike.items():
            pinned = choices(graph, tool, root, family)
            beside = [(pin, [one for one in pinned if _is_beside(pin, one)]) for pin in pins]
            loud = [pin for pin, others in beside if others]
            if loud:
                yield _finding(tool, loud, next(others[0] for _, others in beside if others))
            else:
                yield _finding(tool, pins, None)


def _floats(graph: PinGraph, pin: Pin) -> bool:
    """Whether a place of the product chooses whatever is newest."""
    if not isinstance(pin.value, Floating) or pin.is_default or graph.scope(pin).track:
        return False
    if pin.artifact.ecosystem == "action" and pin.raw.lower() not in _BRANCHES:
        return False
    return graph.standing_of(pin) is Standing.PRODUCT


def _is_beside(pin: Pin, pinned: Pin) -> bool:
    """Whether a pin speaks about what floats: of the same channel, and not only of what another job does."""
    channel = next((word for word in _CHANNELS if pin.raw.lower().startswith(word)), "")
    is_same = channel == next((word for word in _CHANNELS if word in pinned.raw.lower()), "")
    only_jobs = is_job(pin.location.path) and is_job(pinned.location.path)
    return is_same and (not only_jobs or pin.artifact.ecosystem == "action")


def _finding(tool: str, pins: list[Pin], pinned: Pin | None) -> Diagnostic:
    where = f"; {pinned.location.path}:{pinned.location.line} pins `{pinned.raw}`" if pinned else ""
    first, *others = pins
    more = f" (and in {len(others)} more place{'s' * (len(others) > 1)})" if others else ""
    return Diagnostic(
        message=f"`{tool}` floats here{more}: `{first.raw}` is whatever is newest",
        location=first.location,
        tool=tool,
        artifact=first.artifact,
        version=first.raw,
        related=tuple(Label.of(pin, "it floats here, too") for pin in others),
        help=f"pin a version{where}",
        severity=Severity.WARNING if pinned is not None else Severity.OFF,
    )


CHECK = Check("a place takes whatever is newest, while another place pins", Severity.WARNING, run)
