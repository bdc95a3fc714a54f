"""Patterns as they stand in a `.gitignore`, with git's meaning and in time that does not explode.

Separate from the walk, because a configuration and a command line name files with them, too. A pattern
becomes an expression over bytes, which are what git compares and what names are made of. Each stretch
between two stars is found once, at its first place, and never looked for again: a later place could not
help the rest, so no pattern makes the engine go back and forth.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

MAX_PATTERN = 1_000
"""Bytes of a pattern: no name of a file that it could mean is longer."""

MAX_PATTERNS = 5_000
"""Patterns of one list: each is held against every file."""

_CLASS = re.compile(rb"\[[!^]?+\]?+(?:\[:[a-z]+:\]|\\.|[^\]\\])*+\]", re.DOTALL)
_MEMBER = re.compile(rb"\[:(?P<named>[a-z]+):\]|(?P<low>\\.|[^\\])(?:-(?P<high>\\.|[^\\\]]))?+", re.DOTALL)
_NAMED = {
    b"alnum": rb"0-9A-Za-z", b"alpha": rb"A-Za-z", b"blank": rb" \t", b"cntrl": rb"\x00-\x1f\x7f",
    b"digit": rb"0-9", b"graph": rb"\x21-\x7e", b"lower": rb"a-z", b"print": rb"\x20-\x7e",
    b"punct": rb"\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e", b"space": rb" \t\n\r\f\v", b"upper": rb"A-Z",
    b"xdigit": rb"0-9A-Fa-f",
}  # fmt: skip
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_TRAILING_SPACES = re.compile(rb"(?P<kept>(?:\\.|[^\\ ]|[ ]++(?!$))*+)[ ]*+$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Pattern:
    expression: re.Pattern[bytes]
    is_negated: bool
    is_of_folders: bool


@dataclass(frozen=True, slots=True)
class Patterns:
    """A list of patterns of which the last that means a path decides."""

    _patterns: tuple[_Pattern, ...]
    """The last one first."""

    def verdict(self, path: str) -> bool | None:
        """Whether a path is meant, `None` where no pattern speaks of it. A folder ends with `/`."""
        name = os.fsencode(path)
        is_folder = name.endswith(b"/")
        name = name.rstrip(b"/")
        for pattern in self._patterns:
            if (is_folder or not pattern.is_of_folders) and pattern.expression.fullmatch(name):
                return not pattern.is_negated
        return None

    def meant(self, paths: Iterable[str]) -> set[str]:
        """The files that are meant, or are in a folder that is."""
        folders: dict[str, bool] = {}
        found: set[str] = set()
        for path in paths:
            folder = path[: path.rfind("/") + 1]
            if folder not in folders:
                folders[folder] = any(map(self.verdict, _ways(folder)))
            if folders[folder] or self.verdict(path):
                found.add(path)
        return found


@cache
def read_patterns(lines: tuple[str, ...]) -> Patterns:
    """Lines that git would not understand mean nothing."""
    read = [pattern for line in lines[:MAX_PATTERNS] if (pattern := _read(os.fsencode(line))) is not None]
    return Patterns(tuple(reversed(read)))


def read_lines(content: bytes) -> tuple[str, ...]:
    """The lines of a `.gitignore`."""
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return tuple(os.fsdecode(line.removesuffix(b"\r")) for line in lines if line)


def _ways(folder: str) -> Iterator[str]:
    """A folder and those around it, from the root on."""
    at = folder.find("/")
    while at >= 0:
        yield folder[: at + 1]
        at = folder.find("/", at + 1)


def _read(line: bytes) -> _Pattern | None:
    if len(line) > MAX_PATTERN or line.startswith(b"#"):
        return None
    trimmed = _TRAILING_SPACES.match(line)
    text = trimmed["kept"] if trimmed else line
    is_negated = text.startswith(b"!")
    text = text.removeprefix(b"!")
    is_of_folders = text.endswith(b"/")
    text = text.removesuffix(b"/")
    if not text:
        return None
    is_anchored = b"/" in text
    steps = _ESCAPED.sub(_unescaped_slash, text.removeprefix(b"/")).split(b"/")
    if not all(steps):
        return None
    try:
        expression = _expression(steps if is_anchored else [b"**", *steps])
        return _Pattern(re.compile(expression, re.DOTALL), is_negated, is_of_folders)
    except (ValueError, re.error):
        return None


def _unescaped_slash(escaped: re.Match[bytes]) -> bytes:
    return b"/" if escaped[1] == b"/" else escaped[0]


def _expression(steps: list[bytes]) -> bytes:
    """Steps between `**` are a stretch, as bytes between stars are."""
    stretches: list[list[bytes]] = [[]]
    for step in steps:
        if len(step) > 1 and not step.strip(b"*"):
            stretches.append([])
        else:
            stretches[-1].append(_step(step))
    first, *others = [b"/".join(stretch) for stretch in stretches]
    if not others:
        return first
    *middle, last = others
    return b"".join(
        (
            first + b"/" if first else b"",
            *(rb"(?>(?:[^/]++/)*?" + stretch + b"/)" for stretch in middle if stretch),
            rb"(?:[^/]++/)*?" + last if last else rb".+",
        )
    )


def _step(step: bytes) -> bytes:
    """One name. Raises ValueError where it ends in the middle of something."""
    first, *others = [b"".join(stretch) for stretch in _stretches(step)]
    if not others:
        return first
    *middle, last = others
    between = (rb"(?>[^/]*?" + stretch + b")" for stretch in middle if stretch)
    return b"".join((first, *between, rb"[^/]*" + last + rb"(?![^/])"))


def _stretches(step: bytes) -> Iterable[list[bytes]]:
    stretches: list[list[bytes]] = [[]]
    at = 0
    while at < len(step):
        sign = step[at : at + 1]
        if sign == b"*":
            stretches.append([])
        elif sign == b"?":
            stretches[-1].append(b"[^/]")
        elif sign == b"\\":
            at += 1
            if at == len(step):
                raise ValueError("nothing is escaped")
            stretches[-1].append(re.escape(step[at : at + 1]))
        elif sign == b"[":
            found = _CLASS.match(step, at)
            if found is None:
                raise ValueError("a class has no end")
            stretches[-1].append(_class(found[0][1:-1]))
            at = found.end() - 1
        else:
            stretches[-1].append(re.escape(sign))
        at += 1
    return stretches


def _class(members: bytes) -> bytes:
    """One byte of those that stand between brackets, and never a slash."""
    negated = members[:1] in (b"!", b"^")
    signs = b"".join(map(_member, _MEMBER.finditer(members[negated:])))
    if negated:
        return b"[^/" + signs + b"]"
    return b"(?!/)[" + signs + b"]" if signs else b"(?!)"


def _member(member: re.Match[bytes]) -> bytes:
    if member["named"] is not None:
        return _NAMED.get(member["named"], b"")
    low = member["low"][-1]
    high = member["high"][-1] if member["high"] else low
    return b"\\x%02x-\\x%02x" % (low, max(low, high))
