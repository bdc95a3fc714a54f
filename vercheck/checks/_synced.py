"""Values that the configuration derives from others, and that say something else."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.graph import Facts
from vercheck.graph.synced import Synced
from vercheck.model import Applicability, Diagnostic, Edit, Fix, Label, Pin


def sync_drift(facts: Facts) -> Iterator[Diagnostic]:
    """One finding for each place that is behind."""
    behind = [one for one in facts.synced if not one.agrees]
    if not behind:
        return
    pins: dict[object, Pin] = {}
    for pin in facts.graph.pins:
        pins.setdefault(pin.location, pin)
    for one in behind:
        yield _finding(facts, one, pins.get(one.place), pins.get(one.source))


def _finding(facts: Facts, one: Synced, here: Pin | None, there: Pin | None) -> Diagnostic:
    named = here or there
    source = f"{one.source.path}:{one.source.line}"
    wanted = one.restated(one.said)
    subject = f"`{facts.graph.artifact(here)}`" if here is not None else "this value"
    edits = (Edit(one.place, one.raw, wanted),)
    place = f"{one.place.path}:{one.place.line}"
    lacks = (f"{place} has a digest that belongs to `{one.raw}`",) if one.has_digest else ()
    return Diagnostic(
        message=f"{subject} is `{one.raw}` here but is derived from {source}, which says `{one.said}`",
        location=one.place,
        tool=facts.graph.tool(named) if named is not None else None,
        artifact=facts.graph.artifact(named) if named is not None else None,
        version=one.raw,
        expected=wanted,
        related=(Label.of(there) if there is not None else Label(one.source, "", one.said),),
        help=f"`vercheck fix` restates it, as {one.row.path}:{one.row.line} asks for",
        fix=Fix(f"restate `{one.raw}` as {source} says", edits, Applicability.SAFE, lacks),
    )
