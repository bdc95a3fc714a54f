"""flake.nix: its inputs. The rest of a flake is read like any other Nix expression."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from vercheck.extractors import Extractor
from vercheck.extractors._nix.book import Book
from vercheck.extractors._nix.flake_urls import TRANSITIVE, of_ref, on_tracks, read_flake_url
from vercheck.model import Artifact, Extraction, Floating, Note, Pin, Role, Source, Span
from vercheck.model import Value as PinValue
from vercheck.shapes.pins import pin_at
from vercheck.syntax.data import Text
from vercheck.syntax.nix import Attributes, Definition, parse_nix
from vercheck.syntax.nix.references import follow
from vercheck.syntax.nix.scopes import ROOT
from vercheck.syntax.nix.values import Value
from vercheck.syntax.passage import within

MAX_DEPTH = 4
"""How deep inputs of inputs are read."""


def extract(source: Source) -> Extraction:
    """The inputs of a flake, and of its inputs where it overrides them."""
    if b"inputs" not in source.content:
        return Extraction()
    book = Book.open(parse_nix(source))
    root = book.tree.root.child_by_field_name("expression")
    value = book.evaluation.of(follow(book.evaluation, Definition(root, ROOT))) if root is not None else None
    if not isinstance(value, Attributes):
        return Extraction()
    found = tuple(_inputs(book, value, "", MAX_DEPTH))
    return Extraction(
        pins=on_tracks(item for item in found if isinstance(item, Pin)),
        notes=tuple(item for item in found if isinstance(item, Note)),
    )


def _inputs(book: Book, table: Attributes, prefix: str, depth: int) -> Iterator[Pin | Note]:
    inputs = _attribute(book, table, "inputs")
    if not isinstance(inputs, Attributes) or not depth:
        return
    for name in inputs.table:
        value = _attribute(book, inputs, name)
        trail = f"{prefix}inputs.{name}"
        if isinstance(value, Attributes):
            for found in _input(book, value, name, trail):
                yield replace(found, track=TRANSITIVE) if prefix and isinstance(found, Pin) else found
            yield from _inputs(book, value, f"{trail}.", depth - 1)


def _input(book: Book, table: Attributes, name: str, trail: str) -> Iterator[Pin | Note]:
    url = _attribute(book, table, "url")
    if isinstance(url, Text) and not url.is_literal:
        message = f"the address of the input `{name}` is not a plain string, as flakes require"
        yield Note("not-understood", message, book.locate(url.span))
        return
    artifact, pin = _addressed(book, url, name, trail) if isinstance(url, Text) else (None, None)
    artifact = artifact or _in_parts(book, table)
    if artifact is None:
        return
    named = [
        found for key in ("rev", "tag", "ref") if (found := _named(book, table, key, artifact, name, trail))
    ]
    if pin is not None and not (named and isinstance(pin.value, Floating)):
        yield pin
    yield from named


def _addressed(book: Book, url: Text, name: str, trail: str) -> tuple[Artifact | None, Pin | None]:
    written = url.value or ""
    address = read_flake_url(written)
    if address is None or book.source.text(url.span) != written:
        return None, None
    if address.ref is None:
        return address.artifact, _pin(book, url.span, address.artifact, Floating("HEAD"), name, trail)
    start, end = address.ref
    span = within(written, url.span, start, end)
    if span is None:
        return None, None
    return address.artifact, _pin(book, span, address.artifact, of_ref(written[start:end]), name, trail)


def _in_parts(book: Book, table: Attributes) -> Artifact | None:
    """`{ type = "github"; owner = "o"; repo = "r"; }`."""
    kind, owner, repo = (_attribute(book, table, key) for key in ("type", "owner", "repo"))
    if not isinstance(kind, Text) or not isinstance(owner, Text) or not isinstance(repo, Text):
        return None
    return (
        Artifact(kind.value, f"{owner.value}/{repo.value}")
        if kind.value and owner.value and repo.value
        else None
    )


def _named(book: Book, table: Attributes, key: str, artifact: Artifact, name: str, trail: str) -> Pin | None:
    value = _attribute(book, table, key)
    if not isinstance(value, Text) or not value.is_literal or not value.value:
        return None
    if book.source.text(value.span) != value.value:
        return None
    return _pin(book, value.span, artifact, of_ref(value.value), name, f"{trail}.{key}")


def _pin(book: Book, span: Span, artifact: Artifact, value: PinValue, name: str, trail: str) -> Pin:
    # A branch only says what the lock file may move along; a tag or a commit is a choice.
    role = Role.REQUIRES if isinstance(value, Floating) else Role.SELECTS
    return pin_at(
        book.source, span, artifact, value, role=role, trail=trail, names=(name,), note="flake input"
    )


def _attribute(book: Book, table: Attributes, name: str) -> Value | None:
    binding = table.table.get(name)
    return book.evaluation.of_binding(binding) if binding is not None else None


EXTRACTOR = Extractor(patterns=("flake.nix",), extract=extract)
