"""Turns remarks into mentions: a comment that names a known tool with a version right beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from vercheck.model import Artifact, Exact, Interval, Location, Pin, Range, Remark, Requirement, Role, Span
from vercheck.shapes.names import artifact_named
from vercheck.versions import RequirementError, parse, parse_requirement

_CLAIM = re.compile(
    r"(?<![\w/.@:-])(?P<name>[A-Za-z][\w.+-]{1,40}?)(?:\]\([^()\s]{1,200}\))?"
    r"(?:\s+(?:cli|crate|compiler|release|runtime|toolchain|sdk|tool|binary))?"
    r"(?:\s+(?P<open>[\[(])?(?:version|v\.|ver\.?|at|to|is|pinned to))?"
    r"(?:\s*(?P<sign>>=|≥|=>)\s*|\s*(?:==|=)\s*|\s+|@)"
    r"(?P<version>v?\d+\.\d+(?:\.\d+)*(?:-[0-9A-Za-z][0-9A-Za-z.]*)*)"
    r"(?P<after>\+|\s*\+|\s+(?:or|and) (?:newer|later|above|up|higher|greater|more recent))?"
    r"(?![\w/]|\.\d)",
    re.IGNORECASE,
)
HISTORY = re.compile(
    r"\b(?:since|from|until|before|after|prior|was|were|removed?|deprecated|renamed|introduced|added|fixed"
    r"|changed|replaced?|dropped|broken|breaks|older|newer|legacy|old|previous(?:ly)?|used to|e\.g|example"
    r"|upgrad\w+|bump\w*|workaround|bug|regression|issue|licen[cs]e|not|unavailable|unsupported|why|because"
    r"|see|only in|as of|started|starting|no longer|requires?|needs?|needed for|yet|first(?!-)|any other"
    r"|also tests?|earlier|due to|crash(?:es|ed)?|according to|switched|stopped|began|moved to"
    r"|distributions?|pip-compile)\b|https?://|[<>~^]\s*v?\d"
    r"|->|→|\.\.\.",
    re.IGNORECASE,
)


_LEAST = re.compile(
    r"\b(?:minimum(?: supported| required)?|at least|currently requires?)\s+[*_]{0,2}$", re.IGNORECASE
)
_PRESENT = re.compile(
    r"(?P<lead>\byou(?:'ll| will)? need|\b(?:we|project|this|it|ci|currently|repository) uses?"
    r"|\bbuilt (?:with|against|using)|\bbased on)"
    r"(?:\s+(?:the|a|an))?(?:\s+[A-Za-z]{2,20})?\s*$",
    re.IGNORECASE,
)
_BADGE = re.compile(
    r"/badge/(?P<name>[A-Za-z]{2,20})-(?P<sign>v|>=|%3E%3D|%3E=|≥)?(?P<version>\d+(?:\.\d+){0,2})"
    r"(?P<after>\+|%2B)?-",
    re.IGNORECASE,
)
_MSRV = re.compile(
    r"\b(?P<name>MSRV|minimum supported rust version)\b[^\d\n]{0,20}?"
    r"(?P<version>\d+\.\d+(?:\.\d+)?)(?![\w.]*\d)",
    re.IGNORECASE,
)
_THROUGH = re.compile(r"\s*(?:-|–|to|through|\.\.\.?)\s*v?(\d+(?:\.\d+)+)")


_FEATURE = re.compile(r"['\u2019]s\b")
"""Behind a version: `Go 1.18's testing.F` is about what came with it."""
_CASE = re.compile(
    r"(?:^|[.;:(])\W*(?:for|on|with|in|if you(?:'re| are)? (?:on|use|using)|(?:if|when) using|using"
    r"|to (?:build|use|run|install|get|try|test))\s+$",
    re.IGNORECASE,
)
"""Before a version that a comma follows: `For Go 1.24 and later, prefer …` is about one case."""

MESSAGE = "message"
"""The kind of a text that a program shows, and of a comment in its source code: what it names is listed,
and may be about any version."""
_NO_CLAIMS = frozenset({"docstring", MESSAGE})
"""Kinds of remarks that claim nothing about today: examples of usage, messages."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim: the pin (role `mentions`) and the remark it stands in. `is_present` says that the words
    before it speak of today."""

    pin: Pin
    remark: Remark
    tool: str
    is_present: bool = False


def mentions(remarks: Iterable[Remark], known: Callable[[str], str | None]) -> Iterator[Mention]:
    """Claims about tools that `known` recognises. A sentence about the past is no claim, nor is one about
    a case."""
    for remark in remarks:
        if remark.kind in _NO_CLAIMS:
            continue
        if not _is_exact(remark):
            continue
        claims = [
            (found, tool)
            for found in _CLAIM.finditer(remark.text)
            if _is_claim(found) and (tool := known(found["name"])) is not None
        ]
        is_past = bool(claims) and HISTORY.search(remark.text) is not None
        for found, tool in claims:
            if _FEATURE.match(remark.text, found.end()) or _is_case(remark, found):
                continue
            through = _THROUGH.match(remark.text, found.end("version"))
            if through is not None:
                yield Mention(_interval(remark, found, through, tool), remark, tool)
                continue
            is_minimum = bool(found["sign"] or found["after"]) or _precedes(_LEAST, remark, found)
            is_present = _is_present(remark, found)
            if not is_minimum and is_past and not is_present:
                continue
            yield Mention(_pin(remark, found, tool, is_minimum), remark, tool, is_present)
        if not claims:
            yield from _badges(remark, known)


def _is_claim(found: re.Match[str]) -> bool:
    """What stands in brackets behind a name is about that where it is a minimum (`Go [version 1.17 or
    greater]`); else it may be about another word before it: `fmt for spdlog (version 11.0.2)`."""
    return found["open"] is None or bool(found["sign"] or found["after"])


def _is_case(remark: Remark, found: re.Match[str]) -> bool:
    """Whether a version is the condition of what the sentence goes on to say."""
    is_led = _CASE.search(remark.text[max(0, found.start() - 60) : found.start()]) is not None
    return is_led and remark.text[found.end() :].lstrip().startswith(",")


def spoken(remarks: Iterable[Remark], known: Callable[[str], str | None]) -> Iterator[Pin]:
    """Every version that a remark names beside a known tool, whatever the sentence says about it."""
    for remark in remarks:
        if not _is_exact(remark):
            continue
        for found in _CLAIM.finditer(remark.text):
            tool = known(found["name"]) if _is_claim(found) else None
            if tool is not None:
                is_minimum = bool(found["sign"] or found["after"]) or _precedes(_LEAST, remark, found)
                yield _pin(remark, found, tool, is_minimum)
        for mention in _badges(remark, known):
            yield mention.pin
        rust = known("rust")
        for found in _MSRV.finditer(remark.text) if rust is not None else ():
            yield _pin(remark, found, rust or "", True)


def _precedes(words: re.Pattern[str], remark: Remark, found: re.Match[str]) -> bool:
    """Whether such words stand right before a claim: `minimum rustc 1.63`, `you need Python 3.13.2`."""
    return words.search(remark.text[max(0, found.start() - 60) : found.start()]) is not None


def _is_present(remark: Remark, found: re.Match[str]) -> bool:
    """Whether a sentence says that its claim holds today, and nothing else in it says otherwise."""
    words = _PRESENT.search(remark.text, max(0, found.start() - 60), found.start())
    if words is None:
        return False
    others = (remark.text[: words.start("lead")], remark.text[words.end("lead") :])
    return not any(HISTORY.search(other) for other in others)


def _badges(remark: Remark, known: Callable[[str], str | None]) -> Iterator[Mention]:
    """Versions in the address of a badge: `badge/rustc-1.63+-blue`, `badge/node-%3E%3D14-green`."""
    for found in _BADGE.finditer(remark.text):
        tool = known(found["name"])
        if tool is not None:
            is_minimum = bool(found["after"]) or (found["sign"] or "v").lower() != "v"
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
