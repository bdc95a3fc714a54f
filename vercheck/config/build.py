"""Turns a document that the schema accepts into a `Config`, and finds what a schema cannot see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from vercheck.config.values import (
    Config,
    DeclaredExtract,
    DeclaredRequire,
    DeclaredSync,
    DeclaredTable,
    Need,
    Placed,
    SeverityRule,
)
from vercheck.graph import Hold
from vercheck.graph.relations import read
from vercheck.model import Address, Artifact, Location, Severity
from vercheck.syntax.patterns import Pattern, PatternError, compile_pattern
from vercheck.versions import RequirementError

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
        tables=tuple(Placed(_table(row), place) for row, place in _rows(document, "table", locate)),
        extracts=tuple(
            Placed(_extract(row, index), locate(("extract", index)))
            for index, row in enumerate(document.get("extract", ()))
        ),
        requires=tuple(
            Placed(_require(row, index), locate(("require", index)))
            for index, row in enumerate(document.get("require", ()))
        ),
        syncs=tuple(
            Placed(_sync(row, index), locate(("sync", index)))
            for index, row in enumerate(document.get("sync", ()))
        ),
        exclude=tuple(Placed(item, locate(("exclude",))) for item in document.get("exclude", ())),
        packs=tuple(Placed(item, locate(("packs",))) for item in document.get("packs", ())),
        gone_hosts=tuple(Placed(item, locate(("gone-hosts",))) for item in document.get("gone-hosts", ())),
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


def _table(row: dict[str, Any]) -> DeclaredTable:
    return DeclaredTable(row["path"].removeprefix("./"), row["symbol"], row["ecosystem"])


def _extract(row: dict[str, Any], index: int) -> DeclaredExtract:
    trail = ("extract", index, "pattern")
    pattern = _pattern(row["pattern"], trail)
    artifact = Artifact.parse(row["artifact"])
    if "name" in pattern.groups and "{name}" not in artifact.name:
        message = f"the group `name` needs a place in `artifact`, such as `{artifact.ecosystem}:{{name}}`"
        raise ValueError(message, ("extract", index, "artifact"))
    if "{name}" in artifact.name and "name" not in pattern.groups:
        raise ValueError("`pattern` has no group `(?P<name>…)`, which `artifact` asks for", trail)
    files = tuple(glob.removeprefix("./") for glob in row["files"])
    return DeclaredExtract(files, row["pattern"], artifact)


def _sync(row: dict[str, Any], index: int) -> DeclaredSync:
    trail = ("sync", index)
    origin = _address(row["from"])
    if ("to" in row) == ("pattern" in row) or ("files" in row) != ("pattern" in row):
        raise ValueError("`sync` says where to by `to`, or by `files` and `pattern`", trail)
    if "to" in row:
        target = _address(row["to"])
        if target == origin:
            raise ValueError("`to` is the address that `from` reads", (*trail, "to"))
        return DeclaredSync(origin, target)
    _pattern(row["pattern"], (*trail, "pattern"))
    files = tuple(glob.removeprefix("./") for glob in row["files"])
    return DeclaredSync(origin, None, files, row["pattern"])


def _pattern(text: str, trail: Trail) -> Pattern:
    """A pattern with a version in it."""
    try:
        pattern = compile_pattern(text)
    except PatternError as error:
        message = f"`pattern` is not a regular expression that runs in linear time: {error}"
        raise ValueError(message, trail) from None
    if "version" not in pattern.groups:
        raise ValueError("`pattern` has no group `(?P<version>…)`, which is what it is for", trail)
    return pattern


def _require(row: dict[str, Any], index: int) -> DeclaredRequire:
    return DeclaredRequire(
        when=_need(row["when"], ("require", index, "when"), any_version="*"),
        needs=tuple(_need(text, ("require", index, "needs")) for text in row["needs"]),
        reason=row["reason"].strip(),
    )


def _need(text: str, trail: Trail, any_version: str = "") -> Need:
    """`ARTIFACT REQUIREMENT`; the requirement may be left out where any version is meant."""
    name, _, requirement = text.strip().partition(" ")
    requirement = requirement.strip() or any_version
    ecosystem, colon, rest = name.partition(":")
    if not (ecosystem and colon and rest and requirement):
        message = (
            f"`{trail[-1]}` says `{text}`: "
            "expected an artifact and a requirement, such as `bin:wasmtime >=40`"
        )
        raise ValueError(message, trail)
    try:
        read(requirement)
    except RequirementError as error:
        raise ValueError(f"`{trail[-1]}` says `{text}`: {error}", trail) from None
    return Need(Artifact.parse(name), requirement)
