"""What the repository's own compatibility tables are about: whose versions are the keys of the rows,
and which pins they judge.

A matrix is read from one file, where nothing says that its keys are versions of `wasm-tools`; here the
whole repository is known.
"""

from __future__ import annotations

from dataclasses import dataclass

from vercheck import versions
from vercheck.graph.in_force import InForce, Site
from vercheck.graph.knowledge import folded
from vercheck.graph.pin_graph import PinGraph
from vercheck.graph.scopes import Standing
from vercheck.model import Allowed, Artifact, Matrix, MatrixRow, Role, Version


@dataclass(frozen=True, slots=True)
class Judge:
    """A matrix that says something about this product: the tool that its keys are versions of
    (`None` for a plain allow-list), and the root it stands in."""

    matrix: Matrix
    anchor: str | None
    root: str

    def row(self, version: Version) -> MatrixRow | None:
        """The row for a version of the anchor."""
        return next((row for row in self.matrix.rows if row.when and is_same(row.when, version)), None)


def judges(pins: InForce) -> tuple[Judge, ...]:
    """The matrices in product files, by place. One whose keys cannot be placed judges nothing."""
    graph = pins.graph
    found = []
    for matrix in sorted(graph.matrices, key=lambda one: (one.location, one.trail)):
        path = matrix.location.path
        if graph.standing(path) is not Standing.PRODUCT:
            continue
        keyed = any(row.when is not None for row in matrix.rows)
        anchor = anchor_of(graph, matrix) if keyed else None
        if anchor is not None or not keyed:
            found.append(Judge(matrix, anchor, graph.root(path)))
    return tuple(found)


def anchor_of(graph: PinGraph, matrix: Matrix) -> str | None:
    """The tool whose versions are the keys: by the matrix's own hints, else the one whose pins and
    registries have most of the keys and which the rows do not judge themselves."""
    others = judged(graph, matrix)
    for name in matrix.anchors:
        tool = graph.tool_named(name)
        if tool is not None and tool not in others:
            return tool
    keys = [versions.parse(row.when) for row in matrix.rows if row.when]
    known = {tool: _known_versions(graph, tool) for tool in graph.tools() if tool not in others}
    covered = {
        tool: sum(any(versions.equal(key, version) for version in found) for key in keys)
        for tool, found in known.items()
    }
    best = max(covered.values(), default=0)
    leading = [tool for tool, count in covered.items() if count == best]
    return leading[0] if best and len(leading) == 1 else None


def judged(graph: PinGraph, matrix: Matrix) -> frozenset[str]:
    """The tools that the rows say something about."""
    return frozenset(tool_of(graph, allowed) for row in matrix.rows for allowed in row.allows)


def tool_of(graph: PinGraph, allowed: Allowed) -> str:
    """The tool that a list of a row is about: by its name, or by what that name stands for in the
    same file (`cli_version = get_tool_version("bindgen")` beside a list that is named after `cli`)."""
    known = graph.tool_named(allowed.tool)
    if known is not None:
        return known
    path = allowed.location.path
    local = (pin for pin in graph.pins if pin.location.path == path and pin.artifact.name == allowed.tool)
    return next((graph.tool(pin) for pin in local), allowed.tool)


def selected(pins: InForce, root: str, tool: str) -> tuple[Site, ...]:
    """Where the program of a tool is selected at an exact version, the most referred to first."""
    found = {
        site.location: site
        for artifact in _programs(pins, tool)
        for site in pins.sites(root, artifact, Role.SELECTS)
        if isinstance(site.side, Version)
    }
    return tuple(sorted(found.values(), key=lambda site: (-len(site.pins), site.location)))


def is_same(text: str, version: Version) -> bool:
    """Whether a version in a table means a pinned one; a table may be less precise than the pin."""
    return versions.equal_at_precision(versions.parse(text), version)


def lists_version(allowed: Allowed, version: Version) -> bool:
    return any(is_same(text, version) for text, _ in allowed.versions)


def _programs(pins: InForce, tool: str) -> list[Artifact]:
    """The artifact that leads a tool; for a tool that no pack knows, all that it has."""
    known = [row.leads for row in pins.knowledge.tools if row.name == tool and row.leads is not None]
    if known:
        return known
    graph = pins.graph
    return sorted(
        {folded(graph.artifact(pin)) for pin in graph.pins_of(tool) if graph.family(pin) == "release"}
    )


def _known_versions(graph: PinGraph, tool: str) -> list[Version]:
    offered = [release.pin for registry in graph.registries_of(tool) for release in registry.releases]
    pins = (*graph.pins_of(tool, Role.SELECTS, Role.PROVIDES), *offered)
    found = (graph.version(pin) for pin in pins)
    return [version for version in found if version is not None]
