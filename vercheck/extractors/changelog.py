"""A changelog: the releases that it has a heading for, newest first.

They are the project's past and pin nothing; but where the newest is newer than what a manifest says, one
of the two was forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Extraction, Member, Source, Span, Statement
from vercheck.versions import looks_like_version

_HEADING = re.compile(
    rb"^(?:#{1,3}[ \t]+)(?P<line>[^\n]{1,300})$"
    rb"|^(?P<title>[^\s#][^\n]{0,200})\n(?:={3,200}|-{3,200}|~{3,200})[ \t]*\r?$",
    re.MULTILINE,
)
_RELEASE = re.compile(
    rb"(?:(?:version|release|v)[ \t]{1,4})?\[?`?"
    rb"(?P<version>v?[0-9]{1,6}(?:\.[0-9]{1,6}){1,3}(?:[-+.][0-9A-Za-z.+-]{1,40})?)"
    rb"`?\]?(?=[\s:,(\[)\xe2]|$)",
    re.IGNORECASE,
)
_PENDING = re.compile(
    rb"unreleased|not (?:yet )?released|in (?:development|progress)"
    rb"|upcoming|tbd|tba|\?\?|xx|yyyy|pending|next|planned|draft",
    re.IGNORECASE,
)
_DATE = re.compile(rb"\b(?:19|20)[0-9]{2}\b")
_MOST = 60
"""Headings that are read: the newest ones."""


def extract(source: Source) -> Extraction:
    found = list(_releases(source))
    if not found:
        return Extraction()
    statement = Statement("changelog", "", found[0].location, "releases", tuple(found))
    return Extraction(statements=(statement,))


def _releases(source: Source) -> Iterator[Member]:
    count = 0
    for heading in _HEADING.finditer(source.content):
        group = "line" if heading["line"] is not None else "title"
        release = _RELEASE.match(heading[group].strip())
        if release is None or not looks_like_version(release["version"].decode("ascii")):
            continue
        start = heading.start(group) + len(heading[group]) - len(heading[group].lstrip())
        span = Span(start + release.start("version"), start + release.end("version"))
        yield Member(_kind(heading[group]), source.text(span), source.locate(span))
        count += 1
        if count == _MOST:
            return


def _kind(heading: bytes) -> str:
    """`dated` is certainly a release; a heading without a date may stand for the one to come."""
    if _PENDING.search(heading) is not None:
        return "pending"
    return "dated" if _DATE.search(heading) is not None else "release"


EXTRACTOR = Extractor(
    patterns=tuple(
        name + ending
        for name in (
            "CHANGELOG",
            "CHANGES",
            "HISTORY",
            "NEWS",
            "RELEASES",
            "Changelog",
            "ChangeLog",
            "changelog",
        )
        for ending in ("", ".md", ".rst", ".txt")
    ),
    extract=extract,
)
