"""Rows of a pack from the values of releases: neighbours with one value become one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from tools.tables.release import Release, Version, following, spelled, version
from tools.tables.table import Shape, Table


@dataclass(frozen=True, slots=True)
class Row:
    """`source` says where the value can be read: the first release of the row's last line."""

    when: str
    needs: str
    source: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a table becomes. `groups` is for those that have no rows; `silent` are the releases whose
    files do not say the value, so that no row speaks of them."""

    known_through: str
    rows: tuple[Row, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    silent: tuple[Release, ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring releases with one value, and the first release after them."""

    value: str
    releases: tuple[Release, ...]
    after: Version | None

    @property
    def first(self) -> Version:
        return self.releases[0].version

    @property
    def last(self) -> Version:
        return self.releases[-1].version

    @property
    def source(self) -> str:
        return next(item.source for item in self.releases if item.version.line == self.last.line)


def rebuild(table: Table, values: Iterable[tuple[Release, str | None]]) -> Rebuilt:
    """The table that the values of all releases, by version, make."""
    since = version(table.since)
    every = [(release, value) for release, value in values if since is None or release.version >= since]
    told = [(release, value) for release, value in every if value is not None]
    silent = tuple(release for release, value in every if value is None)
    if not told:
        return Rebuilt("", silent=silent)
    known = told[-1][0].version.text
    if table.shape is Shape.GROUPS:
        return Rebuilt(known, groups=tuple(_groups(_runs(told))), silent=silent)
    runs = list(_runs(told, by_line=table.shape is Shape.LINES))
    if table.shape is Shape.CHANGES:
        return Rebuilt("", tuple(_changes(table, runs)), silent=silent)
    rows = (Row(_when(table, run), table.needs(run.value, run.first), run.source) for run in runs)
    return Rebuilt(known, tuple(rows), silent=silent)


def _runs(told: list[tuple[Release, str]], *, by_line: bool = False) -> Iterator[_Run]:
    def key(item: tuple[Release, str]) -> tuple[object, ...]:
        release, value = item
        return (value, release.version.line) if by_line else (value,)

    found = [tuple(group) for _, group in groupby(told, key=key)]
    for index, group in enumerate(found):
        after = found[index + 1][0][0].version if index + 1 < len(found) else None
        yield _Run(group[0][1], tuple(release for release, _ in group), after)


def _when(table: Table, run: _Run) -> str:
    """The requirement that takes the releases of a run, and none of the next: `0.33`, `>=0.21, <0.23`,
    `=0.53.0`. A line that was never released between two runs belongs to neither."""
    begins = _shortest(run.first)
    next_line = spelled(following(run.last.line))
    goes_on = run.after is not None and run.after.line == run.last.line
    if not goes_on and _opens(run.first) and run.first.line == run.last.line:
        return table.line.format(begins)
    if goes_on and len(run.releases) == 1:
        return f"={run.first.text}"
    return f">={begins}, <{run.after.text if goes_on and run.after else next_line}"


def _shortest(release: Version) -> str:
    """A bound at a release: its line, where it is the first of it."""
    return spelled(release.line) if _opens(release) else release.text


def _opens(first: Version) -> bool:
    """Whether a release is the first one that its line can have."""
    return first.parts[len(first.line) :] == (0,) * (3 - len(first.line))


def _changes(table: Table, runs: list[_Run]) -> Iterator[Row]:
    for run in runs[1:]:
        begins = _shortest(run.first)
        when = f">={begins}" if run.after is None else f">={begins}, <{_shortest(run.after)}"
        yield Row(when, table.needs(run.value, run.first), run.releases[0].source)


def _groups(runs: Iterable[_Run]) -> Iterator[tuple[str, ...]]:
    """A line by its name where all of it has one value and a newer one is known, so that no release of
    it is still to come; else release by release, or a range where there are many without a gap."""
    every = list(runs)
    shared = Counter(line for run in every for line in {item.version.line for item in run.releases})
    newest = max((run.last for run in every), default=None)
    for run in every:
        found: list[str] = []
        for line, group in groupby((item.version for item in run.releases), key=lambda item: item.line):
            if shared[line] == 1 and newest is not None and line != newest.line:
                found.append(spelled(line))
            else:
                found.extend(_each(list(group)))
        yield tuple(found)


def _each(versions: list[Version]) -> list[str]:
    first, last = versions[0], versions[-1]
    if len(versions) > 3 and last.parts[2] - first.parts[2] == len(versions) - 1:
        return [f">={first.text}, <={last.text}"]
    return [f"={item.text}" for item in versions]
