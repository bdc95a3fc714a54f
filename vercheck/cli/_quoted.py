"""The lines of files that a report shows: they may change where everything else still says what it said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from vercheck.cache.digest import digest

if TYPE_CHECKING:
    from vercheck.model import Diagnostic, Location, Source

Quoted = Mapping[str, tuple[Sequence[int], str]]
"""By path: the numbers of the lines, and a name for what they hold."""


def quoted(findings: Iterable[Diagnostic], source: Callable[[str], Source | None]) -> Quoted:
    """The lines of all places that findings point to, and all between the edits of a fix in one file."""
    lines: dict[str, set[int]] = defaultdict(set)
    for item in findings:
        edited: dict[str, list[Location]] = defaultdict(list)
        for edit in item.fix.edits if item.fix is not None else ():
            edited[edit.location.path].append(edit.location)
        stretches = [[item.location], *([label.location] for label in item.related), *edited.values()]
        for places in stretches:
            first, last = min(place.line for place in places), max(place.end_line for place in places)
            lines[places[0].path].update(range(first, last + 1))
    return {path: (sorted(numbers), _held(source(path), sorted(numbers))) for path, numbers in lines.items()}


def hold_the_same(paths: Iterable[str], shown: Quoted, source: Callable[[str], Source | None]) -> bool:
    """Whether the lines of some files that were shown hold what they held."""
    return all(_held(source(path), shown[path][0]) == shown[path][1] for path in paths if path in shown)


def _held(source: Source | None, numbers: Sequence[int]) -> str:
    return digest([source.line_text(number) for number in numbers]).hex() if source is not None else ""
