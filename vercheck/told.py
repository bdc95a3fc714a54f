"""What one file says, to the extractors and to whoever pointed at places in it; and how it is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import vercheck.extractors
from vercheck.cache.contents import name
from vercheck.claims import Claim, Claimed, Claims
from vercheck.declared import Declared, Heard, holds_comment
from vercheck.discover import LOCKFILE_LIMIT, SIZE_LIMIT, Listing
from vercheck.extractors import Extractor
from vercheck.ignores import Ignore, ignores_in
from vercheck.model import Extraction, Note, Source
from vercheck.plugs import Plugs
from vercheck.syntax.conflicts import unfinished_merge
from vercheck.syntax.templates import noted_as_template

CLAIMS = Path(__file__).parent / "extractors" / "claims.json"
"""Which files every extractor reads: `make hooks` writes it from the extractors."""

UNCLAIMED_LIMIT = 200_000
"""Bytes of a file that is read only to see whether a comment declares a pin in it."""


_NOTHING = Extraction()


@dataclass(frozen=True, slots=True)
class Told:
    """`owners` are the extractors that read it. `heard` is what was declared about it; `None` where nothing
    was read. `content` names the bytes that were looked at, `""` where they could not be."""

    owners: tuple[str, ...] = ()
    extraction: Extraction = _NOTHING
    heard: Heard | None = None
    ignores: tuple[Ignore, ...] = ()
    content: str = ""

    @property
    def counts(self) -> bool:
        """Whether it was read, or should have been."""
        return self.heard is not None or bool(self.extraction.notes)


@cache
def extractors() -> Plugs[Extractor]:
    return Plugs(vercheck.extractors, "EXTRACTOR", Extractor)


@cache
def claimed() -> Mapping[str, Claim]:
    """Which files every extractor reads, as it is written beside them, so that those alone are imported that
    have one to read; one of which nothing is written says it itself."""
    written = {id_: Claimed.read(row) for id_, row in json.loads(CLAIMS.read_bytes()).items()}
    return {id_: written[id_] if id_ in written else extractors()[id_] for id_ in extractors()}


def ask(listing: Listing, path: str, declared: Declared, claims: Claims) -> Told:
    """Open a file of a tree, if it may hold anything, and hear what it says."""
    ids = claims.owners(path)
    match _opened(listing, path, declared, claims, ids):
        case Note() as note:
            return Told(ids, Extraction(notes=(note,)))
        case Source() as source:
            return hear(source, telling(ids, source), declared)
        case None:
            return Told()


def hear(source: Source, ids: tuple[str, ...], declared: Declared) -> Told:
    """What a file says to the extractors with these ids, and to everybody who pointed at it."""
    content = name(source.content)
    if not (ids or declared.names(source.path) or holds_comment(source.content)):
        return Told(content=content)
    heard = declared.read(source)
    return Told(ids, heard.over(extract(source, ids)), heard, ignores_in(source), content)


def telling(ids: Sequence[str], source: Source) -> tuple[str, ...]:
    """Those of the extractors that find something in a file."""
    asked = ((id_, extractors()[id_].holds) for id_ in ids)
    return tuple(id_ for id_, holds in asked if holds is None or holds(source))


def extract(source: Source, ids: Sequence[str]) -> Extraction:
    """What the extractors with these ids say about a file."""
    conflict = unfinished_merge(source)
    if conflict is not None:
        return Extraction(notes=(conflict,))
    parts = []
    for id_ in ids:
        try:
            parts.append(extractors()[id_].extract(source))
        except Exception as error:
            error.add_note(f"while the extractor `{id_}` read `{source.path}`")
            raise
    whole = parts[0] if len(parts) == 1 else Extraction.join(parts)
    return replace(whole, notes=noted_as_template(source, whole.notes)) if whole.notes else whole


def _opened(
    listing: Listing, path: str, declared: Declared, claims: Claims, ids: tuple[str, ...]
) -> Source | Note | None:
    """A file; `None` for one that need not be read and cannot be."""
    if claims.are_sure(ids) or declared.names(path):
        return listing.read(path, LOCKFILE_LIMIT if claims.are_lockfiles(ids) else SIZE_LIMIT)
    found = listing.read(path, UNCLAIMED_LIMIT)
    return found if isinstance(found, Source) else None
