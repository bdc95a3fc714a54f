"""One Nix file: what may be of interest in its bytes, then the nodes there."""

from __future__ import annotations

from vercheck.extractors._nix.attributes import read_attributes
from vercheck.extractors._nix.book import Book
from vercheck.extractors._nix.derivations import read_statements
from vercheck.extractors._nix.downloads import read_downloads
from vercheck.extractors._nix.fetchers import read_fetches
from vercheck.extractors._nix.hints import hints
from vercheck.extractors._nix.patches import read_patches
from vercheck.extractors._nix.platforms import lists_platforms, read_platforms
from vercheck.extractors._nix.sources import read_sources
from vercheck.extractors._nix.toolchains import read_toolchains
from vercheck.extractors._nix.versions import read_versions
from vercheck.model import Extraction, Source
from vercheck.shapes.remarks import remarks_of
from vercheck.syntax.nix import parse_nix


def read_nix(source: Source) -> Extraction:
    """All facts of a Nix expression; a file without a hint of a version is not parsed."""
    found = hints(source.content)
    if not found and not lists_platforms(source.content):
        return Extraction()
    tree = parse_nix(source)
    book = Book.open(tree)
    symbols = book.places(found.symbols)
    fetches = list(read_fetches(book, book.places(found.fetches)))
    statements = read_statements(book, symbols, fetches)
    statements.extend(read_sources(book, book.places(found.addresses), fetches))
    pins = (
        *read_versions(book, symbols),
        *read_downloads(book, statements),
        *read_attributes(book, book.places(found.attributes)),
        *read_toolchains(book, book.places(found.toolchains)),
        *read_patches(book, book.places(found.patches)),
    )
    lists = Extraction.join(read_platforms(book)) if lists_platforms(source.content) else Extraction()
    return Extraction(
        pins=tuple(sorted(pins, key=lambda pin: pin.location)),
        statements=tuple(sorted(statements, key=lambda statement: statement.location)),
        remarks=remarks_of(source, tree.comments()) if found.has_remarks else (),
        notes=(*tree.notes, *book.evaluation.notes),
        platform_lists=lists.platform_lists,
    )
