"""A place takes whatever is newest, while another place pins.

What it does: reports `stable`, `latest`, a branch and their like, where a version is chosen. A
warning where the same tool is pinned elsewhere in the same build root: then two people on one commit
build with different versions. Where nothing pins the tool, it is off.

Why it matters: the floating place moves by itself; the pin does not.

What is quiet: entries of a test matrix, nightly beside stable, examples. A floating place does not
contradict a pin: it is a finding of its own.

How to fix: pin the version that the help names, or hold the difference with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.graph import Facts, Standing
from vercheck.model import Diagnostic, Exact, Floating, Pin, Role, Severity


def run(facts: Facts) -> Iterator[Diagnostic]:
    graph = facts.graph
    for tool in graph.tools():
        pins = graph.pins_of(tool, Role.SELECTS)
        for pin in pins:
            if not isinstance(pin.value, Floating) or pin.is_default or graph.scope(pin).track:
                continue
            if graph.standing(pin.location.path) is not Standing.PRODUCT:
                continue
            yield _finding(tool, pin, _pinned(facts, pin, pins))


def _pinned(facts: Facts, floating: Pin, pins: tuple[Pin, ...]) -> Pin | None:
    """An exact choice of the same tool in the same build root and family."""
    graph = facts.graph
    for pin in pins:
        if (
            isinstance(pin.value, Exact)
            and not graph.scope(pin).track
            and not pin.is_default
            and graph.standing(pin.location.path) is Standing.PRODUCT
            and graph.root(pin.location.path) == graph.root(floating.location.path)
            and graph.family(pin) == graph.family(floating)
        ):
            return pin
    return None


def _finding(tool: str, pin: Pin, pinned: Pin | None) -> Diagnostic:
    where = f"; {pinned.location.path}:{pinned.location.line} pins `{pinned.raw}`" if pinned else ""
    return Diagnostic(
        message=f"`{tool}` floats here: `{pin.raw}` is whatever is newest",
        location=pin.location,
        tool=tool,
        artifact=pin.artifact,
        version=pin.raw,
        help=f"pin a version{where}",
        severity=Severity.WARNING if pinned is not None else Severity.OFF,
    )


CHECK = Check("a place takes whatever is newest, while another place pins", Severity.WARNING, run)
