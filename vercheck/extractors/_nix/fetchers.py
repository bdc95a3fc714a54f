"""Calls of fetchers: what is downloaded, from where, and with which digest.

The digest of `fetchurl` is that of the file; the others hash what is unpacked (or a checkout, or a
normalised patch), so theirs is a `tree_digest` and is never held against a file's.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from vercheck.extractors._nix.book import Book, Fetch, distinct
from vercheck.model import Artifact, Digest, Member, Span
from vercheck.shapes.digests import read_digest
from vercheck.shapes.urls import read_url
from vercheck.syntax.data import Text, Unknown
from vercheck.syntax.nix import Attributes, Definition, Elements, Place
from vercheck.syntax.nix.references import follow
from vercheck.syntax.nix.tree import span_of

FLAT = frozenset({"fetchurl", "fetchurlBoot", "fetchPypi", "fetchPypiLegacy"})
HOSTS = {
    "fetchFromGitHub": "github",
    "fetchFromGitLab": "gitlab",
    "fetchFromGitea": "gitea",
    "fetchFromForgejo": "forgejo",
    "fetchFromCodeberg": "codeberg",
    "fetchFromBitbucket": "bitbucket",
    "fetchFromSourcehut": "sourcehut",
}
INDEXES = {"fetchCrate": "cargo", "fetchPypi": "pypi"}
"""Fetchers from a package index: the name is that of the index."""

DIGESTS = ("hash", "sha256", "sha512", "sha1", "md5", "narHash")
_ALGORITHMS = {"sha256": "sha256", "sha512": "sha512", "sha1": "sha1", "md5": "md5"}
_PLACEHOLDERS = ("fakeHash", "fakeSha256", "fakeSha512")
_REFERENCES = ("rev", "tag", "ref")


def read_fetches(book: Book, places: list[Place]) -> Iterator[Fetch]:
    """The fetcher calls at the places of words like `fetchurl`."""
    seen: set[int] = set()
    for place in places:
        call = _call(place)
        if call is None or call.leaf.id in seen or not _is_callee(book, place):
            continue
        seen.add(call.leaf.id)
        found = read_fetch(book, book.evaluation.at(call))
        if found is not None:
            yield found


def read_fetch(book: Book, definition: Definition) -> Fetch | None:
    """What an expression downloads, if it is a fetcher's call, or one wrapped in `applyPatches`."""
    for _ in range(3):
        definition = follow(book.evaluation, definition)
        node = definition.node
        callee, argument = node.child_by_field_name("function"), node.child_by_field_name("argument")
        if node.type != "apply_expression" or callee is None or argument is None:
            return None
        if node.id in book.fetched:
            return book.fetched[node.id]
        name = book.tree.text(callee).rpartition(".")[2]
        arguments = follow(book.evaluation, Definition(argument, definition.scope))
        if name.startswith("fetch"):
            found = book.fetched[node.id] = _fetch(book, name, arguments, span_of(node))
            return found
        value = book.evaluation.of(arguments)
        inner = value.table.get("src") if isinstance(value, Attributes) else None
        literal = book.evaluation.literal(inner) if inner is not None else None
        if literal is None:
            return None
        definition = literal
    return None


def read_digests(members: tuple[Member, ...]) -> tuple[Digest, ...]:
    """The digests among some members that could be read."""
    found = (
        read_digest(member.text)
        for member in members
        if member.name in ("digest", "tree_digest") and member.text
    )
    return tuple(digest for digest in found if digest is not None)


def digest_member(book: Book, name: str, table: Attributes, attribute: str) -> Member | None:
    """The digest at an attribute; `lib.fakeHash` is given as it is written."""
    binding = table.table.get(attribute)
    if binding is None:
        return None
    value = book.evaluation.of_binding(binding)
    if isinstance(value, Unknown) and value.span.end:
        written = book.source.text(value.span)
        if written.rpartition(".")[2] in _PLACEHOLDERS:
            return Member(name, written, book.locate(value.span))
    if isinstance(value, Text) and attribute in _ALGORITHMS and value.value == "":
        return Member(name, "", book.locate(value.span))
    return book.member(name, value)


