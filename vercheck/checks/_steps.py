"""What one step of a job, or one line of an image, adds to the toolchain that is set up there.

A compile target that is added so belongs to that toolchain and to no other one in the repository, not
even in the same file: the next job, or the next stage, may set up another.
"""

from __future__ import annotations

import re

from vercheck.checks._jobs import is_job
from vercheck.graph import Facts
from vercheck.graph.in_force import Site
from vercheck.model import Pin, Role
from vercheck.shapes.compile_targets import FOR_STEP

_STEP = re.compile(r"steps\[\d+\]")


def is_added(site: Site) -> bool:
    """Whether a step adds what stands there."""
    return site.pin.note == FOR_STEP


def gets(facts: Facts, toolchain: Site, added: Site) -> bool:
    """Whether a step adds it to this toolchain: the last one that was set up before, in the same job."""
    before = [
        pin
        for pin in facts.graph.pins_of(facts.graph.tool(toolchain.pin), Role.SELECTS)
        if pin.location.path == added.pin.location.path and _is_before(pin, added.pin)
    ]
    return bool(before) and max(before, key=lambda pin: pin.location) in toolchain.pins


def _is_before(pin: Pin, added: Pin) -> bool:
    """In one step the inputs may come in any order."""
    is_one_step = _step(pin) is not None and _step(pin) == _step(added)
    return _job(pin) == _job(added) and (is_one_step or pin.location < added.location)


def _job(pin: Pin) -> str:
    return pin.trail.partition(".steps[")[0] if is_job(pin.location.path) else ""


def _step(pin: Pin) -> str | None:
    found = _STEP.search(pin.trail)
    return pin.trail[: found.end()] if found is not None and is_job(pin.location.path) else None
