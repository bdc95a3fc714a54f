"""SemVer, which Cargo, npm and Go modules follow: identifiers are compared as written.

`rc1` and `rc.1` differ here and `rc9` comes after `rc10`; that is why it is not the generic scheme.
A text that is no SemVer (two parts, four parts, `1.21rc2`) is read as people mean it. The order is
that of the generic scheme. Source: semver.org, sections 9 to 11.
"""

from __future__ import annotations

import re

from vercheck.model.version import Part
from vercheck.versions import dotted
from vercheck.versions.parts import PRE_NUMBER, PRE_WORD

_SEMVER = re.compile(
    r"(?P<release>[0-9]+(?:\.[0-9]+){0,2})"
    r"(?:-(?P<pre>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?"
    r"(?:\+(?P<build>[0-9A-Za-z.+-]*))?\Z"
)


def read(number: str) -> dotted.Reading | None:
    match = _SEMVER.match(number)
    if match is None:
        return dotted.read(number)
    release = tuple(int(part) for part in match["release"].split("."))
    pre = match["pre"]
    return release, identifiers(pre) if pre else (), match["build"] or ""


def identifiers(pre: str) -> tuple[Part, ...]:
    """The parts of `alpha.1`: numbers sort before words."""
    return tuple((PRE_NUMBER, int(part)) if part.isdigit() else (PRE_WORD, part) for part in pre.split("."))
