"""Downloads that name their version themselves: `rev = "v1.2"`, a url with a version in it.

Only where no `version` beside them says it; then these are parts of its statement, not pins.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.extractors._nix.book import Book
from vercheck.extractors._nix.fetchers import read_digests
from vercheck.model import Artifact, Digest, Pin, Role, Span, Statement, Value
from vercheck.shapes.pins import pin_at, read_value
from vercheck.shapes.urls import read_url
from vercheck.syntax.passage import within

_REFERENCES = ("tag", "rev", "ref")


def read_downloads(book: Book, statements: list[Statement]) -> Iterator[Pin]:
    for statement in statements:
        if statement.artifact is None or statement.all("version"):
            continue
        pin = _referred(book, statement) or _addressed(book, statement)
        if pin is not None:
            yield pin


def _referred(book: Book, statement: Statement) -> Pin | None:
    for name in _REFERENCES:
        for member in statement.all(name):
            if member.derived or not member.text:
                continue
            value = read_value(member.text)
            if value is not None and book.source.text(member.location.span) == member.text:
                return _pin(book, statement, member.location.span, value, name)
    return None


def _addressed(book: Book, statement: Statement) -> Pin | None:
    for member in statement.all("url"):
        url = read_url(member.text)
        stretch = url.version if url is not None else None
        if stretch is None or book.source.text(member.location.span) != member.text:
            continue
        text = member.text[stretch[0] : stretch[1]]
        value = read_value(text)
        span = within(member.text, member.location.span, *stretch)
        if value is not None and span is not None:
            return _pin(book, statement, span, value, "url")
    return None


def _pin(book: Book, statement: Statement, span: Span, value: Value, step: str) -> Pin:
    artifact = statement.artifact or Artifact("nix", statement.name)
    digests: tuple[Digest, ...] = read_digests(statement.members)
    return pin_at(
        book.source,
        span,
        artifact,
        value,
        role=Role.SELECTS,
        trail=f"{statement.trail}.{step}" if statement.trail else step,
        names=(artifact.name.rpartition("/")[2],),
        digests=digests,
        note=statement.kind,
    )
