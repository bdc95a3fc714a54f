"""Patches that name a version in their file name: `./patches/rules_rust-0.60.0.patch`.

A patch is made for one version of what it changes; the name is a claim, which may have become stale.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.extractors._nix.book import Book
from vercheck.model import Artifact, Exact, Pin, Role, Span
from vercheck.shapes.path_versions import MAX_LENGTH, read_patch_name
from vercheck.shapes.pins import pin_at
from vercheck.syntax.nix import Place
from vercheck.syntax.nix.tree import span_of
from vercheck.syntax.passage import within
from vercheck.versions import parse


def read_patches(book: Book, places: list[Place]) -> Iterator[Pin]:
    seen: set[int] = set()
    for place in places:
        leaf = place.leaf
        if leaf.type not in ("path_fragment", "string_fragment") or leaf.start_byte in seen:
            continue
        seen.add(leaf.start_byte)
        text = book.tree.text(leaf)
        if len(text) > MAX_LENGTH or "://" in text or not text.endswith((".patch", ".diff")):
            continue
        span = within(text, span_of(leaf), text.rfind("/") + 1, len(text))
        if span is None:
            continue
        pin = _pin(book, span.start, book.source.text(span))
        if pin is not None:
            yield pin


def _pin(book: Book, offset: int, name: str) -> Pin | None:
    said = read_patch_name(name)
    if said is None:
        return None
    start = offset + len(name[: said.start].encode())
    return pin_at(
        book.source,
        Span(start, start + len(said.version)),
        Artifact("nix", said.names[0]),
        Exact(parse(said.version)),
        role=Role.MENTIONS,
        trail=f"patch:{name}",
        names=said.names[1:],
        note="the name of a patch",
    )
