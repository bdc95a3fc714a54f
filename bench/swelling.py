"""Small sound files made large in odd ways: what growth is measured on.

Apart from measuring, and from `tests.robustness`, whose content is broken: most of this is sound and only
long, and each way gives the same kind of content at any size.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

Swelling = Callable[[bytes, int], bytes]
"""A sound file and a size to about that many bytes of the same kind."""

_NAME = re.compile(rb"gizmo|Gizmo|left-pad|wit-bindgen|rules_rust|nixpkgs", re.IGNORECASE)
_VERSION = re.compile(rb"\b[01]\.\d+\.\d+\b")
_TOKEN = re.compile(rb"[\w.\-]+|[^\w\s]")
_PAIR = {b"{": b"}", b"[": b"]", b"(": b")"}
_SIGNS = tuple(sign.encode() for sign in "[{(\"'$:=,-#/\\<@.`")


def _many(part: Callable[[int], bytes], size: int) -> bytes:
    """Parts, by their numbers, up to a size."""
    parts: list[bytes] = []
    length = number = 0
    while length < size:
        parts.append(part(number))
        length += len(parts[-1]) or 1
        number += 1
    return b"".join(parts)


def _names_of(text: bytes, number: int) -> bytes:
    return _NAME.sub(lambda found: found[0] + b"%d" % number, text)


def _versions_of(text: bytes, number: int) -> bytes:
    return _VERSION.sub(b"1.%d.3" % number, text)


def _line(sound: bytes) -> bytes:
    """The line that says most: one with a version in it, where there is one."""
    lines = sound.splitlines(keepends=True) or [b"\n"]
    return max(lines, key=lambda line: (bool(_VERSION.search(line)), -len(line))).rstrip(b"\n") + b"\n"


def _inside(change: Callable[[bytes, int], bytes], is_outer: bool) -> Swelling:
    """What stands in one pair of brackets, many times, changed by its number."""

    def swell(sound: bytes, size: int) -> bytes:
        start, end = _brackets(sound, is_outer)
        inner = sound[start:end]
        comma = b"" if inner.rstrip().endswith((b",", b";")) or b"\n" in inner.strip() else b","
        middle = _many(lambda number: (comma if number else b"") + change(inner, number), size)
        return sound[:start] + middle + sound[end:]

    return swell


def _brackets(sound: bytes, is_outer: bool) -> tuple[int, int]:
    """Inside the longest or the shortest pair with a version in it; the whole file where there is none."""
    found: list[tuple[int, int]] = []
    open_: list[tuple[bytes, int]] = []
    for at in range(len(sound)):
        sign = sound[at : at + 1]
        if sign in _PAIR:
            open_.append((_PAIR[sign], at + 1))
        elif open_ and sign == open_[-1][0]:
            start = open_.pop()[1]
            if _VERSION.search(sound, start, at):
                found.append((start, at))
    if not found:
        return 0, len(sound)
    return (max if is_outer else min)(found, key=lambda span: span[1] - span[0])


def _nested(sign: bytes, is_closed: bool) -> Swelling:
    def swell(sound: bytes, size: int) -> bytes:
        if not is_closed:
            return sound + sign * size
        return sound + sign * (size // 2) + b"1" + _PAIR[sign] * (size // 2) + b"\n" + sound

    return swell


def _tokens(seed: int) -> Swelling:
    """Two neighbouring words or signs of the file, again and again on one line."""

    def swell(sound: bytes, size: int) -> bytes:
        tokens = _TOKEN.findall(sound)
        at = random.Random(seed).randrange(len(tokens))
        return sound + _many(lambda _: b" ".join(tokens[at : at + 2]) + b" ", size)

    return swell


def _lines(seed: int) -> Swelling:
    def swell(sound: bytes, size: int) -> bytes:
        line = random.Random(seed).choice([line for line in sound.splitlines() if line.strip()])
        return sound + _many(lambda _: line + b"\n", size)

    return swell


def _hurt(seed: int) -> Swelling:
    """The file again and again, each time with one sign too many or a stretch too few."""

    def swell(sound: bytes, size: int) -> bytes:
        chance = random.Random(seed)

        def hurt(number: int) -> bytes:
            at = chance.randrange(len(sound))
            text = _names_of(sound, number)
            return text[:at] + chance.choice(_SIGNS) + text[at + chance.choice((0, 0, 1, 9)) :]

        return _many(hurt, size)

    return swell


def _broken_middle(sound: bytes, size: int) -> bytes:
    half = _many(lambda number: _names_of(sound, number), size // 2)
    return half + b"\"{[('" + half


def _cut(sound: bytes, size: int) -> bytes:
    whole = _inside(_names_of, True)(sound, size)
    return whole[: len(whole) - max(2, len(sound) // 3)]


def _lost_quote(sound: bytes, size: int) -> bytes:
    """All on one line, and the first quotation mark is gone."""
    whole = _inside(_names_of, True)(sound, size).replace(b"\n", b" ")
    return whole.replace(b'"', b"", 1)


def _words(sound: bytes) -> Iterator[bytes]:
    yield from (_NAME.findall(sound) or [b"gizmo"])[:1]


SWELLINGS: dict[str, Swelling] = {
    "the file again": lambda sound, size: _many(lambda _: sound, size),
    "the file again, other names": lambda sound, size: _many(lambda n: _names_of(sound, n), size),
    "the file again, other versions": lambda sound, size: _many(lambda n: _versions_of(sound, n), size),
    "the file again, on one line": lambda sound, size: _many(
        lambda n: _names_of(sound, n).replace(b"\n", b" ") + b" ", size
    ),
    "its line again": lambda sound, size: sound + _many(lambda _: _line(sound), size),
    "many keys": lambda sound, size: sound + _many(lambda n: _names_of(_line(sound), n), size),
    "one key, many versions": lambda sound, size: (
        sound + _many(lambda n: _versions_of(_line(sound), n), size)
    ),
    "many keys in brackets": _inside(_names_of, False),
    "many keys in outer brackets": _inside(_names_of, True),
    "one key in brackets, many versions": _inside(_versions_of, False),
    "one key in outer brackets, many versions": _inside(_versions_of, True),
    "some line again": _lines(1),
    "some other line again": _lines(2),
    "short lines": lambda sound, size: sound + b"a\n" * (size // 2),
    "empty lines": lambda sound, size: sound + b"\n" * size,
    "some words again": _tokens(1),
    "some other words again": _tokens(2),
    "more words again": _tokens(3),
    "a word again": lambda sound, size: sound + (next(_words(sound)) + b" ") * (size // 6),
    "nested brackets": _nested(b"[", True),
    "nested braces": _nested(b"{", True),
    "nested parentheses": _nested(b"(", True),
    "open brackets": _nested(b"[", False),
    "open braces": _nested(b"{", False),
    "open parentheses": _nested(b"(", False),
    "a long string": lambda sound, size: sound + b'a = "' + b"x1." * (size // 3) + b'"\n' + sound,
    "a long version": lambda sound, size: _VERSION.sub(b"1." + b"2" * size, sound, count=1),
    "a long name": lambda sound, size: _NAME.sub(b"g" * size, sound, count=1),
    "comments": lambda sound, size: (
        _many(lambda n: b"# gizmo 1.%d.3 must match Cargo.toml\n" % n, size) + sound
    ),
    "comments with slashes": lambda sound, size: (
        sound + _many(lambda n: b"// gizmo 1.%d.3 must match Cargo.toml\n" % n, size) + sound
    ),
    "one long comment": lambda sound, size: (
        sound + b"# " + b"gizmo 1.2.3 must match a.toml " * (size // 30) + b"\n"
    ),
    "broken in the middle": _broken_middle,
    "cut off": _cut,
    "a lost quotation mark, on one line": _lost_quote,
    "hurt everywhere": _hurt(1),
    "hurt everywhere, otherwise": _hurt(2),
}
