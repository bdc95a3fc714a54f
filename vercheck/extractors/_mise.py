"""How mise names a tool: by itself, or with the backend that brings it (`npm:prettier`, `ubi:o/r`)."""

from __future__ import annotations

import re

from vercheck.model import Artifact
from vercheck.shapes.installs import go_command, pypi_name
from vercheck.shapes.names import artifact_named
from vercheck.shapes.urls import repository

REQUEST = re.compile(
    r"prefix:|tag:|(?:temurin|zulu|corretto|graalvm(?:-community)?|openjdk|liberica|microsoft|semeru"
    r"|adoptopenjdk|oracle|sapmachine|dragonwell|jetbrains|mandrel)-(?=\d)"
)
"""What may stand in front of a version in a request for one: how to look for it, or whose product it is
(`temurin-21.0.7`)."""

_PACKAGES = {"npm": "npm", "cargo": "cargo", "gem": "gem", "go": "go", "dotnet": "nuget"}
_RELEASES = frozenset({"ubi", "aqua", "github", "spm"})


def tool_artifact(name: str) -> tuple[Artifact, tuple[str, ...]]:
    """What a tool of mise is, and what else it may be called."""
    backend, colon, rest = name.partition("[")[0].partition(":")
    if not colon or not rest:
        return artifact_named(backend), ()
    last = rest.rpartition("/")[2]
    if backend == "pipx":
        return Artifact("pypi", pypi_name(rest)), ()
    if backend == "go":
        return go_command(rest)
    if backend in _PACKAGES:
        remote = repository(rest) if "://" in rest else None
        return remote or Artifact(_PACKAGES[backend], rest), ()
    if backend in _RELEASES and "/" in rest:
        found = repository(rest) or Artifact("github", "/".join(rest.split("/")[:2]))
        return found, (last,)
    return artifact_named(last), ()
