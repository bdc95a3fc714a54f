"""Which parts of a file may tell a version: found in its bytes, before anything is evaluated.

Apart from the readers, because it promises nothing: most of a build file is about targets and actions, and
what holds no word and no string of interest, by itself or behind its names, need not be looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from vercheck.model import Span
from vercheck.shapes.names import is_version_symbol
from vercheck.syntax.starlark import Function, Module

_FIELDS = (
    "ver sha sha1 sha256 sha384 sha512 shasum md5 sri hash hashes integrity checksum checksums digest digests"
    " matrix combination combinations compat compatible compatibility url urls remote strip_prefix prefix tag"
    " artifacts boms maven_deps download tool_name component_name github_repo last_checked"
).split()
_SUBJECT = re.compile(
    (
        "[vV]ersion|VERSION"
        rf"|(?<![A-Za-z])(?:{'|'.join(_FIELDS)})(?![a-z])"
        rf"|(?:{'|'.join(word.capitalize() for word in _FIELDS)})(?![a-z])"
        rf"|(?<![A-Z])(?:{'|'.join(word.upper() for word in _FIELDS)})(?![A-Z])"
    ).encode()
)
"""Words for what is pinned, downloaded or listed with its digest: by themselves, not inside of others."""
_TEXT = re.compile(
    rb"[\"'][<>=^~! ]*[vV]?\d|\d[.-]\d|\d_(?!64\b)\d|[-@/][vV]\d|[0-9A-Za-z]{32}|[0-9A-Za-z+/]{43}="
)
"""In a string: numbers as versions have them, or as many characters as a digest has."""
_SWITCH = re.compile(rb":\s*[\"']\d+[\"']\Z")
"""`"HAVE_STDIO": "1"`: a bare number that a name has is no version, unless something else says so."""
_MAX_SWITCH = 8
_WORD = re.compile(rb"[A-Za-z_]\w*")
_MAX_TEXT = 500
"""Bytes of a string that may be a version, an address or a digest."""
_PARTS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
_MAX_WORDS = 50_000
_MAX_NAMES = 300
"""Names that may stand for versions; in a file with more of them everything is looked at."""

_MAX_STEPS = 12
"""Names between a version and what takes it; in a file with more of them in a row everything is looked at."""

_Name = tuple[Function | None, str]
"""A name, and the function that alone knows it."""


class Telling:
    """The places of a file at which a version, or a name that leads to one, may stand."""

    def __init__(self, module: Module) -> None:
        self._content = module.source.content
        self._words = set(_WORD.findall(self._content))
        subjects = _SUBJECTS.among(self._words)
        self._signs = sorted([*_texts(module), *self._places(subjects, 0, len(self._content))])
        self._is_all = not self._follow(module)

    def may(self, start: int, end: int, function: Function | None = None) -> bool:
        """Whether what stands between two bytes may tell a version."""
        if self._is_all or (function is not None and is_version_symbol(function.name)):
            return True
        return self._has_sign(start, end)

    def _has_sign(self, start: int, end: int) -> bool:
        index = bisect_left(self._signs, start)
        return index < len(self._signs) and self._signs[index] < end

    def _follow(self, module: Module) -> bool:
        """Add the places of the names that stand for what may tell a version; false where they are many."""
        followed: set[_Name] = set()
        steps = 0
        found = {(None, local) for local, (_, name) in module.loads.items() if is_version_symbol(name)}
        while fresh := (found | self._named(module)) - followed:
            followed |= fresh
            steps += 1
            if len(followed) > _MAX_NAMES or steps > _MAX_STEPS:
                return False
            for function, name in fresh:
                span = function.span if function is not None else Span(0, len(self._content))
                self._signs.extend(self._places([name.encode()], span.start, span.end))
            self._signs.sort()
        return True

    def _named(self, module: Module) -> set[_Name]:
        """The names that are given a value, or return one, with a sign in it."""
        found: set[_Name] = {
            (one.function, one.target)
            for one in module.assignments
            if self._has_sign(one.value.start_byte, one.node.end_byte)
        }
        for function in module.functions:
            if not self._has_sign(function.span.start, function.span.end):
                continue
            value = function.returned
            if value is not None and self._has_sign(value.start_byte, value.end_byte):
                found.add((None, function.name))
        return found

    def _places(self, words: Iterable[bytes], start: int, end: int) -> Iterator[int]:
        """Where words stand between two bytes."""
        for word in words:
            place = self._content.find(word, start, end)
            while place != -1:
                behind = place + len(word)
                if not (_is_part(self._content, place - 1) or _is_part(self._content, behind)):
                    yield place
                place = self._content.find(word, behind, end)


def _is_part(content: bytes, place: int) -> bool:
    """Whether a byte is one of a word."""
    return 0 <= place < len(content) and content[place] in _PARTS


class _Subjects:
    """Remembers which words are subjects: the files of a tree share most of theirs."""

    def __init__(self) -> None:
        self._known: set[bytes] = set()
        self._others: set[bytes] = set()

    def among(self, words: set[bytes]) -> set[bytes]:
        for some in (self._known, self._others):
            if len(some) > _MAX_WORDS:
                some.clear()
        for word in words - self._others - self._known:
            (self._known if _SUBJECT.search(word) else self._others).add(word)
        return words & self._known


_SUBJECTS = _Subjects()


def _texts(module: Module) -> Iterator[int]:
    content = module.source.content
    for node in module.strings:
        start, end = node.start_byte, node.end_byte
        if end - start > _MAX_TEXT or not _TEXT.search(content, start, end):
            continue
        if end - start > _MAX_SWITCH or not _SWITCH.search(content, max(0, start - _MAX_SWITCH), end):
            yield start
