"""What documents tell people to depend on besides the project: a module at a release that the project, and
another of its documents, have left behind.

That documents lag behind what the project itself takes is common, and no finding. Where one of them has moved
with it, the others were forgotten: whoever follows both pages gets two answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks._documented_versions import is_before, is_of_today, least
from vercheck.graph import Facts, PinGraph, Standing
from vercheck.model import Diagnostic, Label, Pin, Role, Version
from vercheck.versions import equal_at_precision

_MODULES = frozenset({"bazel"})
"""Of actions and packages every page may show another release."""
_CHOOSING = (Role.SELECTS, Role.REQUIRES)


def shown_drift(facts: Facts) -> Iterator[Diagnostic]:
    graph = facts.graph
    shown: dict[str, list[tuple[Pin, Version]]] = defaultdict(list)
    for pin in graph.pins:
        if pin.role is Role.MENTIONS and pin.artifact.ecosystem in _MODULES and is_of_today(graph, pin):
            version = least(pin)
            if version is not None:
                shown[graph.tool(pin)].append((pin, version))
    for tool in sorted(shown):
        chosen = _chosen(graph, tool)
        is_own = any(pin.note.startswith("own version") for pin in graph.pins_of(tool, Role.PROVIDES))
        if not chosen or is_own:
            continue
        moved = [
            (pin, own)
            for pin, version in shown[tool]
            for own, taken in chosen
            if equal_at_precision(version, taken)
        ]
        forgotten: dict[str, list[Pin]] = defaultdict(list)
        for pin, version in shown[tool]:
            if all(is_before(version, taken) for _, taken in chosen):
                forgotten[pin.location.path].append(pin)
        for pins in forgotten.values() if moved else ():
            yield _finding(tool, pins, *moved[0])


def _chosen(graph: PinGraph, tool: str) -> list[tuple[Pin, Version]]:
    """What the project itself takes of a module at its main build root: one place for each version."""
    found: dict[str, tuple[Pin, Version]] = {}
    for pin in graph.pins_of(tool, *_CHOOSING):
        scope = graph.scope(pin)
        is_main = not scope.root and not scope.track and graph.standing_of(pin) is Standing.PRODUCT
        version = (graph.version(pin) or least(pin)) if is_main else None
        if version is not None and not version.is_opaque:
            found.setdefault(version.text, (pin, version))
    return list(found.values())


def _finding(tool: str, pins: list[Pin], other: Pin, own: Pin) -> Diagnostic:
    first, place = pins[0], other.location
    return Diagnostic(
        message=f"this example asks for `{tool}` `{first.raw}`, but {place.path}:{place.line} says "
        f"`{other.raw}`, as {own.location.path}:{own.location.line} does",
        location=first.location,
        tool=tool,
        artifact=first.artifact,
        version=first.raw,
        expected=other.raw,
        related=(
            Label.of(own, "what the project itself takes"),
            Label.of(other, "another example for the same"),
            *(Label.of(pin, "in the same document") for pin in pins[1:]),
        ),
        help="show the release that the project itself takes",
    )
