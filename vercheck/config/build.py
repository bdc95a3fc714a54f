"""Turns a document that the schema accepts into a `Config`, and finds what a schema cannot see."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from vercheck.config.values import (
    Config,
    DeclaredExtract,
    DeclaredRequire,
    DeclaredTable,
    Placed,
    SeverityRule,
)
from vercheck.graph import Hold
from vercheck.model import Address, Artifact, Location, Severity

Trail = tuple[str | int, ...]
Locate = Callable[[Trail], Location]


def build(document: dict[str, Any], path: str, locate: Locate) -> Config:
    """The configuration.

    Raises:
        ValueError: with a message and a trail, where a value has the right type but no meaning.
    """
    return Config(
        path=path,
        authorities=tuple(
            Placed((name, _address(text)), locate(("authority", name)))
            for name, text in document.get("authority", {}).items()
        ),
        severities=tuple(_severities(document.get("severity", {}), locate)),
        scopes=tuple(
            Placed((row["name"], tuple(row["paths"])), place)
            for row, place in _rows(document, "scope", locate)
        ),
        holds=tuple(
            Placed(_hold(row, index), locate(("hold", index)))
            for index, row in enumerate(document.get("hold", ()))
        ),
        tables=tuple(Placed(DeclaredTable(**row), place) for row, place in _rows(document, "table", locate)),
        extracts=tuple(
            Placed(_extract(row, index), locate(("extract", index)))
            for index, row in enumerate(document.get("extract", ()))
        ),
        requires=tuple(
            Placed(DeclaredRequire(row["when"], tuple(row["needs"]), row["reason"]), place)
            for row, place in _rows(document, "require", locate)
        ),
        exclude=tuple(Placed(item, locate(("exclude",))) for item in document.get("exclude", ())),
        packs=tuple(Placed(item, locate(("packs",))) for item in document.get("packs", ())),
        gone_hosts=tuple(document.get("gone-hosts", ())),
    )


def _rows(document: dict[str, Any], key: str, locate: Locate) -> Iterator[tuple[dict[str, Any], Location]]:
    for index, row in enumerate(document.get(key, ())):
        yield row, locate((key, index))


def _address(text: str) -> Address:
    path, _, trail = text.partition("#")
    return Address(path.removeprefix("./"), trail)


def _severities(table: dict[str, Any], locate: Locate) -> Iterator[Placed[SeverityRule]]:
    for check, level in table.items():
        place = locate(("severity", check))
        if isinstance(level, str):
            yield Placed(SeverityRule(check, Severity.parse(level)), place)
            continue
        if "level" in level:
            yield Placed(SeverityRule(check, Severity.parse(level["level"])), place)
        for path, text in level.get("paths", {}).items():
            yield Placed(SeverityRule(check, Severity.parse(text), path=path), place)
        for tool, text in level.get("tools", {}).items():
            yield Placed(SeverityRule(check, Severity.parse(text), tool=tool), place)


def _hold(row: dict[str, Any], index: int) -> Hold:
    until = row.get("until")
    if isinstance(until, str):
        try:
            until = date.fromisoformat(until)
        except ValueError:
            raise ValueError(
                f"`until` is `{until}`, which is no day of the calendar", ("hold", index, "until")
            ) from None
    return Hold(Artifact.parse(row["artifact"]), row["version"], row["reason"].strip(), until)


def _extract(row: dict[str, Any], index: int) -> DeclaredExtract:
    trail = ("extract", index, "pattern")
    try:
        pattern = re.compile(row["pattern"])
    except re.error as error:
        raise ValueError(f"`pattern` is not a regular expression: {error}", trail) from None
    if "version" not in pattern.groupindex:
        raise ValueError("`pattern` has no group `(?P<version>…)`, which is what it is for", trail)
    return DeclaredExtract(tuple(row["files"]), row["pattern"], Artifact.parse(row["artifact"]))
