"""A version was seen that could not be evaluated.

What it does: reports expressions in a version's place that vercheck cannot follow: a call it does
not know, a value that only a run decides, constants that refer to each other in a circle. Off by
default; `vercheck coverage` counts the expressions.

Why it matters: such a place is neither right nor wrong for vercheck.

How to fix: nothing needs fixing; `# vercheck: pin` on the line before makes a literal readable.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._noted import noted
from vercheck.graph import Facts
from vercheck.model import Diagnostic, Label, Severity

_noted = noted("not-understood", "`vercheck coverage` lists all such places")


def run(facts: Facts) -> Iterator[Diagnostic]:
    yield from _noted(facts)
    for first, *others in facts.graph.cycles():
        yield Diagnostic(
            message=f"`{first.raw}` refers to itself"
            + "".join(f", by way of {pin.location.path}:{pin.location.line}" for pin in others[:3])
            + ": no version stands behind it",
            location=first.location,
            tool=facts.graph.tool(first),
            artifact=first.artifact,
            related=tuple(Label.of(pin, "a part of the circle") for pin in others),
            help="give one of them a version",
        )


CHECK = Check("a version was seen that could not be evaluated", Severity.OFF, run)
