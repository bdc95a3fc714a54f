"""Turns remarks into mentions: a comment that names a known tool with a version right beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vercheck.model import Artifact, Exact, Interval, Location, Pin, Range, Remark, Requirement, Role, Span
from vercheck.shapes.names import artifact_named
from vercheck.versions import RequirementError, parse, parse_requirement

_CLAIM = re.compile(
    r"(?<![\w/.@:-])(?P<name>[A-Za-z][\w.+-]{1,40}?)"
    r"(?:\s+(?:cli|crate|compiler|release|runtime|toolchain|sdk|tool|binary))?"
    r"(?:\s+(?:version|v\.|ver\.?|at|to|is|pinned to))?"
    r"(?:\s*(?P<sign>>=|≥|=>)\s*|\s*(?:==|=)\s*|\s+|@)"
    r"(?P<version>v?\d+\.\d+(?:\.\d+)*(?:-[0-9A-Za-z][0-9A-Za-z.]*)*)"
    r"(?P<after>\+|\s*\+|\s+(?:or|and) (?:newer|later|above|up|higher))?"
    r"(?![\w/]|\.\d)",
    re.IGNORECASE,
)
HISTORY = re.compile(
    r"\b(?:since|from|until|before|after|prior|was|were|removed?|deprecated|renamed|introduced|added|fixed"
    r"|changed|replaced?|dropped|broken|breaks|older|newer|legacy|old|previous(?:ly)?|used to|e\.g|example"
    r"|upgrad\w+|bump\w*|workaround|bug|regression|issue|licen[cs]e|not|unavailable|unsupported|why|because"
    r"|see|only in|as of|started|starting|no longer|requires?|needs?)\b|https?://|[<>~^]\s*v?\d"
    r"|->|→|\.\.\.",
    re.IGNORECASE,
)


_THROUGH = re.compile(r"\s*(?:-|–|to|through|\.\.\.?)\s*v?(\d+(?:\.\d+)+)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim: the pin (role `mentions`) and the remark it stands in."""

    pin: Pin
    remark: Remark
    tool: str


def mentions(remarks: Iterable[Remark], known: Callable[[str], str | None]) -> Iterator[Mention]:
    """Claims about tools that `known` recognises. A sentence about the past is no claim."""
    for remark in remarks:
        if remark.kind == "docstring":
            continue  # usage examples
        if not _is_exact(remark):
            continue
        claims = [
            (found, tool)
            for found in _CLAIM.finditer(remark.text)
            if (tool := known(found["name"])) is not None
        ]
        is_past = bool(claims) and HISTORY.search(remark.text) is not None
        for found, tool in claims:
            through = _THROUGH.match(remark.text, found.end("version"))
            if through is not None:
                yield Mention(_interval(remark, found, through, tool), remark, tool)
                continue
            is_minimum = bool(found["sign"] or found["after"])
            if not is_minimum and is_past:
                continue
            yield Mention(_pin(remark, found, tool, is_minimum), remark, tool)


def _pin(remark: Remark, found: re.Match[str], tool: str, is_minimum: bool) -> Pin:
    start, end = found.span("version")
    text = found["version"]
    value: Exact | Range = Exact(parse(text))
    if is_minimum:
        try:
            value = Range(parse_requirement(text, "minimum"))
        except RequirementError:
            value = Exact(parse(text))
    return Pin(
        artifact=_artifact(tool),
        value=value,
        role=Role.MENTIONS,
        location=part(remark, start, end),
        raw=text,
        trail=f"{remark.kind}:{found['name'].lower()}",
        note=f"a {remark.kind} that says so",
    )


def _interval(remark: Remark, found: re.Match[str], through: re.Match[str], tool: str) -> Pin:
    """A claim about a stretch of versions: `0.44.0 - 0.49.0`."""
    low, high = parse(found["version"]), parse(through.group(1))
    text = remark.text[found.start("version") : through.end(1)]
    return Pin(
        artifact=_artifact(tool),
        value=Range(Requirement(text, "interval", (Interval(low, high, True, True),))),
        role=Role.MENTIONS,
        location=part(remark, found.start("version"), through.end(1)),
        raw=text,
        trail=f"{remark.kind}:{found['name'].lower()}",
        note=f"a {remark.kind} that says so",
    )


def _artifact(tool: str) -> Artifact:
    return artifact_named(tool)


def _is_exact(remark: Remark) -> bool:
    """Whether every character of a remark stands for its own bytes, so that a part of it has a place."""
    span = remark.location.span
    return len(remark.text.encode()) == span.end - span.start


def part(remark: Remark, start: int, end: int) -> Location:
    """Characters `[start, end)` of a remark, which is one line of its file."""
    place = remark.location
    first = place.span.start + len(remark.text[:start].encode())
    span = Span(first, first + len(remark.text[start:end].encode()))
    return Location(place.path, span, place.line, place.column + start, place.line, place.column + end)
