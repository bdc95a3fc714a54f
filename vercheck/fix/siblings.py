"""What must move together with a version: the other parts of the statements that it stands in.

A url, a prefix or a tag that spells the old version moves with it. A digest or a commit belongs to
the old version and cannot be derived from the new one, so it is told as lacking, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.graph import PinGraph
from vercheck.model import Edit, Location, Member, Span, Statement
from vercheck.shapes.digests import is_placeholder, looks_like_digest
from vercheck.versions import respell

_REVISIONS = frozenset({"commit", "rev", "ref", "tag"})
_COMMIT = re.compile(r"[0-9a-f]{7,40}")
_PREFIX = re.compile(r"[^0-9]*")


def sibling_edits(statement: Statement, old: str, version: str) -> Iterator[Edit]:
    """Edits that restate `old` as `version` in every part of a statement that spells it out."""
    for member in statement.members:
        if is_plain(member):
            for start, end in occurrences(member.text, old):
                found = member.text[start:end]
                yield Edit(_part(member, start, end), found, respell(version, found))


def sibling_lacks(statement: Statement, old: str, graph: PinGraph, new: str = "") -> Iterator[str]:
    """What a statement needs from elsewhere before its version can move, in words. Where everything that it
    downloads is that of the version `new` already, so are its digests."""
    is_there = is_downloaded(statement, old, new)
    for member in statement.members:
        if is_there and member.name == "digest":
            continue
        place = f"{member.location.path}:{member.location.line}"
        text = graph.resolve(member)
        if member.name in _REVISIONS and text is not None and _COMMIT.fullmatch(text):
            yield f"{place} names the commit `{text[:12]}`, which belongs to `{old}`"
        elif member.name == "digest" or (text and looks_like_digest(text)):
            # What a function looks up at build time is not written anywhere: it follows by itself.
            if text and not is_placeholder(text):
                yield f"{place} has a digest that belongs to `{old}`"
        elif not is_plain(member) and _spells_out(member, old):
            yield f"{place} spells `{old}` inside an expression that cannot be rewritten"


def is_downloaded(statement: Statement, old: str, new: str) -> bool:
    """Whether every address of a statement is that of the new version, and none that of the old one."""
    return _downloads(statement, new) and not _downloads(statement, old)


def _downloads(statement: Statement, version: str) -> bool:
    """Whether each address of a statement is one of a version, in characters that stand there."""
    urls = statement.all("url")
    return bool(urls and version) and all(
        is_plain(url) and any(True for _ in occurrences(url.text, version)) for url in urls
    )


def occurrences(text: str, version: str) -> Iterator[tuple[int, int]]:
    """Where a text spells a version, with whatever separators: `24.0.0` in `wasmtime-24_0_0.tar.gz`.

    Characters `[start, end)`, without a `v` in front. `24.0` is no occurrence in `24.0.1`, and `3` none
    in `python3`.
    """
    body = version[len(_PREFIX.match(version)[0]) :]  # type: ignore[index]  # the pattern matches nothing, too
    if not body:
        return
    spelled = "".join("[._-]" if character in "._-" else re.escape(character) for character in body)
    before = r"(?<![0-9])(?<![0-9][._])" if re.search(r"[._-]", body) else r"(?<![A-Za-z0-9.])v?"
    for match in re.finditer(rf"{before}(?P<version>{spelled})(?![0-9]|[._][0-9])", text):
        yield match.span("version")


def is_plain(member: Member) -> bool:
    """Whether the member's characters stand in the file just as they are, on one line."""
    place = member.location
    return (
        not member.derived
        and "\0" not in member.text
        and place.line == place.end_line
        and len(member.text.encode()) == place.span.end - place.span.start
    )


def _spells_out(member: Member, version: str) -> bool:
    """Whether a member spells a version in characters of its own, not in what it gets from elsewhere."""
    return any(
        not any(start < last and first < end for start, end, _ in member.derived)
        for first, last in occurrences(member.text, version)
    )


def _part(member: Member, start: int, end: int) -> Location:
    """Characters `[start, end)` of a plain member."""
    place = member.location
    first = place.span.start + len(member.text[:start].encode())
    span = Span(first, first + len(member.text[start:end].encode()))
    return Location(place.path, span, place.line, place.column + start, place.line, place.column + end)
