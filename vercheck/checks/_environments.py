"""Where one version has to serve: a whole build root for a tool, one environment for a package.

Two projects of a repository may use two versions of a library, but not two versions of a compiler.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from vercheck.graph.identity import family
from vercheck.graph.in_force import Site


def meet(requirement: Site, selected: Site) -> bool:
    """Whether the two speak about one thing: a tool has one version in a build root, a package of an
    index one in each environment."""
    kind = family(requirement.artifact)
    if kind == "release":
        return requirement.artifact.ecosystem != "toolchain" or _is_near(requirement, selected)
    if kind != "cargo":
        # a hook, or a binary, of the same tool is installed apart from the package
        return family(selected.artifact) == kind and folder(requirement) == folder(selected)
    names = selected.pin.names
    if names and requirement.artifact.name not in names:
        return False  # a tag of a repository with many crates is the repository's version
    if selected.pin.trail.startswith("patch."):
        return folder(selected) in folders(requirement)
    return selected.path == requirement.path and selected.pin.trail == f"{requirement.pin.trail}.tag"


def environment(path: str) -> str:
    """The folder whose environment a file describes: a job's, and that of a folder of requirements, is
    the one above."""
    parts = path.split("/")[:-1]
    hidden = next((index for index, part in enumerate(parts) if part.startswith(".")), len(parts))
    parts = parts[:hidden]
    return "/".join(parts[:-1] if parts[-1:] == ["requirements"] else parts)


def is_below(path: str, top: str) -> bool:
    """Whether a file describes the environment of another one, or one inside it."""
    inner, outer = environment(path), environment(top)
    return not outer or inner == outer or inner.startswith(f"{outer}/")


def _is_near(requirement: Site, selected: Site) -> bool:
    """Whether a project that asks for a runtime may be run with the selected one: its own folder, one
    inside it or one above says so; a job says so for the project in whose folder the jobs are."""
    if _is_conda(requirement) != _is_conda(selected):
        return False  # such an environment brings its own runtime, whatever stands around it
    if "/." in f"/{folder(selected)}":
        return environment(selected.path) == environment(requirement.path)
    return is_below(requirement.path, selected.path) or is_below(selected.path, requirement.path)


def _is_conda(site: Site) -> bool:
    """Whether a site lies in a Conda environment."""
    return fnmatchcase(site.path.rpartition("/")[2], "environment*.y*ml")


def folder(site: Site) -> str:
    """The folder of a site's file."""
    return site.path.rpartition("/")[0]


def folders(site: Site) -> set[str]:
    """The folder of a site and all above it."""
    parts = folder(site).split("/")
    return {"", *("/".join(parts[:end]) for end in range(1, len(parts) + 1))}
