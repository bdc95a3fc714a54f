"""A picture as data: which tool is pinned where, at which version, and which findings touch that.

Separate from the formats, so that all of them draw the same thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from vercheck.fingerprints import fingerprints
from vercheck.graph import PinGraph
from vercheck.graph.linked import LinkedPin, linked
from vercheck.model import Diagnostic, Reference, Role, Severity, Source
from vercheck.pictures.changes import change
from vercheck.pictures.passages import Passage, line_of, passage
from vercheck.pipeline import Outcome

Key = TypeVar("Key", str, tuple[str, str])


@dataclass(frozen=True, slots=True)
class Site:
    """A pin in the words of a picture. `version` is that of the pin, or of the one that it refers to;
    `leads_to` is the number of that one's site; `text` is the line that the pin stands in; `severity` that of
    the worst finding which names this place."""

    linked: LinkedPin
    version: str | None
    text: str
    severity: Severity
    leads_to: int | None = None

    @property
    def tool(self) -> str:
        return self.linked.tool

    @property
    def path(self) -> str:
        return self.linked.location.path


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding, the tools that it is about, what it points to as lines, and what its fix changes."""

    item: Diagnostic
    fingerprint: str
    tools: tuple[str, ...]
    passage: Passage | None
    related: tuple[Passage | None, ...]
    diff: str

    @property
    def severity(self) -> Severity:
        return self.item.severity or Severity.OFF


@dataclass(frozen=True)
class Picture:
    """`sites` and `findings` in the order of their places."""

    root: str
    version: str
    sites: tuple[Site, ...]
    findings: tuple[Finding, ...]

    @cached_property
    def tools(self) -> dict[str, tuple[Site, ...]]:
        """The sites of each tool, by name."""
        return _grouped(self.sites, lambda site: site.tool)

    @cached_property
    def files(self) -> dict[str, tuple[Site, ...]]:
        """The sites in each file, by path."""
        return _grouped(self.sites, lambda site: site.path)

    @cached_property
    def severities(self) -> Mapping[str, Severity]:
        """The worst that is found about each tool; tools without a finding are not there."""
        worst: dict[str, Severity] = {}
        for finding in self.findings:
            for tool in finding.tools:
                worst[tool] = max(worst.get(tool, Severity.OFF), finding.severity)
        return worst

    @cached_property
    def edges(self) -> dict[tuple[str, str], tuple[Site, ...]]:
        """The sites of each tool in each file: the worst tools first, then those that most files ask for;
        what only lock files have comes last."""
        found = _grouped(self.sites, lambda site: (site.tool, site.path))
        spread = {
            tool: len({site.path for site in sites if site.linked.role is not Role.RESOLVES})
            for tool, sites in self.tools.items()
        }

        def rank(edge: tuple[str, str]) -> tuple[int, int, tuple[str, str]]:
            return -self.severities.get(edge[0], Severity.OFF), -spread[edge[0]], edge

        return {edge: found[edge] for edge in sorted(found, key=rank)}


def draw(outcome: Outcome, tools: Collection[str] = (), only_drift: bool = False) -> Picture:
    """The picture of what was found; only of some tools, or of those that a finding is about."""
    graph = outcome.facts.graph
    source = _reader(outcome)
    findings = tuple(
        finding
        for finding in _findings(outcome.report.diagnostics, graph, source)
        if not tools or not set(tools).isdisjoint(finding.tools)
    )
    named = {tool for finding in findings for tool in finding.tools}
    shown = [
        pin
        for pin in linked(graph)
        if (not tools or pin.tool in tools) and (not only_drift or pin.tool in named)
    ]
    sites = tuple(_sites(shown, graph, findings, source))
    return Picture(outcome.report.root, outcome.report.version, sites, findings)


def worst(sites: Sequence[Site]) -> Severity:
    """The worst that is found at any of the places."""
    return max((site.severity for site in sites), default=Severity.OFF)


def versions(sites: Sequence[Site]) -> tuple[str, ...]:
    """The different versions of sites, in the order of their places."""
    return tuple(dict.fromkeys(site.version or "?" for site in sites))


def _sites(
    pins: Sequence[LinkedPin],
    graph: PinGraph,
    findings: Sequence[Finding],
    source: Callable[[str], Source | None],
) -> Iterator[Site]:
    touched = _touched(findings)
    numbers = {id(one.pin): number for number, one in enumerate(pins)}
    for one in pins:
        place = one.location
        literal = graph.literal_behind(one.pin) if isinstance(one.value, Reference) else None
        leads_to = numbers.get(id(literal))
        yield Site(
            one,
            pins[leads_to].version if one.version is None and leads_to is not None else one.version,
            line_of(source(place.path), place.line),
            touched.get((one.tool, place.path, place.line), Severity.OFF),
            leads_to,
        )


def _touched(findings: Sequence[Finding]) -> dict[tuple[str, str, int], Severity]:
    """The worst finding about each tool in each line that a finding points to."""
    found: dict[tuple[str, str, int], Severity] = {}
    for finding in findings:
        places = [finding.item.location, *(label.location for label in finding.item.related)]
        for tool in finding.tools:
            for place in places:
                key = (tool, place.path, place.line)
                found[key] = max(found.get(key, Severity.OFF), finding.severity)
    return found


def _findings(
    items: Sequence[Diagnostic], graph: PinGraph, source: Callable[[str], Source | None]
) -> Iterator[Finding]:
    for item, fingerprint in zip(items, fingerprints(items), strict=True):
        yield Finding(
            item,
            fingerprint,
            _tools(item, graph),
            passage(source(item.location.path), item.location),
            tuple(passage(source(label.location.path), label.location) for label in item.related),
            change(item.fix, source),
        )


def _tools(item: Diagnostic, graph: PinGraph) -> tuple[str, ...]:
    """The tool that a finding is about first, then those that it names beside it."""
    artifacts = [item.artifact, *(label.artifact for label in item.related)]
    named = [item.tool, *(graph.tool_named(str(artifact)) for artifact in artifacts if artifact)]
    return tuple(dict.fromkeys(tool for tool in named if tool))


def _reader(outcome: Outcome) -> Callable[[str], Source | None]:
    """The files as they were read, each looked up once."""
    known: dict[str, Source | None] = {}

    def source(path: str) -> Source | None:
        if path not in known:
            known[path] = outcome.reading.source(path)
        return known[path]

    return source


def _grouped(sites: Sequence[Site], key: Callable[[Site], Key]) -> dict[Key, tuple[Site, ...]]:
    found: dict[Key, list[Site]] = defaultdict(list)
    for site in sites:
        found[key(site)].append(site)
    return {name: tuple(found[name]) for name in sorted(found)}
