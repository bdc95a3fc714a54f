"""What the tools of the JVM share: coordinates (`group:name:version`) and the spellings of a version.

Gradle, Maven and Bazel's rules for the JVM download the same artifacts by the same coordinates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vercheck.model import Artifact, Exact, Floating, Interval, Opaque, Range, Requirement, Value
from vercheck.shapes.names import artifact_named
from vercheck.shapes.pins import MAX_LENGTH, minimum, read_value
from vercheck.versions import RequirementError, looks_like_version, parse, parse_requirement

JAVA = artifact_named("java")

_COORDINATE = re.compile(
    r"(?P<group>[A-Za-z_][\w.-]{0,200}):(?P<name>[A-Za-z_][\w.-]{0,200})(?P<rest>(?::[^:@\s]{1,120}){1,3})"
    r"(?:@[\w.]{1,40})?"
)
_VERSION = re.compile(r":(?=v?\d|[\[\](]|\$|\+|latest\.|LATEST\Z|RELEASE\Z|\0)([^:]+)")
_FLOATS = frozenset({"latest.release", "latest.integration", "latest.milestone", "LATEST", "RELEASE", "+"})
_PREFIX = re.compile(r"(\d+(?:\.\d+)*)\.\+")
_INTERVAL = re.compile(
    r"(?P<open>[\[\](])\s*(?P<low>[^\s,\[\]()]*)\s*(?:(?P<comma>,)\s*(?P<high>[^\s,\[\]()]*)\s*)?(?P<close>[\])\[])"
)
_JAVA = re.compile(r"(?:1[._](?=\d\Z))?(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Coordinate:
    """`[start, end)` are the characters of the version."""

    artifact: Artifact
    start: int
    end: int


def maven_artifact(group: str, name: str) -> Artifact:
    return Artifact("maven", f"{group}:{name}")


def read_coordinate(text: str) -> Coordinate | None:
    """`group:name:version`, with a packaging before or a classifier behind the version; `None` for
    anything else, also where there is no version."""
    found = _COORDINATE.fullmatch(text) if len(text) <= 4 * MAX_LENGTH else None
    version = _VERSION.search(found["rest"]) if found is not None else None
    if found is None or version is None:
        return None
    start = found.start("rest")
    artifact = maven_artifact(found["group"], found["name"])
    return Coordinate(artifact, start + version.start(1), start + version.end(1))


def maven_value(text: str) -> Value | None:
    """A version, a range (`[1.0,2.0)`, `1.+`), or whatever is newest; `None` where a text is none."""
    text = text.strip()
    if not text or len(text) > MAX_LENGTH:
        return None
    if text in _FLOATS:
        return Floating(text)
    prefix = _PREFIX.fullmatch(text)
    if prefix is not None:
        try:
            found = parse_requirement(prefix[1], "generic")
        except RequirementError:
            return None
        return Range(Requirement(text, "generic", found.intervals))
    if text[0] in "[](":
        return _interval_list(text)
    value = read_value(text.removesuffix("!!"))
    if value is None and text[0].isdigit() and not any(map(str.isspace, text)):
        version = parse(text)  # `1.0.0.v20140518`: its place says that it is one
        return Opaque(text) if version.is_opaque else Exact(version)
    return value


def java_minimum(text: str) -> Value | None:
    """At least this Java; `1.8` and `1_8` are what 8 was called."""
    found = _JAVA.fullmatch(text)
    return minimum(found[1]) if found is not None else None


def _interval_list(text: str) -> Value | None:
    intervals = []
    position = 0
    while position < len(text):
        found = _INTERVAL.match(text, position)
        one = _interval(found) if found is not None else None
        if found is None or one is None:
            return None
        intervals.append(one)
        position = found.end()
        rest = text[position:].lstrip()
        position = len(text) - len(rest.removeprefix(",").lstrip()) if rest else len(text)
    return Range(Requirement(text, "generic", tuple(intervals)))


def _interval(found: re.Match[str]) -> Interval | None:
    low, high = found["low"], found["high"] if found["comma"] else found["low"]
    if any(bound and not looks_like_version(bound) for bound in (low, high)) or not (low or high):
        return None
    return Interval(
        parse(low) if low else None,
        parse(high) if high else None,
        low_closed=found["open"] == "[",
        high_closed=found["close"] == "]",
    )
