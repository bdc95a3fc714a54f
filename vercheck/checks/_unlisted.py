"""Tools of a version table that have no registry, while the others of the same table do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks._registered import selectable
from vercheck.graph import Facts
from vercheck.graph.choices import is_choice
from vercheck.model import Diagnostic, Label, Pin, Registry, Severity

_ENOUGH = 3
"""So many tools of one table must have a registry file before a missing one means something."""


def tools_without_registry(facts: Facts) -> Iterator[Diagnostic]:
    graph = facts.graph
    files = {
        tool: registry
        for tool in graph.tools()
        for registry in graph.registries_of(tool)
        if registry.kind == "json" and selectable(graph, registry)
    }
    tables: dict[tuple[str, str], list[Pin]] = defaultdict(list)
    for pin in graph.pins:
        symbol, bracket, _ = pin.trail.partition("[")
        if bracket and is_choice(graph, pin, graph.root(pin.location.path)):
            tables[pin.location.path, symbol].append(pin)
    for pins in tables.values():
        listed = [pin for pin in pins if graph.tool(pin) in files]
        if len(listed) >= _ENOUGH and len(listed) * 3 >= len(pins) * 2:
            for pin in pins:
                if not graph.registries_of(graph.tool(pin)):
                    yield _finding(graph.tool(pin), pin, files)


def _finding(tool: str, pin: Pin, files: dict[str, Registry]) -> Diagnostic:
    near = next((registry for name, registry in sorted(files.items()) if name.startswith(f"{tool}-")), None)
    hint = f"; {near.location.path} is named almost like it" if near is not None else ""
    return Diagnostic(
        message=f"`{tool}` `{pin.raw}` has no checksum registry, "
        f"while the other tools of its table have one{hint}",
        location=pin.location,
        tool=tool,
        artifact=pin.artifact,
        version=pin.raw,
        related=(Label(near.location, "a registry of almost this name"),) if near is not None else (),
        help="add a registry of that name, or drop the tool from the table",
        severity=Severity.WARNING,
    )
