"""Wrappers of build tools: a properties file with the address of the tool to download, and its digest.

Gradle made the form and Maven took it over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vercheck.model import Extraction, Member, Note, Role, Source, Span, Statement
from vercheck.shapes.digests import read_digest
from vercheck.shapes.names import artifact_named
from vercheck.shapes.pins import pin_at, read_value
from vercheck.shapes.shell_words import Word
from vercheck.syntax.passage import Passage

_PROPERTY = re.compile(r"^[ \t]*([\w.]+)[ \t]*[=:][ \t]*([^\r\n]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Wrapper:
    """`file` finds the version in the address of the tool."""

    tool: str
    file: re.Pattern[str]
    note: str


def properties(passage: Passage) -> dict[str, Word]:
    """The lines of a properties file; the last of a name counts."""
    found: dict[str, Word] = {}
    for line in _PROPERTY.finditer(passage.text):
        text = line[2].rstrip()
        found[line[1]] = Word(text, line.start(2), line.start(2) + len(text))
    return found


def read_wrapper(source: Source, passage: Passage, wrapper: Wrapper) -> Extraction:
    """The version in the address and the digest beside it belong together."""
    given = properties(passage)
    url, checksum = given.get("distributionUrl"), given.get("distributionSha256Sum")
    if url is None:
        return Extraction()
    found = wrapper.file.search(url.text)
    place = passage.span(url.start, url.end) or Span(0, 0)
    span = passage.span(url.start + found.start(1), url.start + found.end(1)) if found is not None else None
    value = read_value(found[1]) if found is not None else None
    if found is None or span is None or value is None:
        message = f"`{url.text[:80]}` names no version of {wrapper.tool} that vercheck can read"
        return Extraction(notes=(Note("not-understood", message, source.locate(place)),))
    members = [Member("version", found[1], source.locate(span))]
    digest = read_digest(checksum.text, "sha256") if checksum is not None else None
    summed = passage.span(checksum.start, checksum.end) if checksum is not None else None
    if checksum is not None and summed is not None:
        members.append(Member("digest", checksum.text, source.locate(summed)))
    pin = pin_at(
        source,
        span,
        artifact_named(wrapper.tool),
        value,
        role=Role.SELECTS,
        trail="distributionUrl",
        note=wrapper.note,
        digests=(digest,) if digest is not None else (),
    )
    kind = f"{wrapper.tool}-wrapper"
    statement = Statement(kind, wrapper.tool, source.locate(place), "", tuple(members))
    return Extraction(pins=(pin,), statements=(statement,))
