"""The characters that a JSON string stands for. Apart from reading values, as it looks at nothing around a
string."""

from __future__ import annotations

import re

from vercheck.model import Source, Span
from vercheck.syntax.data import Piece, Text

_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "\\": "\\", "/": "/"}


def read_string(source: Source, span: Span) -> Text:
    """What stands within a span, which begins and ends with a quotation mark."""
    inner = Span(span.start + 1, span.end - 1)
    written = source.text(inner)
    text = _ESCAPE.sub(_unescape, written) if "\\" in written else written
    if "\\u" in written:  # two escapes may be one character, and half of one is none
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return Text((Piece(text, inner),), inner)


def _unescape(found: re.Match[str]) -> str:
    escape = found.group(1)
    if len(escape) == 5:
        return chr(int(escape[1:], 16))
    return _ESCAPED.get(escape, found.group())
