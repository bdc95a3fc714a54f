"""Packages: sets with a version and a source, whose parts must tell one story.

`pname`, `version` and the arguments of the fetcher behind `src` are one statement, wherever in the file
they are written. A fetcher that belongs to no package (a patch, a resource, one of several platforms)
is a statement of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from vercheck.extractors._nix.book import Book, Claim, Fetch, distinct
from vercheck.extractors._nix.fetchers import (
    INDEXES,
    digest_member,
    read_digests,
    read_fetch,
    text_of,
)
from vercheck.extractors._nix.naming import place_name
from vercheck.model import Artifact, Member, Statement
from vercheck.syntax.data import Text
from vercheck.syntax.nix import Attributes, Definition, Imported, Place
from vercheck.syntax.nix.tree import span_of

_HERE = re.compile(r"(?<![\w./])\.{1,2}/[\w.-]+(?![\w/.-])")
"""A folder of the repository: `./.`, `lib.cleanSource ../.`, `./cli`."""
_MAX_SOURCE = 1000
"""Characters of an expression in which a path of the repository is looked for."""
_SETS = ("attrset_expression", "rec_attrset_expression")
_HASHES = frozenset({"hash", "sha256", "cargoHash", "vendorHash", "npmDepsHash"})
_OVERRIDES = frozenset(
    {"override", "overrideAttrs", "overrideAttrsOldArgs", "overridePythonAttrs", "overrideDerivation"}
)


def read_statements(book: Book, sets: list[Place], fetches: list[Fetch]) -> list[Statement]:
    """The statements of a file; claims the version literals behind them."""
    statements: list[Statement] = []
    owned: set[int] = set()
    downloaded = {fetch.arguments.node.id for fetch in fetches}
    for place in _packages(book, sets, downloaded):
        found = _package(book, place)
        if found is None:
            continue
        statement, fetch = found
        if fetch is not None:
            owned.add(fetch.arguments.node.id)
        statements.append(statement)
    for fetch in fetches:
        _name_origins(book, fetch)
        if fetch.arguments.node.id not in owned and fetch.members:
            statements.append(_download(book, fetch))
    return statements


def _packages(book: Book, sets: list[Place], downloaded: set[int]) -> Iterator[Place]:
    """The sets that hold `version` and are no fetcher's arguments, each once."""
    seen = set(downloaded)
    for place in sets:
        inner = place.nearest(*_SETS)
        if inner is None or inner.leaf.id in seen:
            continue
        seen.add(inner.leaf.id)
        table = book.evaluation.attributes(book.evaluation.at(inner))
        if "version" not in table:
            continue
        is_override = not table.keys().isdisjoint(_HASHES) and _overridden(book, inner) is not None
        if is_override or not table.keys().isdisjoint({"pname", "name", "src"}):
            yield inner


def _package(book: Book, place: Place) -> tuple[Statement, Fetch | None] | None:
    definition = book.evaluation.at(place)
    value = book.evaluation.of(definition)
    if not isinstance(value, Attributes):
        return None
    source = value.table.get("src")
    literal = book.evaluation.literal(source) if source is not None else None
    fetch = read_fetch(book, literal) if literal is not None else None
    members = _members(book, value, fetch)
    if not members:
        return None
    claim = _claim(book, place, definition, value, fetch, members)
    if claim is not None and fetch is None and literal is not None and _is_here(book, literal.node):
        claim = replace(claim, is_own=True)
    if claim is not None:
        _claim_version(book, value, claim)
        for member in members:
            _claim_origin(book, member, claim)
    statement = Statement(
        kind="nix-derivation",
        name=claim.artifact.name if claim else "",
        location=book.locate(span_of(definition.node)),
        trail=definition.scope.trail,
        members=members,
        artifact=claim.artifact if claim else None,
    )
    return statement, fetch


def _members(book: Book, table: Attributes, fetch: Fetch | None) -> tuple[Member, ...]:
    version = book.member("version", book.evaluation.of_binding(table.table["version"]))
    members = [version] if version is not None else []
    if fetch is not None:
        members.extend(member for member in fetch.members if member.name != "version")
    for attribute in table.table:
        # `cargoHash`, `vendorHash`, `npmDepsHash`: they belong to the version as much as the source's.
        if attribute.endswith(("Hash", "Sha256")) or (fetch is None and attribute in ("hash", "sha256")):
            member = digest_member(book, attribute, table, attribute)
            if member is not None:
                members.append(member)
    return tuple(members)


