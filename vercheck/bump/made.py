"""The files that are made for one version of a tool, and that a move of it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.bump.locks import Refresh
from vercheck.fix.sites import Sites
from vercheck.graph.made import is_made_anew, made
from vercheck.model import Exact
from vercheck.versions import parse


def remade(sites: Sites, version: str) -> Iterator[Refresh]:
    """Each file to make anew once the tool is at the version, with the command that its row names."""
    facts, graph = sites.facts, sites.graph
    now = [site.value.version for site in sites.moving(version) if isinstance(site.value, Exact)]
    for row, path in made(facts.knowledge, facts.files or graph.paths):
        if graph.tool_named(str(row.artifact)) != sites.tool or graph.root(path) != sites.root:
            continue
        if any(is_made_anew(facts.knowledge, row, one, parse(version, one.scheme)) for one in now):
            yield Refresh(path, row.command)
