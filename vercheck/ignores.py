"""Inline ignores: comments that tell a finding away, each with a reason.

Apart from `vercheck.suppress`, which hides findings by them, because they are read with the file they are in.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from vercheck.model import Location, Source, Span
from vercheck.syntax.closings import unclosed
from vercheck.syntax.passage import decode

_MARK = b"vercheck:"
_IGNORE = re.compile(
    r"(?P<mark>#|//|--|/\*|<!--|;|%)\s{0,8}vercheck:\s{0,8}ignore\b(?:\s{0,8}\[(?P<checks>[^\]\n]{0,400})\])?(?P<reason>[^\n]*)"
)
_UNTIL = re.compile(r"\s*until[ :]\s*(?P<day>\d{4}-\d{2}-\d{2})\b[\s:,-]*")
_PROSE = (".md", ".markdown", ".rst", ".adoc", ".txt")


@dataclass(frozen=True, slots=True)
class Ignore:
    """An inline ignore. `lines` are those that it covers; `checks` is empty where it names none; `until`
    is the last day on which it counts (`None`: it has no end)."""

    checks: tuple[str, ...]
    reason: str
    location: Location
    lines: tuple[int, ...]
    until: date | None = None

    def has_expired(self, today: date) -> bool:
        return self.until is not None and today > self.until


def ignores_in(source: Source) -> tuple[Ignore, ...]:
    """The inline ignores of a file. One on its own line covers the next line too, below any others."""
    if _MARK not in source.content:
        return ()
    found: dict[int, re.Match[str]] = {}
    for line in range(1, len(source.line_starts) + 1):
        match = _IGNORE.search(_written(source, line))
        # Prose shows ignores as examples; only a comment of the markup itself is one.
        if match and (match["mark"] == "<!--" or not source.path.lower().endswith(_PROSE)):
            found[line] = match
    alone = {line for line, match in found.items() if not match.string[: match.start()].strip()}
    return tuple(_ignore(source, line, match, alone) for line, match in found.items())


def _written(source: Source, line: int) -> str:
    """A line of which the characters before a place tell its bytes, whatever the bytes are."""
    start, *end = source.line_starts[line - 1 : line + 1]
    return decode(source.content[start : end[0] if end else None]).rstrip("\r\n")


def _ignore(source: Source, line: int, match: re.Match[str], alone: Collection[int]) -> Ignore:
    start = source.line_starts[line - 1] + len(match.string[: match.start()].encode())
    end = start + len(match[0].rstrip().encode())
    lines = [line]
    if line in alone:
        lines.append(next(below for below in range(line + 1, line + 2 + len(alone)) if below not in alone))
    checks = tuple(dict.fromkeys(name.strip() for name in (match["checks"] or "").split(",") if name.strip()))
    until, reason = _day(unclosed(match["reason"]))
    return Ignore(checks, reason.strip(" \t:-–—"), source.locate(Span(start, end)), tuple(lines), until)


def _day(text: str) -> tuple[date | None, str]:
    """`until 2027-01-31 reason` → the day and the reason; a day that there is not is a part of the reason."""
    found = _UNTIL.match(text)
    try:
        return (date.fromisoformat(found["day"]), text[found.end() :]) if found else (None, text)
    except ValueError:
        return None, text