def _claim(
    book: Book,
    place: Place,
    definition: Definition,
    table: Attributes,
    fetch: Fetch | None,
    members: tuple[Member, ...],
) -> Claim | None:
    own = text_of(book, table, "pname") or _plain_name(text_of(book, table, "name"))
    publisher = text_of(book, table, "publisher")
    if own and publisher:  # an extension of an editor, whatever program has its name
        return Claim(Artifact("vscode", f"{publisher}.{own}".lower()), (), read_digests(members))
    own = own or _overridden(book, place)
    repository = fetch.names[0] if fetch is not None and fetch.names else None
    name = own or repository or place_name(book.source, definition.scope.trail)
    if not name:
        return None
    github = str(fetch.artifact) if fetch is not None and fetch.artifact is not None else None
    if fetch is not None and fetch.fetcher in INDEXES and _is_same_version(fetch, members):
        artifact = Artifact(INDEXES[fetch.fetcher], repository or name)
        return Claim(artifact, distinct(name if name != artifact.name else None), read_digests(members))
    others = distinct(repository if repository != name else None, github)
    return Claim(Artifact("nix", name), others, read_digests(members))


def _is_here(book: Book, source: Node) -> bool:
    """Whether what a package is built from lies in the repository."""
    text = book.tree.text(source)
    if len(text) > _MAX_SOURCE or "fetch" in text:
        return False
    return text in ("self", "inputs.self") or _HERE.search(text) is not None


def _claim_version(book: Book, table: Attributes, claim: Claim) -> None:
    literal = book.evaluation.literal(table.table["version"])
    value = book.evaluation.of_binding(literal or table.table["version"])
    if isinstance(value, Imported):
        book.claims.setdefault(value.span.start, claim)
    elif literal is not None and isinstance(value, Text) and value.is_literal:
        book.claims.setdefault(value.span.start, claim)
        book.literals.append(literal)


def _is_same_version(fetch: Fetch, members: tuple[Member, ...]) -> bool:
    """Whether a package has the version of what it downloads; a fork of it has its own."""
    own = [member.text for member in members if member.name == "version"]
    return own == [member.text for member in fetch.members if member.name == "version"]


def _name_origins(book: Book, fetch: Fetch) -> None:
    """Whatever a download's address is made with belongs to what is downloaded."""
    if fetch.artifact is None:
        return
    if fetch.artifact.ecosystem in INDEXES.values():
        claim = Claim(fetch.artifact, (), read_digests(fetch.members))
    else:
        name = fetch.artifact.name.rpartition("/")[2]
        claim = Claim(Artifact("nix", name), (str(fetch.artifact),), read_digests(fetch.members))
    for member in fetch.members:
        _claim_origin(book, member, claim)
        if member.name == "version" and not member.derived and fetch.fetcher in INDEXES:
            book.claims.setdefault(member.location.span.start, claim)


def _claim_origin(book: Book, member: Member, claim: Claim) -> None:
    if member.name not in ("version", "url", "rev", "tag", "ref"):
        return
    for _, _, origin in member.derived:
        if origin is not None and book.is_here(origin):
            book.named.setdefault(origin.trail, claim)


def _download(book: Book, fetch: Fetch) -> Statement:
    return Statement(
        kind=fetch.fetcher,
        name=fetch.artifact.name if fetch.artifact else "",
        location=book.locate(fetch.span),
        trail=fetch.arguments.scope.trail,
        members=fetch.members,
        artifact=fetch.artifact,
    )


def _plain_name(name: str | None) -> str | None:
    """The name in `hello-2.12`."""
    if name is None:
        return None
    head, dash, tail = name.partition("-")
    while dash and not tail[:1].isdigit():
        more, dash, tail = tail.partition("-")
        head = f"{head}-{more}"
    return head


def _overridden(book: Book, place: Place) -> str | None:
    """`foo` in `foo.overrideAttrs (old: {…})`."""
    for node in reversed(place.nodes[:-1]):
        if node.type in ("parenthesized_expression", "function_expression"):
            continue
        callee = node.child_by_field_name("function") if node.type == "apply_expression" else None
        return _base_name(book, callee) if callee is not None else None
    return None


def _base_name(book: Book, callee: Node) -> str | None:
    steps = book.tree.text(callee).split(".") if callee.type == "select_expression" else []
    return steps[-2] if len(steps) > 1 and steps[-1] in _OVERRIDES else None
