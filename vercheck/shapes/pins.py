"""A pin from a stretch of a file: raw text, place and value all come from the same bytes.

Separate from the extractors, so that the invariant `pin.raw == source text at pin.location` is kept in
one place.
"""

from __future__ import annotations

import re

from vercheck.model import Artifact, Digest, Exact, Floating, Opaque, Pin, Range, Role, Source, Span, Value
from vercheck.versions import RequirementError, is_floating, looks_like_version, parse, parse_requirement

MAX_LENGTH = 120

_SCHEMES = {"cargo": "cargo", "npm": "npm", "pypi": "pep440"}
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_DIGEST = re.compile(r"(sha256|sha512|sha384):([0-9a-fA-F]{64,128})")
_FOUR = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_NOWHERE = re.compile(r"0\.0\.0\.0|(?:10|127|255)\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.")
"""Addresses of one's own machine and network."""
_FREE_THREADED = re.compile(r"3\.\d{2}t")
"""A build of CPython beside the one that `3.14` means."""
_RANGE = re.compile(r"[<>=^~!*,|]|(?:^|\.)[xX](?:\.|$)")

_JAVA = Artifact("toolchain", "java")
_BUILDER = re.compile(
    r"(?P<version>\d{1,3}(?:\.\d{1,5}){0,4})-(?:albba|amzn|bisheng|bsg|crac|dragonwell|gln"
    r"|graal|graalce|jbr|kona|librca|mandrel|ms|nik|open|oracle|sapmchn|sem|tem|trava|zulu)"
)
"""Who built a release of Java, behind it: `17.0.7-ms` is 17.0.7 as Microsoft builds it."""


def scheme_of(artifact: Artifact) -> str:
    """The scheme that an ecosystem's versions follow."""
    return _SCHEMES.get(artifact.ecosystem, "generic")


def read_value(text: str, scheme: str = "generic", ranges: str | None = None) -> Value | None:
    """What a text that stands where a version is expected means; `None` where it is no version.

    `ranges` is the scheme of requirements, where the place accepts one.
    """
    if not text or len(text) > MAX_LENGTH:
        return None
    digest = _DIGEST.fullmatch(text)
    if digest:
        return Digest(digest.group(1), digest.group(2).lower())
    if _COMMIT.fullmatch(text):
        return Opaque(text)
    if is_floating(text):
        return Floating(text)
    if looks_like_version(text):
        return Exact(parse(text, scheme))
    if _FOUR.fullmatch(text) and (scheme != "generic" or not _NOWHERE.match(text)):
        return Exact(parse(text, scheme))  # in running text it may be an address; here a version is expected
    if _FREE_THREADED.fullmatch(text):
        return Opaque(text)
    if ranges is not None and _RANGE.search(text) and any(character.isdigit() for character in text):
        try:
            return Range(parse_requirement(text, ranges))
        except RequirementError:
            return None
    return None


def minimum(text: str) -> Value | None:
    """The value of a place that states a lower bound."""
    try:
        return Range(parse_requirement(text, "minimum"))
    except RequirementError:
        return None


def pin_at(
    source: Source,
    span: Span,
    artifact: Artifact,
    value: Value,
    *,
    role: Role,
    trail: str,
    track: str = "",
    names: tuple[str, ...] = (),
    is_default: bool = False,
    note: str = "",
    digests: tuple[Digest, ...] = (),
) -> Pin:
    if artifact == _JAVA and isinstance(value, Exact):
        built = _BUILDER.fullmatch(source.text(span))
        if built is not None:
            span = Span(span.start, span.start + built.end("version"))
            value = Exact(parse(built["version"]))
    return Pin(
        artifact=artifact,
        value=value,
        role=role,
        location=source.locate(span),
        raw=source.text(span),
        trail=trail,
        track=track,
        names=names,
        is_default=is_default,
        note=note,
        digests=digests,
    )
