"""Data literals with spans: what a Starlark expression, a JSON value or a Nix set evaluates to.

Not a syntax tree: only the values, each with the bytes it is written at, and each stretch of a
string with where it comes from. Tables have the same shapes in every language (version → platform →
digest, tool → version), so the readers of shapes work on this.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from vercheck.model import Address, Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a string. `origin` is `None` where it is written right here; otherwise the
    address of the constant, parameter or table entry that it comes from. `text` is `None` where
    the value is not known in this file. `span` is where the characters stand, or, for what comes
    from elsewhere, the expression that refers to it."""

    text: str | None
    span: Span
    origin: Address | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A string. `span` covers the whole expression, or the characters inside the quotes where the
    expression is one plain literal."""

    pieces: tuple[Piece, ...]
    span: Span

    @property
    def value(self) -> str | None:
        """The characters, or `None` where a piece is not known in this file."""
        if len(self.pieces) == 1:
            return self.pieces[0].text
        if any(piece.text is None for piece in self.pieces):
            return None
        return "".join(piece.text or "" for piece in self.pieces)

    @property
    def pattern(self) -> str:
        """The characters, with `\\0` for each piece that is not known in this file."""
        return "".join("\0" if piece.text is None else piece.text for piece in self.pieces)

    @property
    def is_literal(self) -> bool:
        """Written right here as one plain literal."""
        return len(self.pieces) == 1 and self.pieces[0].origin is None and self.pieces[0].text is not None

    @property
    def origin(self) -> Address | None:
        """The address that the whole value comes from, where it is a plain reference."""
        return self.pieces[0].origin if len(self.pieces) == 1 else None

    def derived(self) -> tuple[tuple[int, int, Address | None], ...]:
        """Stretches of `pattern` that come from elsewhere, as `(start, end, origin)`."""
        stretches = []
        position = 0
        for piece in self.pieces:
            length = 1 if piece.text is None else len(piece.text)
            if piece.origin is not None or piece.text is None:
                stretches.append((position, position + length, piece.origin))
            position += length
        return tuple(stretches)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A number, a boolean or null: `text` as written."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list or a tuple."""

    items: tuple[Datum, ...]
    span: Span
    is_tuple: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    key: Text
    value: Datum


@dataclass(frozen=True, slots=True)
class Mapping:
    """A dict, an object, an attribute set, or a call's keyword arguments (`struct(…)`, `dict(…)`:
    then `constructor` is the callee)."""

    entries: tuple[Entry, ...]
    span: Span
    constructor: str = ""
    _known: tuple[tuple[str, Entry], ...] = field(init=False, repr=False, compare=False)
    """Asked for by every reader of shapes in turn, so told once."""

    def __post_init__(self) -> None:
        known = ((key, entry) for entry in self.entries if (key := entry.key.value) is not None)
        object.__setattr__(self, "_known", tuple(known))

    def get(self, key: str) -> Datum | None:
        for known, entry in self._known:
            if known == key:
                return entry.value
        return None

    def text(self, key: str) -> Text | None:
        value = self.get(key)
        return value if isinstance(value, Text) else None

    def items(self) -> Iterator[tuple[str, Entry]]:
        """Entries whose key is known, with it."""
        return iter(self._known)


@dataclass(frozen=True, slots=True)
class Unknown:
    """An expression that could not be evaluated; `origin` where it is a plain reference to a value
    of unknown type elsewhere."""

    span: Span
    reason: str
    origin: Address | None = None


Datum = Text | Scalar | Sequence | Mapping | Unknown
