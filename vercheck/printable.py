"""Text that can be shown: whatever a file or its name holds, it gives no commands and tells no secrets."""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


_CREDENTIALS = re.compile(r"(https?://|://[^\s/?#@:]*:)([^\s/?#]+)(?=@)", re.IGNORECASE)
_SIGNED = re.compile(
    r"([?&](?:[a-z]+[_-])?(?:token|signature|sig|secret|password|credential|api_?key|key)=)([^\s&#\"'<>]+)"
    r"|([?&]x-(?:amz|goog)-(?:credential|signature|security-token)=)([^\s&#\"'<>]+)",
    re.IGNORECASE,
)
"""What gives access to whoever has the address."""


_ENDLESS = 500
"""Characters of a word that nobody reads to its end."""
_LONG = re.compile(rf"\S{{{_ENDLESS},}}")
_KEPT = 100


def shortened(text: str) -> str:
    """A text in which of no word is more shown than people look at: a million digits are one."""
    if len(text) < _ENDLESS:
        return text
    return _LONG.sub(lambda found: f"{found[0][:_KEPT]}…{found[0][-_KEPT:]}", text)


def printable(text: str) -> str:
    """A text on one line, with control characters, direction marks and undecodable bytes escaped, and the
    credentials of addresses left out."""
    return _UNSAFE.sub(_escape, without_credentials(text))


def columns(text: str) -> int:
    """How many terminal columns a printable text takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def without_credentials(text: str) -> str:
    """A text of the same length, without the user, the password and the signature of any address in it."""
    if "@" in text:
        text = _CREDENTIALS.sub(lambda found: found[1] + "*" * len(found[2]), text)
    return _SIGNED.sub(_starred, text) if "=" in text else text


def _starred(found: re.Match[str]) -> str:
    before, secret = (found[1], found[2]) if found[1] is not None else (found[3], found[4])
    return before + "*" * len(secret)


def without_surrogates(text: str) -> str:
    """A text that UTF-8 can hold: bytes of a file name that are not UTF-8 become `\\xNN`."""
    return text if text.isascii() else re.sub("[\ud800-\udfff]", _escape, text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(match[0])
    return named or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")
