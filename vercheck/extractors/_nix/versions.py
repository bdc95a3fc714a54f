"""Version literals: `version = "1.2"`, `wasmtimeVersion = "24.0.0"`, `PYTHON_VERSION = "3.12.3"`.

One pin for each literal. Its artifact is what a package or a download claims it to be; else the name in
front of the word version; else the name of the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.extractors._nix.book import Book, Claim, distinct
from vercheck.extractors._nix.naming import place_name
from vercheck.model import Address, Artifact, Exact, Opaque, Pin, Reference, Role, Span
from vercheck.model import Value as PinValue
from vercheck.shapes.names import (
    artifact_named,
    is_maximum_symbol,
    is_minimum_symbol,
    tool_name,
    words,
)
from vercheck.shapes.own_version import OWN
from vercheck.shapes.pins import minimum, pin_at, read_value
from vercheck.syntax.data import Text, Unknown
from vercheck.syntax.nix import Imported, Place
from vercheck.syntax.nix.scopes import Selected
from vercheck.syntax.nix.values import Value

_NO_TOOLS = frozenset({
    "state", "api", "schema", "protocol", "config", "format", "file", "lockfile", "lock", "layout", "abi",
    "so", "tls", "ssl", "http", "server-protocol", "spec", "meta", "data", "db", "database", "manifest",
    "resource", "chart", "compat", "interface", "module", "option", "wire",
})  # fmt: skip
"""Words whose version is that of a format or a state, not of anything that is installed."""

_PLANNED = "package.identifier.version"
"""What a plan of Cabal's resolved, written out for Nix: one file for each package, a folder for each plan."""

_SHOWN = re.compile(r"(?:^|\.)example[.\[]")
"""What an option's documentation shows."""

_SPACES = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class _Site:
    """A bound version symbol: its value, its trail, and whether a caller may override it."""

    symbol: str
    value: Value
    trail: str
    is_default: bool = False


def read_versions(book: Book, places: list[Place]) -> Iterator[Pin]:
    """The pins of the version symbols at some places, and of whatever else packages take theirs from."""
    seen: set[Span] = set()
    for site in _sites(book, places):
        pin = _pin(book, site)
        if pin is not None and pin.location.span not in seen:
            seen.add(pin.location.span)
            yield pin


def _sites(book: Book, places: list[Place]) -> Iterator[_Site]:
    for place in places:
        name = place.nearest("identifier", "string_expression")
        symbol = book.tree.text(name.leaf).strip('"') if name is not None else ""
        if name is None or words(symbol)[-1:] not in (("version",), ("ver",)):
            continue
        site = _inherited(book, name, symbol) or _bound(book, name, symbol)
        if site is not None:
            yield site
    for literal in book.literals:  # which may go by any name: `let ver = "1.2"`
        yield _Site("version", book.evaluation.of(literal), literal.scope.trail)


def _bound(book: Book, name: Place, symbol: str) -> _Site | None:
    """The binding, or the parameter with a default, of that name."""
    holder = name.above()
    if holder is None or name.leaf.end_byte > holder.end_byte:
        return None
    if holder.type == "formal":
        value, nodes = holder.child_by_field_name("default"), name.nodes[:-1]
        if name.leaf != holder.child_by_field_name("name"):
            return None
    else:
        binding = name.above(2)
        # In `version.major = …` the value is no version.
        if binding is None or binding.type != "binding" or name.leaf.end_byte != holder.end_byte:
            return None
        if holder.type != "attrpath":
            return None
        value, nodes = binding.child_by_field_name("expression"), name.nodes[:-2]
    if value is None:
        return None
    definition = book.evaluation.at(Place((*nodes, value)))
    trail = definition.scope.trail
    return _Site(symbol, book.evaluation.of(definition), trail, is_default=holder.type == "formal")


def _inherited(book: Book, name: Place, symbol: str) -> _Site | None:
    """`inherit (cargoToml.package) version`: what another file says."""
    names, inherit = name.above(), name.above(2)
    source = inherit.child_by_field_name("expression") if inherit is not None else None
    if source is None or names is None or names.type != "inherited_attrs":
        return None
    scope = book.evaluation.scopes.at(name)
    value = book.evaluation.of_binding(Selected(source, scope, symbol, name.leaf))
    if not isinstance(value, Imported):
        return None
    return _Site(symbol, value, f"{scope.trail}.{symbol}" if scope.trail else symbol)


def _pin(book: Book, site: _Site) -> Pin | None:
    if _SHOWN.search(site.trail):
        return None
    match site.value:
        case Text() as text if text.is_literal and text.value:
            return _literal(book, site, text.span, text.value)
        case Imported(address, span) if address.trail:
            return _reference(book, site, span, address)
        case Unknown(span, _, Address() as origin) if origin.trail and not book.is_here(origin):
            return _reference(book, site, span, origin)
        case _:
            return None


def _reference(book: Book, site: _Site, span: Span, address: Address) -> Pin | None:
    claim = book.claims.get(span.start) or _claim(book, site, None)
    return _made(book, site, span, claim, Reference(address)) if claim is not None else None


def _literal(book: Book, site: _Site, span: Span, written: str) -> Pin | None:
    claimed = book.claims.get(span.start)
    value: PinValue | None
    if claimed is not None:
        value = read_value(written) or (None if _SPACES.search(written) else Opaque(written))
    elif is_minimum_symbol(site.symbol) or is_maximum_symbol(site.symbol):
        value = minimum(written) if is_minimum_symbol(site.symbol) else None
    else:
        value = read_value(written)
    claim = claimed or _claim(book, site, value)
    if value is None or claim is None or book.source.text(span) != written:
        return None
    return _made(book, site, span, claim, value)


def _made(book: Book, site: _Site, span: Span, claim: Claim, value: PinValue) -> Pin:
    role = Role.REQUIRES if is_minimum_symbol(site.symbol) else Role.SELECTS
    if site.trail.endswith(_PLANNED):
        role = Role.RESOLVES
    is_own = claim.is_own and role is Role.SELECTS and isinstance(value, Exact)
    return pin_at(
        book.source,
        span,
        claim.artifact,
        value,
        role=Role.PROVIDES if is_own else role,
        trail=site.trail,
        names=claim.names,
        is_default=site.is_default,
        digests=claim.digests,
        note=OWN if is_own else _note(site),
    )


def _claim(book: Book, site: _Site, value: PinValue | None) -> Claim | None:
    if words(site.symbol)[-2:-1] and words(site.symbol)[-2] in _NO_TOOLS:
        return None
    name = tool_name(site.symbol)
    named = book.named.get(site.trail)
    if name is not None:
        if named is None:
            return Claim(artifact_named(name))
        return Claim(named.artifact, distinct(name, *named.names), named.digests)
    if named is not None:
        return named
    if is_minimum_symbol(site.symbol) or isinstance(value, Opaque):
        return None
    place = place_name(book.source, site.trail.rpartition(".")[0])
    return Claim(Artifact("nix", place)) if place else None


def _note(site: _Site) -> str:
    if site.is_default:
        return "parameter's default"
    return "environment variable" if site.symbol.isupper() else "version"
