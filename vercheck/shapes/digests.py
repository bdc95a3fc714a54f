"""Digests in all their spellings: hexadecimal, SRI, Nix base32, base64.

Read into one value, so that `sha256-…=` in a flake and 64 hexadecimal characters in a checksum registry
compare equal. Saying what is wrong with one is here too, as it asks the same questions.
"""

from __future__ import annotations

import base64
import binascii
import re

from vercheck.model import Digest

SIZES = {"md5": 16, "sha1": 20, "sha224": 28, "sha256": 32, "sha384": 48, "sha512": 64}
"""Bytes of a digest. `h1` is not among them: it is Go's name for the sha256 of a tree of files."""

_BARE = ("sha1", "sha224", "sha256", "sha384", "sha512")  # bare `md5` is left out: any UUID has its length
_STRENGTH = ("sha512", "sha384", "sha256", "h1", "sha224", "sha1", "md5")
_MAX_LENGTH = 1000

_NIX_ALPHABET = "0123456789abcdfghijklmnpqrsvwxyz"
_NIX_DIGITS = {character: value for value, character in enumerate(_NIX_ALPHABET)}

_HEX = re.compile(r"[0-9a-fA-F]+\Z")
_NIX = re.compile(rf"[{_NIX_ALPHABET}]+\Z")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}\Z")
_LABEL = re.compile(r"(md5|sha-?(?:1|224|256|384|512)|h1)([:=-])", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"place.?holder|to.?do\b|fix.?me|\btbd\b|change.?me|replace|\bfill|dummy|\bfake|fake(?:sha|hash)|\bunknown|"
    r"\byour\b|\bnone\b|\bnull\b|\bn/a\b|\bxxx+\b|^<.*>$|^\.\.\.$|^…$",
    re.IGNORECASE,
)
_LONGEST_PERIOD = 16


def read_digest(text: str, algorithm: str | None = None) -> Digest | None:
    """The digest that a whole text spells; `None` where it spells none.

    `algorithm` is the one that the place asks for (`sha256 = "…"`): another one is no answer there. Of
    several SRI digests with spaces between them the strongest is read. A placeholder of the right form
    (`000…0`) is read like any other; `digest_problem` tells.
    """
    if len(text) > _MAX_LENGTH:
        return None
    digests = [_read_one(word, algorithm) for word in text.split()]
    if not digests or None in digests or (len(digests) > 1 and not all(map(_LABEL.match, text.split()))):
        return None
    return min((digest for digest in digests if digest), key=lambda digest: _STRENGTH.index(digest.algorithm))


def looks_like_digest(text: str) -> bool:
    """Whether a whole text is spelled as a digest. A full git commit is one, too."""
    return read_digest(text) is not None


def is_placeholder(text: str) -> bool:
    """Whether a text only holds a digest's place: one character or a short pattern repeated, `TODO`,
    `PLACEHOLDER…`, `lib.fakeHash`."""
    digest = read_digest(text)
    if digest is not None:
        return _is_repetitive(digest.hex)
    if _is_repetitive(_body(text.strip()).rstrip("=")):
        return True
    return len(text) <= _MAX_LENGTH and _PLACEHOLDER.search(text) is not None


def digest_problem(text: str, algorithm: str | None = None) -> str | None:
    """What is wrong with a text where a digest is expected, as words that follow "the digest";
    `None` where it is a good one."""
    stripped = text.strip()
    if not stripped or _LABEL.fullmatch(stripped):
        return "is empty"
    if is_placeholder(stripped):
        return f"is a placeholder (`{_short(stripped)}`)"
    if read_digest(text, algorithm) is not None:
        return None
    other = read_digest(text)
    if other is not None:
        return f"is a {other.algorithm} where {algorithm} is expected"
    if len(stripped.split()) > 1:
        problems = (digest_problem(word, algorithm) for word in stripped[:_MAX_LENGTH].split())
        return next((problem for problem in problems if problem), "is more than one digest")
    label = _LABEL.match(stripped)
    if label is None:
        return _bare_problem(stripped, algorithm)
    return _labelled_problem(stripped[label.end() :], _named(label[1]), label[2])


def nix_base32(text: str, size: int) -> bytes | None:
    """The bytes that Nix's base32 spells, whose digits run from the last to the first."""
    if len(text) != nix_length(size) or _NIX.match(text) is None:
        return None
    number = 0
    for character in text:
        number = number << 5 | _NIX_DIGITS[character]
    return number.to_bytes(size, "little") if number >> (8 * size) == 0 else None


def nix_length(size: int) -> int:
    """How many characters of Nix's base32 spell so many bytes."""
    return (size * 8 - 1) // 5 + 1


