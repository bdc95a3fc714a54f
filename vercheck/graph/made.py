"""Files that rows say are made for one version of an artifact: which there are, and when they are made anew.

Apart from the rows, which only name them, because a check, a bump and a comparison of two trees ask alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from vercheck.graph.knowledge import Derived, Knowledge
from vercheck.graph.relations import admitted, read
from vercheck.graph.scopes import Standing, standing
from vercheck.model import Version
from vercheck.versions import IncomparableError, equal

_ASIDE = frozenset({Standing.EXAMPLE, Standing.FIXTURE})


def describes(pattern: str, path: str) -> bool:
    """Whether a row's pattern means a path: `**/` is any folder, or none."""
    return fnmatchcase(path, pattern) or fnmatchcase(path, pattern.replace("**/", ""))


def made(knowledge: Knowledge, paths: Iterable[str]) -> Iterator[tuple[Derived, str]]:
    """Each of the paths that a row in force describes, with the row. A folder of what others wrote
    (`third_party`) is where people keep what is made from it, too."""
    rows = [row for row in knowledge.derived if row.severity]
    for path in sorted(paths) if rows else ():
        found = [row for row in rows if describes(row.output, path)]
        if found and standing(path) not in _ASIDE:
            yield from ((row, path) for row in found)


def is_made_anew(knowledge: Knowledge, row: Derived, before: Version, now: Version) -> bool:
    """Whether what was made for one version has to be made again for another. Where the row has groups,
    nobody can tell of a release that is in none."""
    if not row.groups:
        return _differ(before, now)
    groups = [group for one in knowledge.groups if one.id == row.groups for group in one.groups]
    old = [group for group in groups if admitted(read(" || ".join(group)), before)]
    new = [group for group in groups if admitted(read(" || ".join(group)), now)]
    return bool(old and new) and old != new


def _differ(before: Version, now: Version) -> bool:
    try:
        return not equal(before, now)
    except IncomparableError:
        return before.text != now.text
