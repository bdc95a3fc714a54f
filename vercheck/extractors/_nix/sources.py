"""Sets that say what is downloaded and are handed to a fetcher elsewhere.

Tables of such sets (`x86_64-linux = { url = …; hash = …; }`) stand where a package is fetched for several
platforms. Which fetcher gets an entry is not known here, so its digest may be that of a tree.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.extractors._nix.book import Book, Fetch
from vercheck.extractors._nix.fetchers import DIGESTS, digest_member
from vercheck.model import Member, Statement
from vercheck.syntax.nix import Attributes, Place
from vercheck.syntax.nix.tree import span_of

_SETS = ("attrset_expression", "rec_attrset_expression")


def read_sources(book: Book, addresses: list[Place], fetches: list[Fetch]) -> Iterator[Statement]:
    """One statement for each set around an address that has a digest beside it."""
    seen = {fetch.arguments.node.id for fetch in fetches}
    for place in addresses:
        inner = place.nearest(*_SETS)
        if inner is None or inner.leaf.id in seen:
            continue
        seen.add(inner.leaf.id)
        definition = book.evaluation.at(inner)
        value = book.evaluation.of(definition)
        members = tuple(_members(book, value)) if isinstance(value, Attributes) else ()
        if {"url", "tree_digest"} <= {member.name for member in members}:
            trail = definition.scope.trail
            name = trail.rpartition(".")[2]
            yield Statement("nix-source", name, book.locate(span_of(definition.node)), trail, members)


def _members(book: Book, table: Attributes) -> Iterator[Member]:
    address = table.table.get("url")
    member = book.member("url", book.evaluation.of_binding(address)) if address is not None else None
    if member is None:
        return
    yield member
    for attribute in DIGESTS:
        digest = digest_member(book, "tree_digest", table, attribute)
        if digest is not None:
            yield digest
