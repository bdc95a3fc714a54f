"""What an expression stands for: the data literals, and the kinds that stay lazy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tree_sitter import Node

from vercheck.model import Address, Span
from vercheck.syntax.data import Datum, Entry, Mapping, Piece, Scalar, Sequence, Text, Unknown
from vercheck.syntax.nix.scopes import Binding, Definition, Scope, Table

MAX_STRICT_DEPTH = 30


@dataclass(frozen=True, slots=True)
class Attributes:
    """A set. `is_complete` is false where it was updated (`//`) from one that is not known, so that an
    absent name may still be there."""

    table: Table
    span: Span
    is_complete: bool = True


@dataclass(frozen=True, slots=True)
class Elements:
    """A list."""

    items: tuple[Definition, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Lambda:
    """A function that is written here; it is never called."""

    node: Node
    scope: Scope
    span: Span


@dataclass(frozen=True, slots=True)
class Imported:
    """What another file holds at a trail (`importTOML ./Cargo.toml`, `import ./versions.nix`)."""

    address: Address
    span: Span


Value = Text | Scalar | Attributes | Elements | Lambda | Imported | Unknown


def strict(value: Value, of: Callable[[Binding], Value], depth: int = 0) -> Datum:
    """A value with all that is in it, as a data literal; `of` evaluates a binding."""
    if depth > MAX_STRICT_DEPTH:
        return Unknown(value.span, "nested too deeply")
    match value:
        case Attributes(table, span, True):
            entries = (
                Entry(Text((Piece(name, span),), span), strict(of(binding), of, depth + 1))
                for name, binding in table.items()
            )
            return Mapping(tuple(entries), span)
        case Attributes(_, span):
            return Unknown(span, "updated from a set that is not known")
        case Elements(items, span):
            return Sequence(tuple(strict(of(item), of, depth + 1) for item in items), span)
        case Lambda(_, _, span):
            return Unknown(span, "a function")
        case Imported(address, span):
            return Unknown(span, "in another file", address)
        case _:
            return value
