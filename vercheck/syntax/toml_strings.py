"""TOML's strings and keys: the characters that a stretch of bytes stands for.

Four kinds of quotes and bare words, each with its own rules; the reader of tables need not know them.
"""

from __future__ import annotations

import re

from vercheck.model import Span
from vercheck.syntax.data import Piece, Text

_ESCAPE = re.compile(
    r"\\(?:([btnfre\"\\])|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([ \t]*\n)[ \t\n]*)"
)
_SIMPLE = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}


def read_text(content: bytes, start: int, end: int) -> Text:
    """The string or key at `[start, end)`, quotes included; its span is what the quotes hold.

    Of a multi-line string, a newline right behind the opening quotes is no part of it.
    """
    quote = content[start : start + 1]
    if quote not in (b'"', b"'"):
        return _plain(content[start:end].decode("utf-8", "replace"), Span(start, end))
    is_long = end - start >= 6 and content.startswith(quote * 3, start)
    if is_long:
        start, end = start + 3, end - 3
        if content.startswith((b"\n", b"\r\n"), start):
            start += 1 if content.startswith(b"\n", start) else 2
    else:
        start, end = start + 1, end - 1
    text = content[start:end].decode("utf-8", "replace")
    if is_long:
        text = text.replace("\r\n", "\n")
    if quote == b'"' and "\\" in text:
        text = _ESCAPE.sub(_unescape, text)
    return _plain(text, Span(start, end))


def _plain(text: str, span: Span) -> Text:
    return Text((Piece(text, span),), span)


def _unescape(found: re.Match[str]) -> str:
    simple, short, four, eight, _ = found.groups()
    if simple is not None:
        return _SIMPLE[simple]
    number = short or four or eight
    if number is None:
        return ""
    code = int(number, 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
