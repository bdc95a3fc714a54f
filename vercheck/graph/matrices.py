"""What the repository's own compatibility tables are about: whose versions are the keys of the rows,
and which pins they judge.

A matrix is read from one file, where nothing says that its keys are versions of `wasm-tools`; here the
whole repository is known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

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
    every = sorted(graph.matrices, key=lambda one: (one.location, one.trail))
    product = [one for one in every if graph.standing(one.location.path) is Standing.PRODUCT]
    found = [Judge(one, _placed(graph, one), graph.root(one.location.path)) for one in product]
    placed = [judge for judge in found if judge.anchor is not None]
    of_copies = (
        judge if judge.anchor else replace(judge, anchor=_of_copy(graph, judge, placed)) for judge in found
    )
    return tuple(judge for judge in of_copies if judge.anchor is not None or not _is_keyed(judge.matrix))


def _placed(graph: PinGraph, matrix: Matrix) -> str | None:
    return anchor_of(graph, matrix) if _is_keyed(matrix) else None


def _is_keyed(matrix: Matrix) -> bool:
    return any(row.when is not None for row in matrix.rows)


def _of_copy(graph: PinGraph, judge: Judge, placed: list[Judge]) -> str | None:
    """The tool whose versions are the keys of a table that repeats another one: it judges the same tools of
    the same build root, and each of its keys is one of that table."""
    keys = {row.when for row in judge.matrix.rows if row.when}
    tools = judged(graph, judge.matrix)
    same = {
        other.anchor
        for other in placed
        if other.root == judge.root
        and keys
        and keys <= {row.when for row in other.matrix.rows}
        and tools == judged(graph, other.matrix)
    }
    return same.pop() if len(same) == 1 else None


def anchor_of(graph: PinGraph, matrix: Matrix) -> str | None:
    """The tool whose versions are the keys, which is none that the rows judge: by what the symbol or a
    comment says, else the one whose pins and registries have most of the keys, else the one that the
    words around the table name. Where two fit, it is neither."""
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
    leading = frozenset(tool for tool, count in covered.items() if count == best)
    if best:
        return next(iter(leading)) if len(leading) == 1 else _hinted(graph, matrix.hints, leading)
    near = frozenset(
        tool
        for tool, found in known.items()
        if any(_is_near(key, version) for key in keys for version in found)
    )
    return _hinted(graph, matrix.hints, near)


def _hinted(
    graph: PinGraph, hints: tuple[tuple[str, ...], ...], among: frozenset[str] | None = None
) -> str | None:
    """The tool that the nearest words name which name any; `None` where they name two."""
    for group in hints:
        named = {tool for name in group if (tool := graph.tool_named(name)) is not None}
        named = {tool for tool in named if graph.pins_of(tool) and (among is None or tool in among)}
        if named:
            return named.pop() if len(named) == 1 else None
    return None


def _is_near(key: Version, version: Version) -> bool:
    """Whether two versions may be of one series: words around a table are weak evidence."""
    if key.is_opaque or version.is_opaque:
        return False
    first, second = sorted((key.release[0], version.release[0]))
    return (first == second or first == second - 1 > 0) and key.precision <= version.precision


def judged(graph: PinGraph, matrix: Matrix) -> frozenset[str]:
    """The tools that the rows say something about."""
    return frozenset(tool_of(graph, allowed) for row in matrix.rows for allowed in row.allows)


def tool_of(graph: PinGraph, allowed: Allowed) -> str:
    """The tool that a list of a row is about: by its name, or by what that name stands for in the
    same file (`cli_version = get_tool_version("bindgen")` beside a list that is named after `cli`), or by
    the words around a list whose name says what kind of thing it is about, not which."""
    known = graph.tool_named(allowed.tool)
    if known is not None and not allowed.hints:
        return known
    path = allowed.location.path
    local = (pin for pin in graph.pins if pin.location.path == path and pin.artifact.name == allowed.tool)
    named = next((tool for pin in local if (tool := graph.tool(pin)) != allowed.tool), None)
    return named or _hinted(graph, allowed.hints) or known or allowed.tool


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
