"""Where a new entry goes among its neighbours, and with which white space."""

from __future__ import annotations

from functools import cmp_to_key
from itertools import pairwise

from vercheck.model import Span, Version
from vercheck.registries.entry import Change, end_of, start_of
from vercheck.syntax.data import Datum, Entry, Mapping, Sequence
from vercheck.versions import IncomparableError, compare


def insertion(
    content: bytes,
    container: Mapping | Sequence,
    versions: list[Version | None],
    new: Version,
    entry: bytes,
    *,
    newest_first: bool,
) -> Change:
    """The bytes that add an entry to a container in its own order. `versions` are those of its entries, in
    their order; `newest_first` counts where there is but one."""
    children = [*container.entries] if isinstance(container, Mapping) else [*container.items]
    index = _index(versions, new, newest_first=newest_first)
    between = separator(content, container)
    if index < len(children):
        start = bounds(children[index]).start
        return (start, start, entry + between)
    end = bounds(children[-1]).end
    return (end, end, between + entry)


def direction(versions: list[Version | None]) -> int:
    """1 where versions stand from old to new, -1 from new to old, 0 where they do neither or cannot tell."""
    known = [version for version in versions if version is not None]
    try:
        steps = {compare(first, second) for first, second in pairwise(known)}
    except IncomparableError:
        return 0
    return -steps.pop() if len(steps) == 1 else 0


def separator(content: bytes, container: Mapping | Sequence) -> bytes:
    """What stands between two entries: a comma, and the white space before the first of them."""
    children = [*container.entries] if isinstance(container, Mapping) else [*container.items]
    first = bounds(children[0])
    if len(children) > 1:
        between = content[first.end : bounds(children[1]).start]
        if between.strip() == b",":
            return between
    lead = content[container.span.start + 1 : first.start]
    line = lead[lead.rfind(b"\n") + 1 :]
    if b"\n" not in lead:
        return b", "
    ending = b"\r\n" if b"\r\n" in lead else b"\n"
    return b"," + ending + (line if not line.strip() else b"")


def bounds(child: Entry | Datum) -> Span:
    """The bytes of an entry, with its quotes."""
    if isinstance(child, Entry):
        return Span(start_of(child), end_of(child.value))
    return child.span


def _index(versions: list[Version | None], new: Version, *, newest_first: bool) -> int:
    order = direction(versions)
    if len(versions) == 1:
        order = -1 if newest_first else 1
    if order == 0:
        return 0 if _starts_with_newest(versions) else len(versions)
    for index, version in enumerate(versions):
        try:
            if version is not None and compare(new, version) == -order:
                return index
        except IncomparableError:
            break
    return len(versions) if order == 1 or versions[0] is not None else 0


def _starts_with_newest(versions: list[Version | None]) -> bool:
    known = [version for version in versions if version is not None]
    try:
        return bool(known) and max(known, key=cmp_to_key(compare)) is versions[0]
    except IncomparableError:
        return False
