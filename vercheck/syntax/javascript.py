"""Literals that JavaScript and TypeScript files assign to a name: lists and objects, with spans.

Not a parser of the language: it looks for `NAME = [` or `{` and reads the literal behind it. An
object into which something unknown is spread, a list that a call changes, is `Unknown`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vercheck.model import Source, Span
from vercheck.syntax.data import Datum, Entry, Mapping, Piece, Sequence, Text, Unknown

MAX_DEPTH = 50
MAX_ANNOTATION = 60
"""Tokens of a type between a name and its `=`."""

# Every alternative begins with another byte and takes all it can, so that each byte is looked at once.
_TOKEN = re.compile(
    rb"(?P<blank>\s+|//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?)"
    rb"|(?P<string>\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?)"
    rb"|(?P<template>`(?:[^`\\]|\\.)*`?)"
    rb"|(?P<word>[A-Za-z0-9_$]+)"
    rb"|(?P<mark>=>|.)",
    re.DOTALL,
)
_DECLARES = frozenset({b"const", b"let", b"var"})
_OPENS = {b"[": b"]", b"{": b"}", b"(": b")"}
_CLOSES = frozenset(_OPENS.values())
_WRAPPERS = frozenset({b"new", b"Map", b"Set", b"Object", b"freeze", b".", b"(", b"<"})
_CHANGES = frozenset({b".", b"[", b"(", b"?"})


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: bytes
    span: Span


@dataclass(slots=True)
class _Frame:
    """A literal while it is read."""

    opened: _Token
    items: list[Datum] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    key: Text | None = None
    is_open: bool = False


def assigned_literals(source: Source) -> Iterator[tuple[str, Datum]]:
    """Each list or object that a file assigns to a name, with the name."""
    tokens = list(_tokens(source.content))
    index = 0
    while index + 2 < len(tokens):
        is_declared = tokens[index].text in _DECLARES
        start = _declared(tokens, index) if is_declared else _assigned(tokens, index)
        if start is None:
            index += 1
            continue
        name = tokens[index + is_declared].text.decode("ascii", "replace")
        datum, index = _literal(tokens, start)
        if datum is not None and not (index < len(tokens) and tokens[index].text in _CHANGES):
            yield name, datum


def comments(source: Source) -> Iterator[Span]:
    """Where the comments of a file stand."""
    for found in _TOKEN.finditer(source.content):
        if found["blank"] is not None and found.group().startswith(b"/"):
            yield Span(*found.span())


def _tokens(content: bytes) -> Iterator[_Token]:
    for found in _TOKEN.finditer(content):
        kind = found.lastgroup or ""
        if kind != "blank":
            yield _Token(kind, found.group(), Span(*found.span()))


def _declared(tokens: list[_Token], index: int) -> int | None:
    """Where the literal begins that `const NAME: Type = …` assigns."""
    if tokens[index + 1].kind != "word":
        return None
    position = index + 2
    stop = min(len(tokens), position + MAX_ANNOTATION)
    while position < stop and tokens[position].text not in (b"=", b";"):
        position += 1
    if position >= stop or tokens[position].text != b"=":
        return None
    position += 1
    while position < min(len(tokens), stop + 10) and tokens[position].text in _WRAPPERS:
        position += 1
        if tokens[position - 1].text == b"<":
            while position < min(len(tokens), stop + MAX_ANNOTATION) and tokens[position - 1].text != b">":
                position += 1
    return position if position < len(tokens) and tokens[position].text in (b"[", b"{") else None


def _assigned(tokens: list[_Token], index: int) -> int | None:
    """Where the literal begins that `module.exports = …` assigns."""
    is_name = tokens[index].kind == "word" and tokens[index + 1].text == b"="
    return index + 2 if is_name and tokens[index + 2].text in (b"[", b"{") else None


def _literal(tokens: list[_Token], index: int) -> tuple[Datum | None, int]:
    """The literal that begins at a token, and the token behind it."""
    frames = [_Frame(tokens[index])]
    index += 1
    while index < len(tokens):
        token, frame = tokens[index], frames[-1]
        if token.text in _CLOSES and token.kind == "mark":
            datum = _closed(frames.pop(), token)
            index += 1
            if not frames:
                return datum, index
            index = _add(frames[-1], datum, tokens, index)
        elif token.text == b",":
            index += 1
        elif frame.opened.text == b"{" and frame.key is None:
            frame.key = _key(tokens, index)
            if frame.key is None:
                frame.is_open = True
                index = _behind(tokens, index)
            else:
                index += 2
        elif token.text in (b"[", b"{") and len(frames) < MAX_DEPTH:
            frames.append(_Frame(token))
            index += 1
        else:
            index = _add(frame, _scalar(token), tokens, index + 1)
    return None, index


def _key(tokens: list[_Token], index: int) -> Text | None:
    if index + 1 >= len(tokens) or tokens[index + 1].text != b":":
        return None
    token = tokens[index]
    return _text(token.text, token.span) if token.kind == "word" else _string(token)


def _scalar(token: _Token) -> Datum:
    return _string(token) or Unknown(token.span, "an expression")


def _string(token: _Token) -> Text | None:
    if token.kind not in ("string", "template") or len(token.text) < 2 or token.text[-1] != token.text[0]:
        return None
    inner = token.text[1:-1]
    if b"\\" in inner or (token.kind == "template" and b"${" in inner):
        return None
    return _text(inner, Span(token.span.start + 1, token.span.end - 1))


def _text(content: bytes, span: Span) -> Text:
    return Text((Piece(content.decode("utf-8", "replace"), span),), span)


def _add(frame: _Frame, datum: Datum, tokens: list[_Token], index: int) -> int:
    """Put a value where it belongs, and go on behind it; one that is part of a larger expression is
    not known."""
    end = _behind(tokens, index)
    if end > index and tokens[index].text not in (b"as", b"satisfies"):
        datum = Unknown(datum.span, "an expression")
    if frame.opened.text == b"{" and frame.key is not None:
        frame.entries.append(Entry(frame.key, datum))
        frame.key = None
    else:
        frame.items.append(datum)
    return end


def _closed(frame: _Frame, closer: _Token) -> Datum:
    span = Span(frame.opened.span.start, closer.span.end)
    if _OPENS[frame.opened.text] != closer.text or frame.is_open:
        return Unknown(span, "not all of it is written here")
    if frame.opened.text == b"[":
        return Sequence(tuple(frame.items), span)
    return Mapping(tuple(frame.entries), span)


def _behind(tokens: list[_Token], index: int) -> int:
    """The comma or the bracket that ends the expression which goes on at a token."""
    depth = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "mark":
            if token.text in _OPENS:
                depth += 1
            elif token.text in _CLOSES:
                if not depth:
                    return index
                depth -= 1
            elif token.text == b"," and not depth:
                return index
        index += 1
    return index
