"""The rows that hold for one repository: those of the packs that are shipped, of its own packs and of its
`[[require]]`, each at the severity that its configuration gives it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from vercheck.cache.kept import Kept
from vercheck.config import Config, ConfigError, DeclaredRequire, Placed
from vercheck.did_you_mean import did_you_mean
from vercheck.graph import Knowledge, Table
from vercheck.model import Severity
from vercheck.own_files import is_there
from vercheck.packs import load_packs


def rules_in_force(
    root: Path, config: Config, checks: Collection[str] = (), kept: Kept | None = None
) -> Knowledge:
    """All rows for the tree at `root`. `checks` are the names that `[severity]` may also speak of; `kept` is
    what earlier runs found out.

    Raises:
        ConfigError: the configuration names a pack, a check or a rule that does not exist.
        PackError: a pack of the repository's own cannot be loaded.
    """
    for pack in config.packs:
        if not is_there(root / pack.value):
            raise ConfigError(f"`packs` has `{pack.value}`, which is no file here", pack.location)
    known = load_packs([root / pack.value for pack in config.packs], kept)
    own = tuple(table for row, id_ in _named(config.requires) for table in _tables(row, id_))
    known = replace(known, tables=(*known.tables, *own)) if own else known
    severities = _severities(config, known, checks)
    return known.regraded(severities) if severities else known


def _named(rows: Iterable[Placed[DeclaredRequire]]) -> Iterator[tuple[Placed[DeclaredRequire], str]]:
    """Each row with an id of its own: the second one about a name has a `-2` behind it."""
    taken: set[str] = set()
    for row in rows:
        name = id_ = f"require/{row.value.when.artifact.name}"
        number = 1
        while id_ in taken:
            number += 1
            id_ = f"{name}-{number}"
        taken.add(id_)
        yield row, id_


def _tables(row: Placed[DeclaredRequire], id_: str) -> Iterator[Table]:
    """A table of one line for each need."""
    when, place = row.value.when, row.location
    for need in row.value.needs:
        yield Table(
            id=id_,
            reason=row.value.reason,
            evidence=(f"{place.path}:{place.line}",),
            severity=Severity.ERROR,
            anchor=when.artifact,
            subject=need.artifact,
            rows=((when.requirement, need.requirement),),
            origin=place,
        )


def _severities(config: Config, known: Knowledge, checks: Collection[str]) -> dict[str, Severity]:
    """The severities of rules: the gravest of a row's level and its exceptions, so that the row is looked
    at; which of them a finding gets, its place and its tool decide."""
    rows = {row.id for row in known.grounded}
    given: dict[str, Severity] = {}
    levels = {rule.value.check for rule in config.severities if rule.value.is_general}
    for rule in config.severities:
        name = rule.value.check
        if name in checks:
            continue
        if name not in rows:
            raise ConfigError(_unknown(name, known, {*checks, *rows}), rule.location)
        if name not in levels:
            raise ConfigError(
                f"`severity.{name}` has exceptions but no `level` that they are from", rule.location
            )
        given[name] = max(given.get(name, Severity.OFF), rule.value.severity)
    return given


def _unknown(name: str, known: Knowledge, names: Collection[str]) -> str:
    if any(row.id == name for row in known.rows()):
        return f"`severity.{name}`: this row only says what is what, so it has no severity"
    kind = "rule" if "/" in name else "check"
    return f"`severity.{name}`: there is no {kind} `{name}`{did_you_mean(name, names)}"
