"""What expressions do to data: concatenate, format, replace, look up — keeping each stretch's origin.

Shared by the languages whose expressions build strings; none of it knows a syntax.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Sequence as Many

from vercheck.model import Address, Span
from vercheck.syntax.data import Datum, Entry, Mapping, Piece, Scalar, Sequence, Text, Unknown
from vercheck.syntax.string_methods import MAX_TEXT

MAX_PIECES = 2_000
"""Of how many stretches a text may consist."""

_ESCAPES = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "\\": "\\",
    '"': '"',
    "'": "'",
    "\n": "",
    "0": "\0",
    "a": "\a",
    "b": "\b",
}
_FIELD = re.compile(r"\{\{|\}\}|\{([A-Za-z_]\w*|\d*)\}")
_PERCENT = re.compile(r"%%|%\((\w+)\)s|%[sd]")


def unescape(text: str) -> str:
    """Characters of a literal with its simple escapes read."""
    return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found.group(1), found.group(0)), text, flags=re.DOTALL)


def as_text(datum: Datum) -> Text:
    """The datum as a piece of text: a number as written, an unknown as a hole."""
    match datum:
        case Text():
            return datum
        case Scalar(text, span):
            return Text((Piece(text, span),), span)
        case Unknown(span, _, origin):
            return Text((Piece(None, span, origin),), span)
        case _:
            return Text((Piece(None, datum.span),), datum.span)


def seen_from(datum: Datum, span: Span, address: Address | None) -> Datum:
    """A value seen through a name: its stretches come from `address` unless they come from deeper."""
    if isinstance(datum, Text):
        pieces = tuple(Piece(piece.text, span, piece.origin or address) for piece in datum.pieces)
        if len(pieces) > 1 and len({piece.origin for piece in pieces}) == 1:
            whole = (
                None if any(piece.text is None for piece in pieces) else "".join(p.text or "" for p in pieces)
            )
            pieces = (Piece(whole, span, pieces[0].origin),) if whole is not None else pieces
        return Text(pieces, span)
    if isinstance(datum, Mapping) and address is not None:
        return NamedMapping(datum.entries, datum.span, datum.constructor, address)
    if isinstance(datum, Unknown):
        return Unknown(span, datum.reason, datum.origin)
    return datum


class NamedMapping(Mapping):
    """A mapping that knows the address it stands at, so that a look-up in it has one too."""

    __slots__ = ("address",)
    address: Address

    def __init__(self, entries: tuple[Entry, ...], span: Span, constructor: str, address: Address) -> None:
        super().__init__(entries, span, constructor)
        object.__setattr__(self, "address", address)


def look_up(holder: Datum, key: str, span: Span) -> Datum:
    """`holder[key]` or `holder.key`."""
    match holder:
        case NamedMapping():
            found = holder.get(key)
            if found is None:
                return Unknown(
                    span, "no such key", Address(holder.address.path, f"{holder.address.trail}[{key}]")
                )
            return seen_from(found, span, Address(holder.address.path, f"{holder.address.trail}[{key}]"))
        case Mapping():
            found = holder.get(key)
            return seen_from(found, span, None) if found is not None else Unknown(span, "no such key")
        case Unknown(_, _, Address(path, trail)):
            return Unknown(span, "loaded", Address(path, f"{trail}[{key}]"))
        case _:
            return Unknown(span, "look-up")


def item(holder: Datum, index: str, span: Span) -> Datum:
    """`holder[0]`, `holder[-1]`."""
    if isinstance(holder, Unknown) and holder.origin is not None:
        return Unknown(span, "loaded", Address(holder.origin.path, f"{holder.origin.trail}[{index}]"))
    if not isinstance(holder, Sequence) or not re.fullmatch(r"-?\d{1,6}", index):
        return Unknown(span, "index")
    position = int(index)
    if -len(holder.items) <= position < len(holder.items):
        return seen_from(holder.items[position], span, None)
    return Unknown(span, "index")


def added(first: Datum, second: Datum, span: Span) -> Datum:
    """`first + second`: strings, lists; a string and an unknown give a string with a hole."""
    if isinstance(first, Sequence) and isinstance(second, Sequence):
        return Sequence((*first.items, *second.items), span, first.is_tuple)
    if isinstance(first, Sequence):
        return Sequence((*first.items, Unknown(second.span, "operator")), span, first.is_tuple)
    if isinstance(second, Sequence):
        return Sequence((Unknown(first.span, "operator"), *second.items), span, second.is_tuple)
    if isinstance(first, Text) or isinstance(second, Text):
        return joined((as_text(first), as_text(second)), span)
    return Unknown(span, "operator")


def joined(texts: Many[Text], span: Span) -> Text:
    """Texts end to end."""
    pieces: list[Piece] = []
    length = 0
    for text in texts:
        for piece in text.pieces:
            length += max(1, len(piece.text or ""))
            if length > MAX_TEXT or len(pieces) >= MAX_PIECES:
                return Text((Piece(None, span),), span)
            pieces.append(piece)
    return Text(tuple(pieces), span)


def percent(template: Datum, values: Datum, span: Span) -> Datum:
    """`"…%s…" % value`, `% (a, b)` and `% {"name": value}`."""
    if not isinstance(template, Text) or template.value is None:
        return Unknown(span, "format")
    given = list(values.items) if isinstance(values, Sequence) else [values]

    def field(found: re.Match[str]) -> Text | str:
        if found.group() == "%%":
            return "%"
        if found.group(1) and isinstance(values, Mapping):
            return as_text(values.get(found.group(1)) or Unknown(span, "missing"))
        return as_text(given.pop(0)) if given else as_text(Unknown(span, "missing"))

    return _filled(template, _PERCENT, field, span)


def formatted(template: Text, positional: Many[Datum], keywords: Many[Entry], span: Span) -> Datum:
    """`"…{}…{name}…".format(…)`."""
    if template.value is None:
        return _format_open(template, positional, keywords, span)
    named = {entry.key.value: entry.value for entry in keywords}
    given = list(positional)

    def field(found: re.Match[str]) -> Text | str:
        if found.group() in ("{{", "}}"):
            return found.group()[0]
        name = found.group(1)
        if name == "":
            return as_text(given.pop(0)) if given else as_text(Unknown(span, "missing"))
        if name.isdigit():
            index = int(name[:6])
            return as_text(positional[index] if index < len(positional) else Unknown(span, "missing"))
        return as_text(named.get(name) or Unknown(span, "missing"))

    return _filled(template, _FIELD, field, span)


def _format_open(template: Text, positional: Many[Datum], keywords: Many[Entry], span: Span) -> Datum:
    """A template that is itself partly unknown: format the known stretches."""
    parts: list[Text] = []
    for piece in template.pieces:
        part = Text((piece,), piece.span)
        if piece.text is not None and "{" in piece.text and "{}" not in piece.text:
            done = formatted(part, positional, keywords, span)
            part = done if isinstance(done, Text) else part
        parts.append(part)
    return joined(parts, span)


def _filled(
    template: Text, fields: re.Pattern[str], fill: Callable[[re.Match[str]], Text | str], span: Span
) -> Text:
    text = template.value or ""
    parts: list[Text] = []
    position = 0
    for found in fields.finditer(text):
        parts.append(_part(template, position, found.start()))
        value = fill(found)
        parts.append(Text((Piece(value, span),), span) if isinstance(value, str) else value)
        position = found.end()
    parts.append(_part(template, position, len(text)))
    return joined([part for part in parts if part.pieces], span)


def _part(text: Text, start: int, end: int) -> Text:
    """Characters `[start, end)` of a known text; bytes follow characters where a literal is ASCII."""
    pieces: list[Piece] = []
    position = 0
    for piece in text.pieces:
        characters = piece.text or ""
        low, high = max(start, position), min(end, position + len(characters))
        if low < high:
            cut = characters[low - position : high - position]
            span = piece.span
            if piece.origin is None and span.end - span.start == len(characters):
                span = Span(span.start + low - position, span.start + high - position)
            pieces.append(Piece(cut, span, piece.origin))
        position += len(characters)
    return Text(tuple(pieces), text.span)


def stretch(text: Text, start: int, end: int) -> Piece | None:
    """The one piece that characters `[start, end)` of a text's pattern come from, cut to size;
    `None` where they come from several."""
    position = 0
    for piece in text.pieces:
        length = 1 if piece.text is None else len(piece.text)
        if position <= start and end <= position + length:
            if piece.text is None or piece.origin is not None:
                return piece
            first = len(piece.text[: start - position].encode())
            last = len(piece.text[: end - position].encode())
            if piece.span.end - piece.span.start != len(piece.text.encode()):
                return Piece(piece.text[start - position : end - position], piece.span)  # escapes inside
            return Piece(
                piece.text[start - position : end - position],
                Span(piece.span.start + first, piece.span.start + last),
            )
        position += length
    return None
