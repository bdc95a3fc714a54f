"""Which Cargo project a file is of, by what is resolved: the nearest folder that has a lock of its own.

Two such folders of one repository are resolved, built and released apart, each with the programs of its
own crates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vercheck.graph import PinGraph
from vercheck.model import Role

if TYPE_CHECKING:
    from vercheck.graph.in_force import Site

_LOCK = "Cargo.lock"


def project_of(graph: PinGraph, path: str) -> str:
    """The folder of the lock, `""` for the repository's own project or none."""
    folder = path.rpartition("/")[0]
    while folder and f"{folder}/{_LOCK}" not in graph.paths:
        folder = folder.rpartition("/")[0]
    return folder


def own_project(graph: PinGraph, tool: str, path: str) -> str:
    """As above, where that lock has a crate of the tool, so that it says which version is meant there."""
    folder = project_of(graph, path)
    resolved = graph.pins_of(tool, Role.RESOLVES) if folder else ()
    return folder if any(pin.location.path == f"{folder}/{_LOCK}" for pin in resolved) else ""


def nearest(graph: PinGraph, path: str, sites: tuple[Site, ...]) -> tuple[Site, ...]:
    """Of several sites those that speak to a file: in the file itself, else in its project, else all."""
    folder = project_of(graph, path)
    same = tuple(site for site in sites if site.path == path)
    inside = tuple(site for site in sites if folder and project_of(graph, site.path) == folder)
    return same or inside or sites
