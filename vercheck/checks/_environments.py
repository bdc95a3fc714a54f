"""Where one version has to serve: a whole build root for a tool, one environment for a package.

Two projects of a repository may use two versions of a library, but not two versions of a compiler.
"""

from __future__ import annotations

from vercheck.graph.identity import family
from vercheck.graph.in_force import Site


def meet(requirement: Site, selected: Site) -> bool:
    """Whether the two speak about one thing: a tool has one version in a build root, a package of an
    index one in each environment."""
    kind = family(requirement.artifact)
    if kind == "release":
        return True
    if kind != "cargo":
        return folder(requirement) == folder(selected)
    names = selected.pin.names
    if names and requirement.artifact.name not in names:
        return False  # a tag of a repository with many crates is the repository's version
    if selected.pin.trail.startswith("patch."):
        return folder(selected) in folders(requirement)
    return selected.path == requirement.path and selected.pin.trail == f"{requirement.pin.trail}.tag"


def folder(site: Site) -> str:
    """The folder of a site's file."""
    return site.path.rpartition("/")[0]


def folders(site: Site) -> set[str]:
    """The folder of a site and all above it."""
    parts = folder(site).split("/")
    return {"", *("/".join(parts[:end]) for end in range(1, len(parts) + 1))}
