"""Rust from an overlay: `rust-bin.stable."1.88.0".default`, `fromRustupToolchainFile ./rust-toolchain`.

The overlays for Rust have their own way to say a version, so they have their own reader: a channel and a
version in the path of an attribute, or the file that rustup reads, which is a reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from vercheck.extractors._nix.book import Book
from vercheck.model import Address, Artifact, Floating, Opaque, Pin, Reference, Role, Span, Value
from vercheck.shapes.pins import pin_at, read_value
from vercheck.syntax.data import Text, Unknown
from vercheck.syntax.nix import Attributes, Definition, Imported, Place
from vercheck.syntax.nix.references import follow
from vercheck.syntax.nix.scopes import Scope
from vercheck.syntax.nix.tree import file_path, span_of

RUST = Artifact("toolchain", "rust")

_CHANNELS = ("stable", "beta", "nightly")
_FILES = frozenset({"fromRustupToolchainFile", "fromToolchainFile"})
_NAMED = frozenset({"fromToolchainName", "fromRustupToolchain", "toolchainOf"})


def read_toolchains(book: Book, places: list[Place]) -> Iterator[Pin]:
    seen: set[tuple[int, int]] = set()
    for place in places:
        for pin in _pins(book, place):
            key = (pin.location.span.start, pin.location.span.end)
            if key not in seen:
                seen.add(key)
                yield pin


def _pins(book: Book, place: Place) -> Iterator[Pin]:
    if place.leaf.type != "identifier":
        return
    word = book.tree.text(place.leaf)
    if word == "rust-bin":
        yield from _from_attribute(book, place)
    elif word in _FILES or word in _NAMED:
        argument = _argument(place)
        if argument is not None:
            scope = book.evaluation.scopes.at(argument)
            reader = _from_file if word in _FILES else _from_name
            yield from reader(book, Definition(argument.leaf, scope))


def _from_attribute(book: Book, place: Place) -> Iterator[Pin]:
    select = place.nearest("select_expression")
    attrpath = select.leaf.child_by_field_name("attrpath") if select is not None else None
    if select is None or attrpath is None:
        return
    attrs = attrpath.children_by_field_name("attr")
    names = [book.tree.text(attr) for attr in attrs]
    steps = attrs[names.index("rust-bin") + 1 :] if "rust-bin" in names else attrs
    if len(steps) < 2 or book.tree.text(steps[0]) not in _CHANNELS:
        return
    yield from _from_channel(book, book.tree.text(steps[0]), steps[1], book.evaluation.scopes.at(select))


def _from_channel(book: Book, channel: str, attr: Node, scope: Scope) -> Iterator[Pin]:
    track = "" if channel == "stable" else channel
    if attr.type == "identifier":
        if book.tree.text(attr) == "latest":
            yield _pin(book, span_of(attr), Floating("latest"), f"rust-bin.{channel}", track, channel)
        return
    inner = attr.child_by_field_name("expression") if attr.type == "interpolation" else attr
    value = book.evaluation.value(inner, scope) if inner is not None else None
    match value:
        case Text(span=span) if value.is_literal and value.value:
            yield _pin(book, span, _of_channel(channel, value.value), f"rust-bin.{channel}", track, channel)
        case Text(span=span, origin=Address() as origin) | Unknown(span=span, origin=Address() as origin):
            yield _pin(book, span, Reference(origin), f"rust-bin.{channel}", track, channel)
        case Imported(address, span):
            yield _pin(book, span, Reference(address), f"rust-bin.{channel}", track, channel)
        case _:
            return


def _of_channel(channel: str, version: str) -> Value:
    """A stable version is one; a nightly is the day it was made."""
    if channel == "stable":
        return read_value(version) or Opaque(version)
    if version == "latest":
        return Floating("latest")
    return Opaque(version if version.startswith(channel) else f"{channel}-{version}")


def _from_file(book: Book, argument: Definition) -> Iterator[Pin]:
    """The file that rustup reads; the channel in it is the version."""
    target = follow(book.evaluation, argument)
    value = book.evaluation.of(target)
    if isinstance(value, Attributes) and "file" in value.table:
        found = book.evaluation.literal(value.table["file"])
        target = found if found is not None else target
    path = file_path(book.tree, target.node)
    if path is not None:
        reference = Reference(Address(path, "toolchain.channel"))
        yield _pin(book, span_of(target.node), reference, "toolchain-file", "", "toolchain file")


def _from_name(book: Book, argument: Definition) -> Iterator[Pin]:
    """`{ channel = "nightly"; date = "2025-04-17"; }`, `{ name = "1.88.0"; }`."""
    value = book.evaluation.of(argument)
    if not isinstance(value, Attributes):
        return
    texts = {
        name: found
        for name in ("name", "channel", "date")
        if name in value.table and isinstance(found := book.evaluation.of_binding(value.table[name]), Text)
    }
    written = texts.get("name") or texts.get("channel")
    if written is None or not written.is_literal or not written.value:
        return
    date = texts.get("date")
    trail = argument.scope.trail
    if date is not None and date.is_literal and date.value and written.value in _CHANNELS:
        channel = written.value
        track = "" if channel == "stable" else channel
        yield _pin(book, date.span, _of_channel(channel, date.value), f"{trail}.date", track, channel)
        return
    found_value = read_value(written.value) or Opaque(written.value)
    track = written.value.partition("-")[0] if written.value.startswith(("nightly", "beta")) else ""
    yield _pin(book, written.span, found_value, f"{trail}.channel", track, track or "stable")


def _argument(place: Place) -> Place | None:
    """What the function at a place is called with."""
    for index in range(len(place.nodes) - 2, max(-1, len(place.nodes) - 6), -1):
        node = place.nodes[index]
        if node.type == "apply_expression":
            argument = node.child_by_field_name("argument")
            if argument is None or place.nodes[index + 1] == argument:
                return None
            return Place((*place.nodes[: index + 1], argument))
    return None


def _pin(book: Book, span: Span, value: Value, trail: str, track: str, note: str) -> Pin:
    return pin_at(book.source, span, RUST, value, role=Role.SELECTS, trail=trail, track=track, note=note)
