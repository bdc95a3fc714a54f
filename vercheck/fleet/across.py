"""What a store says of the repositories that are asked about, beside each other.

Every answer is made by the database, so that none holds the pins of all repositories.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from vercheck.fleet.store import Store
from vercheck.graph.identity import Identity
from vercheck.model import Severity
from vercheck.packs import load_packs
from vercheck.versions import parse


@dataclass(frozen=True, slots=True)
class Repository:
    """One repository and what came of it; `checks` counts the findings of each check."""

    key: int
    name: str
    root: str
    trouble: str | None
    reason: str | None
    files: int
    pins: int
    baselined: int
    errors: int
    warnings: int
    checks: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a repository says a version, and how; `more` counts its other places that say it likewise."""

    repository: str
    role: str
    path: str
    line: int
    more: int


@dataclass(frozen=True, slots=True)
class Used:
    """A version of a tool, and the names of the repositories that are at it."""

    version: str
    repositories: tuple[str, ...]
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool with its versions, the one that most repositories are at first. `family` tells apart what a
    package index serves from the program of the same name, as the checks do."""

    name: str
    family: str
    versions: tuple[Used, ...]

    @property
    def repositories(self) -> int:
        return len({name for used in self.versions for name in used.repositories})


class Across:
    """Answers about the repositories in the table `asked`; with `tool`, about that tool alone."""

    def __init__(self, store: Store, tool: str | None = None) -> None:
        self._database = store.database
        self.tool = tool
        self._name_alike()

    def _name_alike(self) -> None:
        """Repositories may call one artifact differently: here it goes by the name that most use."""
        self._database.execute("DROP TABLE IF EXISTS temp.called")
        self._database.execute(
            """CREATE TEMP TABLE called AS SELECT artifact, tool FROM (
                   SELECT artifact, tool, row_number() OVER (
                       PARTITION BY artifact ORDER BY count(DISTINCT repository) DESC, tool
                   ) AS rank FROM pins JOIN asked USING (repository) GROUP BY artifact, tool
               ) WHERE rank = 1"""
        )
        self._database.execute("CREATE INDEX temp.called_artifact ON called (artifact)")

    def tools(self) -> tuple[str, ...]:
        """The names of all tools."""
        return tuple(name for (name,) in self._ask("SELECT DISTINCT tool FROM called ORDER BY tool"))

    def tool_named(self, name: str) -> str | None:
        """The tool that goes by a name or an artifact, in any spelling, or by a name that a pack gives it."""
        found = self._ask(
            """SELECT tool FROM called WHERE :name IN (tool, artifact) OR tool = :known
               OR replace(lower(:name), '_', '-') IN (
                   replace(lower(tool), '_', '-'), replace(lower(artifact), '_', '-')
               ) ORDER BY tool <> :name, tool LIMIT 1""",
            name=name,
            known=Identity(load_packs(), (), ()).named(name),
        ).fetchone()
        return found[0] if found else None

    def repositories(self) -> Iterator[Repository]:
        """All of them, by name."""
        counts = self._ask(
            """SELECT repository, check_name, count(*), sum(severity = 'error') FROM findings
                JOIN asked USING (repository) WHERE (:tool IS NULL OR tool = :tool)
                GROUP BY repository, check_name ORDER BY repository, check_name""",
        )
        found = {key: tuple(rows) for key, rows in groupby(counts, itemgetter(0))}
        rows = self._ask(
            """SELECT repository, name, root, trouble, reason, files, pins, baselined FROM repositories
               JOIN asked USING (repository) ORDER BY name, root"""
        )
        for row in rows.fetchall():
            own = found.get(row[0], ())
            errors, all_ = sum(line[3] for line in own), sum(line[2] for line in own)
            checks = tuple((check, count) for _, check, count, _ in own)
            yield Repository(*(*row, errors, all_ - errors, checks))

    def findings(self, least: Severity, key: int | None = None) -> Iterator[tuple[str, Any]]:
        """The name of a repository and a finding in it, from a severity on, as the JSON report has it, in
        order; with a key, those of one."""
        rows = self._ask(
            """SELECT name, document FROM findings JOIN asked USING (repository)
                JOIN repositories USING (repository)
                WHERE (severity = 'error' OR :warnings) AND (:tool IS NULL OR tool = :tool)
                AND (:key IS NULL OR repository = :key) ORDER BY name, root, findings.rowid""",
            key=key,
            warnings=least <= Severity.WARNING,
        )
        return ((name, json.loads(document)) for name, document in rows)

    def apart(self) -> Iterator[Tool]:
        """Tools that are selected at several versions in several repositories, most versions first; with
        `tool`, that one with every version that is in use, and where. What only talks about a version, or
        offers one, does not use it."""
        rows = self._ask(
            """WITH used AS (
                    SELECT called.tool AS tool, family, number, repository, role, path, line
                    FROM pins JOIN asked USING (repository) JOIN called USING (artifact)
                    WHERE number IS NOT NULL AND CASE
                        WHEN :tool IS NULL THEN role = 'selects' AND standing = 'product'
                        ELSE called.tool = :tool AND role IN ('selects', 'resolves', 'requires')
                    END
                ), counted AS (
                    SELECT tool, family, count(DISTINCT number) AS versions,
                        count(DISTINCT repository) AS spread FROM used GROUP BY tool, family
                )
                SELECT tool, family, number, name, role,
                    min(path || char(0) || printf('%09d', line)), count(*)
                FROM used JOIN counted USING (tool, family) JOIN repositories USING (repository)
                WHERE :tool IS NOT NULL OR (versions > 1 AND spread > 1)
                GROUP BY tool, family, number, repository, role
                ORDER BY :tool IS NOT NULL AND family <> 'release', versions DESC, spread DESC,
                    tool, family, number, name, root, role"""
        )
        for (name, family), lines in groupby(rows, itemgetter(0, 1)):
            versions = [self._used(number, list(some)) for number, some in groupby(lines, itemgetter(2))]
            yield Tool(name, family, tuple(sorted(versions, key=_order)))

    def _used(self, number: str, rows: list[Any]) -> Used:
        names = tuple(dict.fromkeys(row[3] for row in rows))
        if self.tool is None:
            return Used(number, names)
        return Used(number, names, tuple(_place(*row[3:]) for row in rows))

    def _ask(self, query: str, **values: object) -> sqlite3.Cursor:
        return self._database.execute(query, {"tool": self.tool} | values)


def _place(repository: str, role: str, first: str, count: int) -> Place:
    path, _, line = first.partition("\0")
    return Place(repository, role, path, int(line), count - 1)


def _order(used: Used) -> tuple[object, ...]:
    """Most repositories first, then what has numbers before what has none, the newest first."""
    release = parse(used.version).release
    return (-len(used.repositories), not release, tuple(-part for part in release), used.version)
