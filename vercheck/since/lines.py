"""Which lines of a file are not as they were: a patience diff, whose cost does not explode on any input.

Lines that occur once on both sides are what holds the two together; between them what is alike at both
ends is taken off, and the same is tried again. A line ending is no part of a line, because git may have
changed it on the way into the work tree.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

_DEEPEST = 12
"""How often a stretch is split. What is left then counts as changed."""

Stretch = tuple[int, int, int, int]
"""Lines `[start, end)` of the old side, then of the new one."""


def changed_lines(before: bytes, now: bytes) -> tuple[range, ...]:
    """Stretches of lines (from 1) that are new or different, in order."""
    old, new = before.splitlines(), now.splitlines()
    found = []
    pending: list[tuple[Stretch, int]] = [((0, len(old), 0, len(new)), 0)]
    while pending:
        stretch, depth = pending.pop()
        first_old, last_old, first, last = inner = _trimmed(old, new, stretch)
        if first == last:
            continue
        anchors = _anchors(old, new, inner) if first_old < last_old and depth < _DEEPEST else []
        if not anchors:
            found.append(range(first + 1, last + 1))
            continue
        pending.extend((part, depth + 1) for part in _between(anchors, inner))
    return tuple(sorted(found, key=lambda lines: lines.start))


def _trimmed(old: Sequence[bytes], new: Sequence[bytes], stretch: Stretch) -> Stretch:
    """A stretch without what is alike at its beginning and at its end."""
    first_old, last_old, first, last = stretch
    while first_old < last_old and first < last and old[first_old] == new[first]:
        first_old, first = first_old + 1, first + 1
    while first_old < last_old and first < last and old[last_old - 1] == new[last - 1]:
        last_old, last = last_old - 1, last - 1
    return first_old, last_old, first, last


def _anchors(old: Sequence[bytes], new: Sequence[bytes], stretch: Stretch) -> list[tuple[int, int]]:
    """The most lines that occur once on each side and are in one order on both."""
    first_old, last_old, first, last = stretch
    counts_old, counts = Counter(old[first_old:last_old]), Counter(new[first:last])
    place = {old[index]: index for index in range(first_old, last_old) if counts_old[old[index]] == 1}
    pairs = [
        (place[new[index]], index)
        for index in range(first, last)
        if counts[new[index]] == 1 and new[index] in place
    ]
    return _longest_rising(pairs)


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of a sequence in which the first numbers rise."""
    ends: list[int] = []
    at_end: list[int] = []
    previous: list[int] = []
    for index, (number, _) in enumerate(pairs):
        length = bisect_left(ends, number)
        previous.append(at_end[length - 1] if length else -1)
        ends[length : length + 1] = [number]
        at_end[length : length + 1] = [index]
    rising = []
    index = at_end[-1] if at_end else -1
    while index != -1:
        rising.append(pairs[index])
        index = previous[index]
    return rising[::-1]


def _between(anchors: Sequence[tuple[int, int]], stretch: Stretch) -> Iterator[Stretch]:
    start_old, last_old, start, last = stretch
    for anchor_old, anchor in (*anchors, (last_old, last)):
        yield start_old, anchor_old, start, anchor
        start_old, start = anchor_old + 1, anchor + 1
