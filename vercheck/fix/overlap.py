"""When two edits are one, and when they clash: the geometry of edits, apart from any policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vercheck.model import Edit

Effect = tuple[str, int, bytes, bytes]
"""What an edit does to the bytes, without what it only repeats: path, start, old and new bytes."""


def effect(edit: Edit) -> Effect:
    """The smallest replacement that does the same: common heads and tails do not count.

    Two edits that see one version through a wide and a narrow window (`v1.2.3.tar.gz`, `1.2.3`)
    have the same effect.
    """
    old, new = _bytes(edit.old), _bytes(edit.new)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    start = edit.location.span.start + head
    return edit.location.path, start, old[head : len(old) - tail], new[head : len(new) - tail]


def changes(edit: Edit) -> bool:
    return edit.old != edit.new


def clashes(first: Edit, second: Edit) -> bool:
    """Whether both cannot be applied: they touch the same bytes and want different things."""
    return meets(first, second) and effect(first) != effect(second)


def meets(first: Edit, second: Edit) -> bool:
    """Whether the spans share a byte, or insert at the same place.

    An insertion at the border of a replacement does not meet it: there is one way to do both.
    """
    a, b = first.location, second.location
    if a.path != b.path:
        return False
    if a.span == b.span:
        return True
    return a.span.start < b.span.end and b.span.start < a.span.end


def distinct(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits in the order of the files, one for each effect, without those that change nothing.

    Of several with the same effect the widest stays, since its `old` checks the most.
    """
    widest: dict[Effect, Edit] = {}
    for edit in sorted(filter(changes, edits)):
        known = widest.setdefault(effect(edit), edit)
        if len(_bytes(edit.old)) > len(_bytes(known.old)):
            widest[effect(edit)] = edit
    return tuple(sorted(widest.values()))


def meetings(edits: Iterable[tuple[int, Edit]]) -> Iterator[tuple[int, Edit, int, Edit]]:
    """Every pair of edits that meet, with the labels that they came with.

    A sweep over the sorted spans: linear but for edits that really lie on top of each other.
    """
    waiting: list[tuple[int, Edit]] = []
    for label, edit in sorted(edits, key=lambda item: (item[1], item[0])):
        waiting = [item for item in waiting if _reaches(item[1], edit)]
        for other_label, other in waiting:
            if meets(other, edit):
                yield other_label, other, label, edit
        waiting.append((label, edit))


def _reaches(earlier: Edit, later: Edit) -> bool:
    return (
        earlier.location.path == later.location.path
        and earlier.location.span.end >= later.location.span.start
    )


def _common(first: bytes, second: bytes) -> int:
    length = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        length += 1
    return length


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
