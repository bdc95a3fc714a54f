"""Versions of Bazel modules: a release may hold words (`1.2.11.bcr.1`), and `1.0` is not `1.0.0`.

Separate from SemVer for these two reasons. The empty version, which an overridden module has, is
above all others. Source: bazel.build/external/module, "Version format".
"""

from __future__ import annotations

import re

from vercheck.model.version import Part, Version
from vercheck.versions import semver
from vercheck.versions.parts import TAIL_NUMBER, TAIL_WORD

_BAZEL = re.compile(
    r"(?P<release>[0-9]+(?:\.[0-9A-Za-z]+)*)"
    r"(?:-(?P<pre>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?"
    r"(?:\+(?P<build>[0-9A-Za-z.-]*))?\Z"
)

Key = tuple[tuple[Part, ...], bool, tuple[Part, ...]]


def read(text: str) -> Version | None:
    """A version as Bazel reads it; `None` where it is none or does not start with a number."""
    if not text:
        return Version(text, "bazel")
    match = _BAZEL.match(text.strip())
    if match is None:
        return None
    identifiers = match["release"].split(".")
    count = next((index for index, part in enumerate(identifiers) if not part.isdigit()), len(identifiers))
    tail = tuple(
        (TAIL_NUMBER, int(part)) if part.isdigit() else (TAIL_WORD, part) for part in identifiers[count:]
    )
    pre = semver.identifiers(match["pre"]) if match["pre"] else ()
    release = tuple(int(part) for part in identifiers[:count])
    return Version(text, "bazel", release, tail + pre, "", match["build"] or "")


def key(version: Version) -> Key:
    """What versions of this scheme are ordered by; not for the empty version."""
    tail = tuple(part for part in version.pre if part[0] >= TAIL_NUMBER)
    pre = tuple(part for part in version.pre if part[0] < TAIL_NUMBER)
    return tuple((TAIL_NUMBER, number) for number in version.release) + tail, not pre, pre


def is_override(version: Version) -> bool:
    """Whether a version is the empty one, which Bazel ranks above all others."""
    return version.scheme == "bazel" and not version.text
