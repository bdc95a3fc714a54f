"""`vercheck why`: everything about one tool, as a tree: its sites, what refers to them, the rules that
hold it, who is right, and what is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vercheck.cli._output import emit
from vercheck.cli._tools import tool_named
from vercheck.cli._tree import open_tree, output_option, path_argument, tree_options
from vercheck.model import Diagnostic, Location, Pin, Reference, Registry
from vercheck.printable import printable, shortened

if TYPE_CHECKING:
    from vercheck.config import Config
    from vercheck.graph import Facts, PinGraph


@dataclass
class Branch:
    """A line of the tree and what hangs below it."""

    text: str
    below: list[Branch] = field(default_factory=list)


@click.command("why")
@click.argument("tool")
@path_argument
@output_option
@tree_options
def command(
    tool: str, path: Path | None, output: Path | None, config_file: Path | None, exclude: tuple[str, ...]
) -> int:
    """Show why TOOL is at the versions that it is: its sites, references, constraints and authority."""
    tree = open_tree(path, config_file, exclude)
    outcome = tree.check()
    graph = outcome.facts.graph
    name = tool_named(graph, tool)
    trunk = Branch(name)
    trunk.below.extend(_scopes(name, graph))
    trunk.below.extend(_registries(graph.registries_of(name)))
    trunk.below.extend(_group("constraints", _constraints(name, outcome.facts)))
    trunk.below.append(
        Branch("authority", [Branch(text) for text in _authority(name, outcome.facts, tree.config)])
    )
    findings = [item for item in outcome.report.diagnostics if _is_about(item, name, graph)]
    trunk.below.extend(_group("findings", [_finding(item) for item in findings]))
    emit("\n".join(_drawn(trunk)) + "\n", output, tree.root)
    return 0


def _scopes(tool: str, graph: PinGraph) -> Iterator[Branch]:
    """The sites of each scope; a reference hangs below the literal that it leads to."""
    by_scope: dict[str, list[Pin]] = defaultdict(list)
    pins = graph.pins_of(tool)
    behind = {id(referrer) for pin in pins for referrer in graph.referrers(pin)}
    for pin in pins:
        if id(pin) not in behind:
            by_scope[str(graph.scope(pin))].append(pin)
    for scope in sorted(by_scope):
        kind = {str(graph.standing(pin.location.path)) for pin in by_scope[scope]} - {"product"}
        words = (
            f" ({', '.join(sorted(kind))})" if len(kind) == 1 and _all_outside(by_scope[scope], graph) else ""
        )
        yield Branch(f"scope {scope}{words}", [_site(pin, graph) for pin in by_scope[scope]])


def _all_outside(pins: Sequence[Pin], graph: PinGraph) -> bool:
    return all(str(graph.standing(pin.location.path)) != "product" for pin in pins)


def _site(pin: Pin, graph: PinGraph) -> Branch:
    below = [Branch(f"← {_line(referrer, graph)}") for referrer in graph.referrers(pin)]
    return Branch(_line(pin, graph), below)


def _line(pin: Pin, graph: PinGraph) -> str:
    value = pin.raw
    if isinstance(pin.value, Reference):
        version = graph.version(pin)
        value = f"→ {pin.value.target} ({version or 'not known'})"
    note = f"  {pin.note}" if pin.note else ""
    return f"{pin.role} {value}  {graph.artifact(pin)}  {_place(pin.location)}  {pin.trail}{note}"


def _registries(registries: Sequence[Registry]) -> Iterator[Branch]:
    for registry in registries:
        latest = f", latest {registry.latest.raw}" if registry.latest else ""
        versions = ", ".join(release.pin.raw for release in registry.releases)
        yield Branch(
            f"registry {_place(registry.location)}{latest}", [Branch(f"offers {versions or 'nothing'}")]
        )


def _constraints(tool: str, facts: Facts) -> Iterator[Branch]:
    """The rows of the packs that tie an artifact of this tool to another one that is pinned here."""
    from vercheck.reasons import constraints

    for found in constraints(tool, facts):
        off = "" if found.row.severity else " (off)"
        yield Branch(f"{found.row.id}{off}: {found.words}", [Branch(found.row.reason)])


def _authority(tool: str, facts: Facts, config: Config) -> list[str]:
    from vercheck.reasons import authorities

    found = [authority.words for authority in authorities(tool, facts, config)]
    return found or ["nobody: declare one under `[authority]` in `vercheck.toml`"]


def _is_about(item: Diagnostic, tool: str, graph: PinGraph) -> bool:
    named = {str(label.artifact) for label in item.related if label.artifact}
    return item.tool == tool or any(graph.tool_named(name) == tool for name in named)


def _finding(item: Diagnostic) -> Branch:
    return Branch(f"{item.severity}[{item.check}] {_place(item.location)}  {item.message}")


def _group(title: str, branches: Iterator[Branch] | Sequence[Branch]) -> list[Branch]:
    below = list(branches)
    return [Branch(title, below)] if below else []


def _place(place: Location) -> str:
    return f"{place.path}:{place.line}:{place.column}"


def _drawn(trunk: Branch) -> Iterator[str]:
    yield printable(shortened(trunk.text))
    yield from _drawn_below(trunk, "")


def _drawn_below(branch: Branch, indent: str) -> Iterator[str]:
    for number, child in enumerate(branch.below, 1):
        is_last = number == len(branch.below)
        yield f"{indent}{'└─ ' if is_last else '├─ '}{printable(shortened(child.text))}"
        yield from _drawn_below(child, indent + ("   " if is_last else "│  "))
