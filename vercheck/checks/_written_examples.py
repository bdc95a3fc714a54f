"""Declarations that a program of the project writes for its users: a starter's `http_archive(…)`.

What documents show may lag behind; what a program writes is taken as it is, so it is held against what the
project itself has chosen of the same tool.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.graph import Facts, Standing
from vercheck.graph.choices import choices
from vercheck.model import Diagnostic, Exact, Label, Pin, Role, Version
from vercheck.versions import equal, equal_at_precision


def written_drift(facts: Facts) -> Iterator[Diagnostic]:
    graph = facts.graph
    for pin in graph.pins:
        if pin.role is not Role.MENTIONS or pin.note != "an example" or not isinstance(pin.value, Exact):
            continue
        if graph.standing(pin.location.path) is not Standing.PRODUCT or pin.value.version.is_opaque:
            continue
        chosen = choices(graph, graph.tool(pin), graph.root(pin.location.path))
        known = [(one, version) for one in chosen if (version := graph.version(one)) is not None]
        if known and not any(_is_one(pin.value.version, version) for _, version in known):
            yield _finding(graph.tool(pin), pin, [one for one, _ in known])


def _is_one(written: Version, chosen: Version) -> bool:
    """Whether what is written is what is chosen: of a download, `0.2` is another release than `0.2.3`."""
    is_series = chosen.precision < written.precision
    return equal_at_precision(written, chosen) if is_series else equal(written, chosen)


def _finding(tool: str, pin: Pin, chosen: list[Pin]) -> Diagnostic:
    first = chosen[0]
    return Diagnostic(
        message=f"what this file writes asks for `{tool}` `{pin.raw}`, but {first.location.path}:"
        f"{first.location.line} has `{first.raw}`",
        location=pin.location,
        tool=tool,
        artifact=pin.artifact,
        version=pin.raw,
        expected=first.raw if len(chosen) == 1 else None,
        related=tuple(Label.of(one, "chosen for the project itself") for one in chosen[:6]),
        help="write what the project itself uses, with the digest that belongs to it",
    )
