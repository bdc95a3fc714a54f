"""The registries of a repository, and the build files that tell where their files are."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from vercheck.graph import PinGraph
from vercheck.graph.scopes import Standing
from vercheck.model import Registry
from vercheck.pipeline import Reading
from vercheck.registries.error import RegistryError
from vercheck.registries.patterns import Pattern, patterns_in
from vercheck.registries.sites import Site, site_of

_BUILD_FILES = "starlark"


def sites_in(graph: PinGraph, reading: Reading) -> tuple[Site, ...]:
    """The registries of the product whose entries have digests, wherever one can be written to."""
    return tuple(_sites(graph.registries, graph, reading))


def sites_of(sites: Collection[Site], graph: PinGraph, tool: str) -> tuple[Site, ...]:
    """The registries of a tool; of two tools in one registry's name, those that go by the name itself."""
    named = tuple(site for site in sites if graph.registry_tool(site.registry) == tool)
    exact = tuple(site for site in named if site.tool == tool)
    return exact or named


def patterns_of(graph: PinGraph, reading: Reading) -> tuple[Pattern, ...]:
    """The address patterns that build files of the product show."""
    found: list[Pattern] = []
    for path, ids in sorted(reading.owners.items()):
        if _BUILD_FILES not in ids or graph.standing(path) is not Standing.PRODUCT:
            continue
        source = reading.source(path)
        if source is not None:
            found += patterns_in(source)
    return tuple(found)


def _sites(registries: Collection[Registry], graph: PinGraph, reading: Reading) -> Iterator[Site]:
    for registry in registries:
        path = registry.location.path
        has_digests = any(asset.raw for release in registry.releases for asset in release.assets)
        source = reading.source(path) if path in reading.owners else None
        if source is None or not has_digests or graph.standing(path) is not Standing.PRODUCT:
            continue
        try:
            yield site_of(source, registry)
        except RegistryError:
            continue  # a table that code makes: nothing to write to
