"""Two copies of one compatibility table disagree.

## What it does
Finds two in-repository tables whose rows are about the same tool and judge the same others, and
reports rows that only one of them has and rows that list other versions.

## Why it matters
Two places that answer one question with two answers: which one is asked depends on the way that the
build takes. A copy without the row of the pinned version accepts everything.

## Example
`TOOL_COMPATIBILITY_MATRIX` has a row for `1.246.2`, which is pinned; `compatibility_matrix`, in another
file, ends at `1.243.0`.

## Fix safety
Never fixed. Keep one table and load it from the other place.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from vercheck import versions
from vercheck.checks import Check
from vercheck.graph import Facts
from vercheck.graph.in_force import InForce, Site
from vercheck.graph.matrices import Judge, judged, judges, selected, tool_of
from vercheck.graph.pin_graph import PinGraph
from vercheck.model import Allowed, Diagnostic, Label, MatrixRow, Severity, Version


def run(facts: Facts) -> Iterator[Diagnostic]:
    pins = InForce.of(facts)
    for first, second in combinations(judges(pins), 2):
        if first.anchor is None or first.matrix.tried or second.matrix.tried:
            continue
        if (first.anchor, first.root) != (second.anchor, second.root):
            continue
        if not _are_copies(facts.graph, first, second):
            continue
        yield from _compared(facts.graph, first, second, selected(pins, first.root, first.anchor))


def _are_copies(graph: PinGraph, first: Judge, second: Judge) -> bool:
    """Whether two tables are about the same things: more than half of what either judges."""
    ours, theirs = judged(graph, first.matrix), judged(graph, second.matrix)
    return 2 * len(ours & theirs) > len(ours | theirs)


def _compared(graph: PinGraph, first: Judge, second: Judge, pinned: tuple[Site, ...]) -> Iterator[Diagnostic]:
    """One finding for a pair, on the copy that lacks more."""
    lacking = {judge: _absent(other, judge) for judge, other in ((first, second), (second, first))}
    changed = _changed(graph, first, second)
    if not changed and not any(lacking.values()):
        return
    behind = max((second, first), key=lambda judge: (_lacks_pinned(judge, pinned), len(lacking[judge])))
    ahead = first if behind is second else second
    said = []
    if lacking[behind]:
        said.append(f"lacks {_keys(lacking[behind])}")
    if lacking[ahead]:
        said.append(f"has {_keys(lacking[ahead])}, which the other lacks")
    said.extend(f"lists other versions of `{one.tool}` for `{row.when}`" for row, one, _ in changed[:3])
    blind = [site for site in pinned if _lacks_pinned(behind, (site,)) and not _lacks_pinned(ahead, (site,))]
    if blind:
        said.append(f"so it says nothing about the pinned `{first.anchor}` `{blind[0].raw}`")
    where = f"{ahead.matrix.location.path}:{ahead.matrix.location.line}"
    yield Diagnostic(
        message=f"`{behind.matrix.name}` disagrees with its copy `{ahead.matrix.name}` ({where}): "
        f"it {', '.join(said)}",
        location=behind.matrix.location,
        tool=first.anchor,
        related=(
            Label(ahead.matrix.location, f"the other copy, `{ahead.matrix.name}`"),
            *(site.label(f"`{site.artifact}` is `{site.raw}` here") for site in blind),
            *(
                Label(place.location, f"`{place.tool}` for `{row.when}`")
                for row, *both in changed
                for place in both
            ),
        ),
        help=f"keep one table: load `{ahead.matrix.name}` instead of repeating it",
    )


def _absent(source: Judge, judge: Judge) -> list[MatrixRow]:
    """Rows of `source` that `judge` does not have."""
    return [row for row in source.matrix.rows if row.when and judge.row(versions.parse(row.when)) is None]


def _changed(graph: PinGraph, first: Judge, second: Judge) -> list[tuple[MatrixRow, Allowed, Allowed]]:
    """Lists that both have, for one version and one tool, with other versions in them."""
    found = []
    for row in first.matrix.rows:
        other = second.row(versions.parse(row.when)) if row.when else None
        theirs = {tool_of(graph, allowed): allowed for allowed in other.allows} if other else {}
        for allowed in row.allows:
            rival = theirs.get(tool_of(graph, allowed))
            if rival is not None and _texts(allowed) != _texts(rival):
                found.append((row, allowed, rival))
    return found


def _texts(allowed: Allowed) -> set[str]:
    return {text for text, _ in allowed.versions}


def _lacks_pinned(judge: Judge, pinned: tuple[Site, ...]) -> bool:
    return any(isinstance(site.side, Version) and judge.row(site.side) is None for site in pinned)


def _keys(rows: list[MatrixRow]) -> str:
    shown = [f"`{row.when}`" for row in rows[:4]]
    rest = f" and {len(rows) - 4} more" if len(rows) > 4 else ""
    return ("a row for " if len(rows) == 1 else "rows for ") + ", ".join(shown) + rest


CHECK = Check("two copies of a compatibility table disagree", Severity.WARNING, run)
