"""Methods of strings, dicts and lists that only read, on values that know where they come from."""

from __future__ import annotations

from collections.abc import Sequence as Many

from vercheck.model import Address, Span
from vercheck.syntax.data import Datum, Entry, Mapping, Piece, Sequence, Text, Unknown
from vercheck.syntax.string_methods import STRING_METHODS
from vercheck.syntax.text_ops import NamedMapping, as_text, formatted, joined, look_up, seen_from


def method(
    receiver: Datum, name: str, positional: Many[Datum], keywords: Many[Entry], span: Span
) -> Datum | None:
    """A method of a string, a dict or a list that only reads; `None` for any other."""
    arguments = [argument.value if isinstance(argument, Text) else None for argument in positional]
    if name == "get" and arguments and arguments[0] is not None:
        if isinstance(receiver, Mapping) and len(positional) > 1 and receiver.get(arguments[0]) is None:
            return positional[1]
        return look_up(receiver, arguments[0], span)
    if name == "format" and isinstance(receiver, Text):
        return formatted(receiver, positional, keywords, span)
    if name == "format" and isinstance(receiver, Unknown):
        return Unknown(span, "format")
    if name == "join" and isinstance(receiver, Text) and positional and isinstance(positional[0], Sequence):
        parts: list[Text] = []
        for index, element in enumerate(positional[0].items):
            parts.extend((receiver, as_text(element)) if index else (as_text(element),))
        return joined(parts, span)
    if name == "keys" and isinstance(receiver, Unknown) and receiver.origin is not None:
        return Unknown(span, "loaded", Address(receiver.origin.path, f"{receiver.origin.trail}.keys()"))
    if name in ("keys", "values", "items") and isinstance(receiver, Mapping) and not positional:
        return _listed(receiver, name, span)
    if isinstance(receiver, Text) and all(argument is not None for argument in arguments):
        return _changed(receiver, name, [argument or "" for argument in arguments], span)
    return None


def _listed(receiver: Mapping, name: str, span: Span) -> Datum:
    if name == "values":
        return Sequence(tuple(entry.value for entry in receiver.entries), span)
    if name == "items":
        return Sequence(tuple(Sequence((e.key, e.value), span, True) for e in receiver.entries), span)
    if isinstance(receiver, NamedMapping):
        path, trail = receiver.address.path, receiver.address.trail
        return Sequence(
            tuple(seen_from(e.key, span, Address(path, f"{trail}[{e.key.value}]")) for e in receiver.entries),
            span,
        )
    return Sequence(tuple(entry.key for entry in receiver.entries), span)


def _changed(receiver: Text, name: str, given: list[str], span: Span) -> Datum | None:
    """A string method, applied stretch by stretch so that each keeps its origin."""
    if name == "split" and receiver.value is not None and len(given) == 1 and given[0]:
        parts = receiver.value.split(given[0])
        return Sequence(tuple(Text((Piece(part, span, receiver.origin),), span) for part in parts), span)
    change = STRING_METHODS.get(name)
    if change is None or (name in ("removeprefix", "removesuffix") and not given):
        return None
    if receiver.value is not None:
        whole = change(receiver.value, given)
        if len(receiver.pieces) == 1:
            return Text((Piece(whole, span, receiver.origin),), span)
        stretched = "".join(change(piece.text or "", given) for piece in receiver.pieces)
        if stretched == whole:
            return Text(
                tuple(Piece(change(p.text or "", given), p.span, p.origin) for p in receiver.pieces), span
            )
        return Text((Piece(whole, span),), span)
    return Text(
        tuple(
            Piece(change(piece.text, given), piece.span, piece.origin)
            if piece.text is not None and (name == "replace" or name in ("lower", "upper"))
            else piece
            for piece in receiver.pieces
        ),
        span,
    )