def _read_one(text: str, wanted: str | None) -> Digest | None:
    label = _LABEL.match(text)
    if label is None:
        return _read_bare(text, wanted)
    algorithm = _named(label[1])
    if wanted not in (None, algorithm):
        return None
    body = text[label.end() :].partition("?")[0]
    size = SIZES.get(algorithm, 32)
    content = _unbase64(body, size)
    if content is None and label[2] != "-":
        content = _unhex(body, size) or nix_base32(body, size)
    return None if content is None else Digest(algorithm, content.hex())


def _read_bare(text: str, wanted: str | None) -> Digest | None:
    is_hex = _HEX.match(text) is not None
    for algorithm in (wanted,) if wanted is not None else _BARE:
        size = SIZES.get(algorithm)
        if size is None:
            continue
        content = _unhex(text, size)
        if content is None and not is_hex and (size >= 32 or wanted):
            content = nix_base32(text, size) if wanted or size == 32 else None
            content = content or (None if _is_mostly_hex(text) else _unbase64(text, size))
        if content is not None:
            return Digest(algorithm, content.hex())
    return None


def _unhex(text: str, size: int) -> bytes | None:
    return bytes.fromhex(text) if len(text) == 2 * size and _HEX.match(text) else None


def _unbase64(text: str, size: int) -> bytes | None:
    if len(text) != _base64_length(size) or _BASE64.match(text) is None:
        return None
    try:
        content = base64.b64decode(text, validate=True)
    except binascii.Error:
        return None
    return content if len(content) == size else None


def _base64_length(size: int) -> int:
    return (size + 2) // 3 * 4


def _named(label: str) -> str:
    return label.lower().replace("-", "")


def _body(text: str) -> str:
    label = _LABEL.match(text)
    return text[label.end() :] if label else text


def _is_repetitive(body: str) -> bool:
    if len(body) >= 4 and len(set(body)) == 1:
        return True
    for period in range(2, min(_LONGEST_PERIOD, len(body) // 2) + 1):
        if len(body) >= 28 and body[period:] == body[:-period]:
            return True
    return False


def _is_mostly_hex(text: str) -> bool:
    """Whether a text is hexadecimal with a slip in it, not base64, of which a third is by chance."""
    return 4 * len(re.findall(r"[0-9a-fA-F]", text)) >= 3 * len(text)


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:20]}…"


def _labelled_problem(body: str, algorithm: str, separator: str) -> str:
    size = SIZES.get(algorithm, 32)
    if _HEX.match(body) and separator == "-" and len(body) == 2 * size:
        return f"has hexadecimal characters where base64 is expected after `{algorithm}-`"
    if separator != "-" and (_HEX.match(body) or _is_mostly_hex(body)):
        return _hex_problem(body, algorithm)
    return _base64_problem(body.partition("?")[0], algorithm)


def _bare_problem(text: str, algorithm: str | None) -> str:
    if _HEX.match(text) or (_is_mostly_hex(text) and len(text) >= 32):
        return _hex_problem(text, algorithm or _nearest(len(text)))
    if text.endswith("=") and _BASE64.match(text):
        size = len(text.rstrip("=")) * 3 // 4
        return _base64_problem(text, algorithm or min(_BARE, key=lambda name: abs(SIZES[name] - size)))
    expected = f"{algorithm} has {2 * SIZES[algorithm]}" if algorithm in SIZES else "sha256 has 64"
    return f"is no digest (`{_short(text)}`, {len(text)} characters; {expected} in hexadecimal)"


def _nearest(length: int) -> str:
    return min(_BARE, key=lambda name: (abs(2 * SIZES[name] - length), name))


def _hex_problem(text: str, algorithm: str) -> str:
    length = 2 * SIZES.get(algorithm, 32)
    for position, character in enumerate(text, start=1):
        if _HEX.match(character) is None:
            return f"has `{character}` at position {position}, which is no hexadecimal digit"
    return f"has {len(text)} hexadecimal characters where {algorithm} has {length}"


def _base64_problem(text: str, algorithm: str) -> str:
    size = SIZES.get(algorithm, 32)
    body = text.rstrip("=")
    for position, character in enumerate(body, start=1):
        if _BASE64.match(character) is None:
            return f"has `{character}` at position {position}, which is no character of base64"
    padding = -len(body) % 4
    if padding == 3 or len(body) * 3 // 4 != size:
        found = len(body) * 3 // 4
        length = _base64_length(size)
        return f"holds {found} bytes ({len(text)} characters) where {algorithm} has {size} ({length})"
    found = len(text) - len(body)
    return f"ends with {found} `=` where base64 of a {algorithm} ends with {padding}"
