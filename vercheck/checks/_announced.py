"""Versions that the place itself announces: `Dockerfile.3.11`, `ci/ubuntu-20.04/`, a job `test-oldest-node`.

Who names a file or a job after a version keeps several on purpose, and each is right about its own. Only
the version that the name says is excused: whatever else is chosen there is held against the rest.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from vercheck.checks._jobs import is_job
from vercheck.model import Artifact, Version
from vercheck.shapes.names import announces_age, words
from vercheck.versions import equal_at_precision, parse

_VERSION = re.compile(r"(?<!\d)(?<!\d\.)(\d{1,4}(?:\.\d{1,4}){0,2})(?![\d.]*\d)")
_ANYWHERE = frozenset({"docker", "toolchain", "runner"})
"""What one file may choose by its name alone; a release of anything else has a file for each version."""
MAX_LENGTH = 300


def announced(paths: Set[str], path: str, trail: str, artifact: Artifact, version: Version) -> str:
    """What the path, or the job that the trail names, says of this version; nothing where it does not."""
    place = f"{path}/{trail}" if is_job(path) else path
    if len(place) > MAX_LENGTH:
        return ""
    is_free = artifact.ecosystem in _ANYWHERE
    if is_free and announces_age(place):
        return "oldest"
    for name, text in _said(place):
        is_named = len(name) > 1 and any(word.startswith(name) for word in words(artifact.name))
        if _is(text, version, is_named) and (is_free or _shape(path) in _shapes(frozenset(paths))):
            return text
    return ""


def _is(text: str, version: Version, is_named: bool) -> bool:
    """Whether a name means a version: `3.11`, and behind the thing's own name `16` and `go119` too."""
    if "." in text or is_named:
        packed = "".join(map(str, version.release[:2]))
        return equal_at_precision(parse(text), version) or (is_named and text == packed)
    return False


@lru_cache(maxsize=4096)
def _said(place: str) -> tuple[tuple[str, str], ...]:
    """The versions that a place names, each with the word in front of it."""
    found = []
    for match in _VERSION.finditer(place):
        before = re.split(r"[^A-Za-z]+", place[: match.start()].rstrip("-_. "))[-1].lower()
        found.append((before, match.group(1)))
    return tuple(found)


def _shape(path: str) -> str:
    """A path without its versions."""
    return _VERSION.sub("*", path)


@lru_cache(maxsize=4)
def _shapes(paths: frozenset[str]) -> frozenset[str]:
    """The shapes that several files have."""
    seen: set[str] = set()
    several: set[str] = set()
    for path in paths:
        shape = _shape(path[:MAX_LENGTH])
        (several if shape in seen else seen).add(shape)
    return frozenset(several)
