"""Which digests a move waits for that a download can give, and why another one has to come from elsewhere.

Apart from the fetching, because what is wanted is known before anything is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from vercheck.fix.lending import lent_digests
from vercheck.fix.siblings import is_plain, occurrences
from vercheck.graph import PinGraph
from vercheck.model import Digest, Edit, Location, Member, Registry, Statement
from vercheck.shapes.digests import is_placeholder, looks_like_digest, nix_length, read_digest
from vercheck.versions import respell

_BY_NIX = re.compile(r"tree_digest|[a-z]\w*(?:Hash|Sha256)")
"""Members whose digest is of what Nix makes of a download: a tree, or all that a lock file names."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A digest of one file: the part of a declaration that it is, where it is written and as what, which
    algorithm it is of, and the addresses of the file at the new version, of which all but the first are
    mirrors."""

    member: Location
    place: Location
    text: str
    algorithm: str
    urls: tuple[str, ...]


@dataclass
class Asking:
    """Lends every digest that could be fetched, and remembers which: `wanted` and `obstacles`, by the part
    of a declaration.

    What it lends is the address, in place of a digest: good for asking what a move would still lack, and
    for nothing else.
    """

    graph: PinGraph
    wanted: dict[Location, Wanted] = field(default_factory=dict)
    obstacles: dict[Location, str] = field(default_factory=dict)

    def lend(
        self, statement: Statement, registries: Iterable[Registry], old: str, new: str
    ) -> Iterator[Edit]:
        lent = tuple(lent_digests(statement, registries, old, new))
        yield from lent
        known = {edit.location for edit in lent}
        for member in statement.members:
            text = self.graph.resolve(member)
            if member.location in known or not text or is_placeholder(text) or not looks_like_digest(text):
                continue
            found = self._wanted(statement, member, text, old, new)
            if isinstance(found, str):
                if member.name == "digest" or _BY_NIX.fullmatch(member.name):
                    self.obstacles[member.location] = found
                continue
            self.wanted[found.member] = found
            yield Edit(found.place, found.text, found.urls[0])

    def _wanted(self, statement: Statement, member: Member, text: str, old: str, new: str) -> Wanted | str:
        """What is to be fetched; words where nothing can be."""
        place, digest = self._literal(member, text), read_digest(text)
        if _BY_NIX.fullmatch(member.name):
            return "is of what Nix makes of the files, which a download alone does not tell"
        if place is None or digest is None or not _is_spelled(text, digest):
            return "is spelled in a way that is not written"
        others = {other.text for other in statement.all("digest") if other.location != member.location}
        if not _is_of_one_file(digest, others):
            return "is one of several, and nothing tells which file it is of"
        urls = tuple(dict.fromkeys(self._addresses(statement, old, new)))
        if not urls:
            return f"is of a file whose address at `{new}` is not known"
        return Wanted(member.location, place, text, digest.algorithm, urls)

    def _literal(self, member: Member, text: str) -> Location | None:
        """Where the digest is written: here, or in the constant that the declaration refers to."""
        if is_plain(member):
            return member.location
        literal = (
            self.graph.behind(member.target, member.location.path) if member.target is not None else None
        )
        if literal is None:
            return None
        place = literal.location
        is_whole = place.line == place.end_line and len(text.encode()) == place.span.end - place.span.start
        return place if is_whole else None

    def _addresses(self, statement: Statement, old: str, new: str) -> Iterator[str]:
        for member in statement.all("url"):
            text = self.graph.resolve(member)
            if text is not None and text.startswith(("http://", "https://")):
                spelled = list(occurrences(text, old))
                for start, end in reversed(spelled):
                    text = text[:start] + respell(new, text[start:end]) + text[end:]
                if spelled:
                    yield text


def _is_spelled(text: str, digest: Digest) -> bool:
    """Whether a digest is in hexadecimal or base64, and not in Nix's own base32."""
    return len(text.rpartition(":")[2]) != nix_length(len(digest.hex) // 2)


def _is_of_one_file(digest: Digest, others: Iterable[str]) -> bool:
    """Whether the other digests of a declaration can be of the same file: each in another algorithm."""
    read = [read_digest(text) for text in others]
    kinds = [digest.algorithm, *(other.algorithm for other in read if other is not None)]
    return len(set(kinds)) == len(kinds)
