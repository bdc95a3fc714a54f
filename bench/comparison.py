"""Two diffs of one tree beside each other: the lines that people changed for a drift, and ours.

Without running anything, so that a diff in miniature can hold it. Lines are those of the tree before, since
both diffs start there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

_HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@")


class Verdict(StrEnum):
    """How near a repair comes to that of people."""

    SAME = "same lines"
    WORDS = "same versions, other words"
    FEWER = "same, at fewer places"
    OTHER = "another text at these places"
    HELD = "held back: lacks a digest"
    NONE = "nothing at these places"
    UNKNOWN = "no line to compare"


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A line (1-based, of the old file) and what it becomes; `new` is empty where it goes."""

    path: str
    line: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What people did to a line for the drift; `plain` is the same without the words that they added."""

    change: Change
    plain: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left` are lines of people that we do not change, `other` those that we change to something else,
    `extra` those that only we change."""

    verdict: Verdict
    left: tuple[Change, ...] = ()
    other: tuple[Change, ...] = ()
    extra: tuple[Change, ...] = ()

    @property
    def rank(self) -> tuple[int, int, int]:
        return (list(Verdict).index(self.verdict), len(self.left), len(self.extra))


def changes(diff: bytes) -> tuple[Change, ...]:
    """The lines that a unified diff replaces or removes. Of a block, an old line goes with the new line that
    is most like it."""
    found: list[Change] = []
    old: list[tuple[int, str]] = []
    new: list[str] = []
    path, line = "", 0
    left, coming = 0, 0  # lines of the old and of the new file that the hunk still has
    for text in (*diff.decode(errors="replace").split("\n"), ""):
        if left and text.startswith("-"):
            old.append((line, text[1:]))
            line, left = line + 1, left - 1
        elif coming and text.startswith("+"):
            new.append(text[1:])
            coming -= 1
        elif not text.startswith("\\"):
            found += _paired(path, old, new)
            old, new = [], []
            if (hunk := _HUNK.match(text)) is not None:
                line, left, coming = int(hunk[1]), int(hunk[2] or 1), int(hunk[3] or 1)
            elif left and coming:
                line, left, coming = line + 1, left - 1, coming - 1
            elif text.startswith("--- "):
                path = text[4:].removeprefix("a/").split("\t")[0].strip('"')
    return tuple(found)


def _paired(path: str, old: Sequence[tuple[int, str]], new: Sequence[str]) -> Iterable[Change]:
    if len(old) == len(new):
        return [Change(path, line, before, after) for (line, before), after in zip(old, new, strict=True)]
    free, found = list(new), []
    for line, before in old:
        likest = max(free, key=lambda after: _likeness(before, after), default="")
        if likest and _likeness(before, likest) > 0:
            free.remove(likest)
        else:
            likest = ""
        found.append(Change(path, line, before, likest))
    return found


def _likeness(first: str, second: str) -> int:
    """How many words two lines share."""
    return len(set(re.findall(r"\w+", first)) & set(re.findall(r"\w+", second)))


def wanted(people: Iterable[Change], moves: Iterable[tuple[str, str, str]]) -> tuple[Wanted, ...]:
    """Of what people changed, the lines that say what moved: (path, from, to). Where people wrote such a line
    anew, it is the old one that tells."""
    found: dict[Change, str] = {}
    people = tuple(people)
    for path, old, new in moves:
        there = [one for one in people if one.path == path and old in one.old and one.old != one.new]
        for one in [one for one in there if new in one.new] or there:
            found[one] = found.get(one, one.old).replace(old, new)
    return tuple(Wanted(change, found[change]) for change in sorted(found))


def compare(meant: Collection[Wanted], people: Iterable[Change], ours: Iterable[Change]) -> Comparison:
    by_place = {(change.path, change.line): change for change in ours}
    touched = {(change.path, change.line) for change in people}
    left: list[Change] = []
    other: list[Change] = []
    worded = 0
    for one in meant:
        mine = by_place.get((one.change.path, one.change.line))
        if mine is None:
            left.append(one.change)
        elif mine.new.rstrip() == one.plain.rstrip() != one.change.new.rstrip():
            worded += 1
        elif mine.new.rstrip() != one.change.new.rstrip():
            other.append(mine)
    extra = tuple(change for place, change in by_place.items() if place not in touched)
    return Comparison(_verdict(len(meant), left, other, worded), tuple(left), tuple(other), extra)


def _verdict(meant: int, left: Collection[Change], other: Collection[Change], worded: int) -> Verdict:
    if not meant:
        return Verdict.UNKNOWN
    if len(left) == meant:
        return Verdict.NONE
    if other:
        return Verdict.OTHER
    if left:
        return Verdict.FEWER
    return Verdict.WORDS if worded else Verdict.SAME