def _call(place: Place) -> Place | None:
    """The call whose function is the name at a place: `fetchurl {…}`, `pkgs.fetchurl {…}`."""
    for index in range(len(place.nodes) - 1, max(-1, len(place.nodes) - 6), -1):
        node = place.nodes[index]
        if node.type == "apply_expression" and index + 1 < len(place.nodes):
            return Place(place.nodes[: index + 1]) if _field(node, place.nodes[index + 1]) else None
        if node.type not in ("identifier", "variable_expression", "attrpath", "select_expression"):
            return None
    return None


def _field(node: Node, child: Node) -> bool:
    return child == node.child_by_field_name("function")


def _is_callee(book: Book, place: Place) -> bool:
    return place.leaf.type == "identifier" and book.tree.text(place.leaf).startswith("fetch")


def _fetch(book: Book, name: str, arguments: Definition, span: Span) -> Fetch | None:
    value = book.evaluation.of(arguments)
    if isinstance(value, Text):
        member = book.member("url", value)
        artifact = _url_artifact((member,) if member else ())
        return Fetch(name, arguments, span, artifact, (), (member,) if member else ())
    if not isinstance(value, Attributes):
        return None
    members = tuple(_members(book, name, value))
    artifact, names = _identity(book, name, value, members)
    return Fetch(name, arguments, span, artifact, names, members)


def _members(book: Book, fetcher: str, table: Attributes) -> Iterator[Member]:
    for name in ("version", "url", *_REFERENCES):
        binding = table.table.get(name)
        member = book.member(name, book.evaluation.of_binding(binding)) if binding is not None else None
        if member is not None:
            yield member
    yield from _list(book, table)
    digest = "digest" if fetcher in FLAT and not _is_unpacked(table) else "tree_digest"
    for attribute in DIGESTS:
        member = digest_member(book, digest, table, attribute)
        if member is not None:
            yield member


def _list(book: Book, table: Attributes) -> Iterator[Member]:
    binding = table.table.get("urls")
    value = book.evaluation.of_binding(binding) if binding is not None else None
    for item in value.items if isinstance(value, Elements) else ():
        member = book.member("url", book.evaluation.of(item))
        if member is not None:
            yield member


def _is_unpacked(table: Attributes) -> bool:
    """`fetchurl` hashes a file as a tree where the file is made executable or unpacked."""
    return any(name in table.table for name in ("executable", "recursiveHash", "postFetch", "downloadToTemp"))


def _identity(
    book: Book, fetcher: str, table: Attributes, members: tuple[Member, ...]
) -> tuple[Artifact | None, tuple[str, ...]]:
    if fetcher in INDEXES:
        name = text_of(book, table, "crateName") or text_of(book, table, "pname")
        return (Artifact(INDEXES[fetcher], name), (name,)) if name else (None, ())
    host = HOSTS.get(fetcher)
    if host is not None:
        owner, repo = text_of(book, table, "owner"), text_of(book, table, "repo")
        if not repo:
            return None, ()
        return (Artifact(host, f"{owner}/{repo}") if owner else None), (repo,)
    artifact = _url_artifact(members)
    return artifact, distinct(artifact.name.rpartition("/")[2] if artifact else None)


def _url_artifact(members: tuple[Member, ...]) -> Artifact | None:
    for member in members:
        url = read_url(member.text) if member.name == "url" else None
        if url is not None and url.artifact is not None:
            return url.artifact
    return None


def text_of(book: Book, table: Attributes, name: str) -> str | None:
    """A text attribute of a set, where all of it is known."""
    binding = table.table.get(name)
    value = book.evaluation.of_binding(binding) if binding is not None else None
    return value.value if isinstance(value, Text) else None
