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
from vercheck.graph.choices import choices
from vercheck.model import Diagnostic, Floating, Pin, Role, Severity


def run(facts: Facts) -> Iterator[Diagnostic]:
    graph = facts.graph
    for tool in graph.tools():
        pins = graph.pins_of(tool, Role.SELECTS)
        for pin in pins:
            if not isinstance(pin.value, Floating) or pin.is_default or graph.scope(pin).track:
                continue
            if graph.standing_of(pin) is not Standing.PRODUCT:
                continue
            pinned = choices(graph, tool, graph.root(pin.location.path), graph.family(pin))
            yield _finding(tool, pin, pinned[0] if pinned else None)


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
