"""Packages whose attribute names a version: `nodejs_22`, `pkgs.python313`, `{ bazel_7, ... }:`.

Only where an attribute is used, not where one is defined, and not where the name is bound by the file
itself; `meta`, licences, maintainers and options have names with numbers in them that are no packages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tree_sitter import Node

from vercheck.extractors._nix.book import Book
from vercheck.extractors._nix.spelling import Spelled, other_names, spelled
from vercheck.model import Artifact, Exact, Opaque, Pin, Role, Span
from vercheck.shapes.pins import pin_at
from vercheck.syntax.nix import Place
from vercheck.syntax.nix.scopes import Argument
from vercheck.versions import equal_at_precision, parse

_NO_PACKAGES = frozenset({
    "licenses", "license", "maintainers", "teams", "platforms", "systems", "config", "cfg", "options",
    "lib", "types", "builtins", "meta",
})  # fmt: skip


def read_attributes(book: Book, places: list[Place]) -> Iterator[Pin]:
    """The pins of the attributes at some places. A file that uses two versions of one package does so on
    purpose (an upgrade, a condition): there each is a track of its own."""
    pins = list(_attributes(book, places))
    first: dict[Artifact, Exact] = {}
    several: set[Artifact] = set()
    for pin in pins:
        if isinstance(pin.value, Exact):
            known = first.setdefault(pin.artifact, pin.value)
            if not equal_at_precision(known.version, pin.value.version):
                several.add(pin.artifact)
    for pin in pins:
        yield replace(pin, track=pin.trail) if pin.artifact in several else pin


def _attributes(book: Book, places: list[Place]) -> Iterator[Pin]:
    seen: set[int] = set()
    for place in places:
        leaf = place.leaf
        if leaf.type != "identifier" or leaf.start_byte in seen:
            continue
        seen.add(leaf.start_byte)
        name = book.tree.text(leaf)
        found = spelled(name)
        if found is not None and _is_used(book, place) and not _is_aside(book, place):
            yield _pin(book, leaf, name, found)


def _is_used(book: Book, place: Place) -> bool:
    """Whether a name stands where it means a package from outside."""
    leaf, parent = place.leaf, place.above()
    if parent is None:
        return False
    match parent.type:
        case "variable_expression":
            return _is_free(book, place)
        case "formal":
            return parent.child_by_field_name("default") is None
        case "attrpath":
            holder = place.above(2)
            return holder is not None and holder.type == "select_expression" and _is_package_set(book, holder)
        case "inherited_attrs":
            holder = place.above(2)
            if holder is None:
                return False
            if holder.type == "inherit":
                return _is_free(book, place)
            source = holder.child_by_field_name("expression")
            return source is not None and _NO_PACKAGES.isdisjoint(_steps(book, source))
        case _:
            return leaf.type != "identifier"


def _is_free(book: Book, place: Place) -> bool:
    """A name from a `with`, from nowhere in this file, or one of the package's own arguments."""
    scope = book.evaluation.at(place).scope
    binding, _ = book.evaluation.scopes.lookup(book.tree.text(place.leaf), scope)
    return binding is None or (isinstance(binding, Argument) and not binding.is_whole)


def _is_package_set(book: Book, select: Node) -> bool:
    return _NO_PACKAGES.isdisjoint(_steps(book, select))


def _is_aside(book: Book, place: Place) -> bool:
    """Inside `meta`, or below `with lib.licenses`."""
    for node, child in zip(place.nodes, place.nodes[1:], strict=False):
        if node.type == "with_expression":
            environment = node.child_by_field_name("environment")
            if environment is not None and child != environment:
                last = _steps(book, environment)[-1:]
                if last and last[0] in _NO_PACKAGES - {"lib"}:
                    return True
        elif node.type == "binding":
            attrpath = node.child_by_field_name("attrpath")
            if attrpath is not None and book.tree.text(attrpath).partition(".")[0] in ("meta", "maintainers"):
                return True
    return False


def _steps(book: Book, node: Node) -> list[str]:
    """The names of `lib.licenses`, as written; nothing where it is more than names."""
    if node.type not in ("variable_expression", "select_expression") or node.end_byte - node.start_byte > 200:
        return []
    return book.tree.text(node).split(".")


def _pin(book: Book, leaf: Node, name: str, found: Spelled) -> Pin:
    start = leaf.start_byte + len(name[: found.start].encode())
    span = Span(start, start + found.end - found.start)
    version = parse(found.version)
    return pin_at(
        book.source,
        span,
        Artifact("nix", found.name),
        Opaque(found.version) if version.is_opaque else Exact(version),
        role=Role.SELECTS,
        trail=name,
        names=other_names(found.name),
        note="attribute",
    )
