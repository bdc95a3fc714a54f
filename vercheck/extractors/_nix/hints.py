"""Where in the bytes of a file something of interest may stand.

A tree of packages has tens of thousands of files and most say nothing about versions. Searching bytes
is a hundred times faster than parsing them, so a file is parsed only where there is a hint, and then
only the nodes at the hints are looked at. A hint promises nothing: the reader looks at the node.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from vercheck.extractors._nix.spelling import FAMILIES, spelled
from vercheck.shapes.names import words

Word = tuple[bytes, re.Pattern[bytes]]
"""A text that must be there at all, which is found fastest, and what must stand around it."""

_SYMBOLS: tuple[Word, ...] = ((b"ersion", re.compile(rb"ersion")), (b"VERSION", re.compile(rb"VERSION")))
_FETCHES: tuple[Word, ...] = ((b"fetch", re.compile(rb"fetch[A-Za-z]")),)
_ADDRESSES: tuple[Word, ...] = ((b"url", re.compile(rb"\burl(?= {0,8}=)")),)
_ATTRIBUTES: tuple[Word, ...] = (
    (b"_", re.compile(rb"_\d[\d_]*(?:_[a-z]+)?(?![\w'])")),
    (b"_x", re.compile(rb"-\d+_x(?![\w'])")),
    *((family.encode(), re.compile(family.encode() + rb"\d\d")) for family in FAMILIES),
)
_TOOLCHAINS: tuple[Word, ...] = (
    (b"rust-bin", re.compile(rb"rust-bin")),
    (b"oolchain", re.compile(rb"oolchain(?:File|Name|Of)")),
    (b"fromRustupToolchain", re.compile(rb"fromRustupToolchain")),
)
_PATCHES: tuple[Word, ...] = ((b".patch", re.compile(rb"\.patch\b")), (b".diff", re.compile(rb"\.diff\b")))
_COMMENT = re.compile(rb"^[^\n#]*+#[^\n]*\d\.\d", re.MULTILINE)  # a line is tried once, not once for each `#`
_IN_NAMES = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_'-"
_MAX_NAME = 200
"""Bytes before and behind a place that may belong to the name that it stands in."""
_NUMBER = re.compile(rb"\d\.\d")
_PROMISES = (
    b"in sync", b"in-sync", b"must match", b"should match", b"to match", b"same as", b"same version",
    b"exact version", b"aligned", b"align with", b"must be", b"lso update", b"lso bump", b"lso change",
    b"hen updating", b"hen bumping", b"hen changing", b"hen upgrading", b"update also", b"lockstep",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hints:
    """Byte offsets at which a word of each kind stands."""

    symbols: tuple[int, ...]
    fetches: tuple[int, ...]
    addresses: tuple[int, ...]
    attributes: tuple[int, ...]
    toolchains: tuple[int, ...]
    patches: tuple[int, ...]
    has_remarks: bool
    has_inputs: bool

    def __bool__(self) -> bool:
        places = self.symbols or self.fetches or self.attributes or self.toolchains or self.patches
        return bool(places) or self.has_remarks or self.has_inputs


def hints(content: bytes) -> Hints:
    """What a file may hold; false where it holds nothing of interest."""
    return Hints(
        symbols=_where(_SYMBOLS, content, _names_a_version),
        fetches=_starts(_FETCHES, content),
        addresses=_starts(_ADDRESSES, content),
        attributes=_where(_ATTRIBUTES, content, _names_a_package),
        toolchains=_starts(_TOOLCHAINS, content),
        patches=_starts(_PATCHES, content),
        has_remarks=_has_remarks(content),
        has_inputs=b"inputs" in content,
    )


def _starts(words: tuple[Word, ...], content: bytes) -> tuple[int, ...]:
    found: set[int] = set()
    for text, pattern in words:
        if text in content:
            found.update(match.start() for match in pattern.finditer(content))
    return tuple(sorted(found))


def _where(words: tuple[Word, ...], content: bytes, is_wanted: Callable[[bytes], bool]) -> tuple[int, ...]:
    """The starts in names that are wanted: told by the name alone, before anything is parsed for it."""
    starts = _starts(words, content)
    return tuple(start for start in starts if is_wanted(_name_around(content, start)))


def _name_around(content: bytes, place: int) -> bytes:
    before = content[max(0, place - _MAX_NAME) : place]
    behind = content[place : place + _MAX_NAME]
    return before[len(before.rstrip(_IN_NAMES)) :] + behind[: len(behind) - len(behind.lstrip(_IN_NAMES))]


@lru_cache(maxsize=4096)
def _names_a_version(name: bytes) -> bool:
    return words(name.decode("utf-8", "replace"))[-1:] in (("version",), ("ver",))


@lru_cache(maxsize=4096)
def _names_a_package(name: bytes) -> bool:
    return spelled(name.decode("utf-8", "replace")) is not None


def _has_remarks(content: bytes) -> bool:
    if b"#" in content and (_COMMENT.search(content) or any(promise in content for promise in _PROMISES)):
        return True
    return b"/*" in content and _NUMBER.search(content) is not None
