"""Lists of systems: `systems = [ "x86_64-linux" … ]`, `supportedSystems`, `meta.platforms`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors._nix.book import Book
from vercheck.model import Extraction
from vercheck.shapes.platform_lists import read_platform_lists
from vercheck.syntax.nix import Elements
from vercheck.syntax.nix.values import strict

_LISTED = re.compile(rb"(?:[sS]ystems|[pP]latforms|[tT]argets)\s*=\s*\[")


def lists_platforms(content: bytes) -> bool:
    """Whether bytes may hold such a list."""
    return b"-linux" in content and _LISTED.search(content) is not None


def read_platforms(book: Book) -> Iterator[Extraction]:
    """The lists that are bound to a name."""
    for found in _LISTED.finditer(book.source.content):
        place = book.tree.place(found.start())
        binding = place.nearest("binding") if place is not None else None
        name = binding.leaf.child_by_field_name("attrpath") if binding is not None else None
        node = binding.leaf.child_by_field_name("expression") if binding is not None else None
        inner = book.tree.place(node.start_byte) if node is not None else None
        listed = inner.nearest("list_expression") if inner is not None else None
        if name is None or node is None or listed is None or listed.leaf.id != node.id:
            continue
        value = book.evaluation.of(book.evaluation.at(listed))
        if isinstance(value, Elements):
            datum = strict(value, book.evaluation.of_binding)
            called = book.tree.text(name)
            yield read_platform_lists(datum, book.source, called.rpartition(".")[2], called)
