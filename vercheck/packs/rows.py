"""Turns the rows of a valid pack into values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vercheck.graph.knowledge import (
    Companion,
    Derived,
    Groups,
    Knowledge,
    Lockstep,
    Member,
    OwnVersion,
    Shadow,
    Table,
    Tool,
    platform_key,
)
from vercheck.model import Artifact, Role, Severity
from vercheck.packs.places import place

_GRADES = {"S": Severity.ERROR, "D": Severity.ERROR, "I": Severity.WARNING, "C": Severity.OFF}

Document = Mapping[str, Any]


def build(pack: str, document: Document) -> Knowledge:
    """The values of one pack's rows, in the order of the file. The document must be valid."""
    return Knowledge(
        tools=tuple(_tool(pack, row) for row in document.get("tool", ())),
        companions=tuple(one for row in document.get("companion", ()) for one in _companions(pack, row)),
        locksteps=tuple(_lockstep(pack, row) for row in document.get("lockstep", ())),
        tables=tuple(one for row in document.get("table", ()) for one in _tables(pack, row)),
        gone=tuple((row["host"], row["reason"]) for row in document.get("gone", ())),
        platforms={
            spelling: row["id"]
            for row in document.get("platform", ())
            for written in (row["id"], *row["spellings"])
            for spelling in (written, platform_key(written))
        },
        groups=tuple(
            Groups(
                **_common(pack, row),
                groups=tuple(map(tuple, row["groups"])),
                known_through=row["known_through"],
            )
            for row in document.get("groups", ())
        ),
        members=tuple(one for row in document.get("member", ()) for one in _members(pack, row)),
        derived=tuple(one for row in document.get("derived", ()) for one in _derived(pack, row)),
        own=tuple(OwnVersion(**_common(pack, row), place=row["place"]) for row in document.get("own", ())),
        shadows=tuple(_shadow(pack, row) for row in document.get("shadow", ())),
    )


def joined(parts: Sequence[Knowledge]) -> Knowledge:
    """All rows of several packs, in their order."""
    return Knowledge(
        tools=tuple(row for part in parts for row in part.tools),
        companions=tuple(row for part in parts for row in part.companions),
        locksteps=tuple(row for part in parts for row in part.locksteps),
        tables=tuple(row for part in parts for row in part.tables),
        gone=tuple(row for part in parts for row in part.gone),
        platforms={spelling: name for part in parts for spelling, name in part.platforms.items()},
        groups=tuple(row for part in parts for row in part.groups),
        members=tuple(row for part in parts for row in part.members),
        derived=tuple(row for part in parts for row in part.derived),
        own=tuple(row for part in parts for row in part.own),
        shadows=tuple(row for part in parts for row in part.shadows),
    )


def _common(pack: str, row: Document) -> dict[str, Any]:
    return {
        "id": f"{pack}/{row['id']}",
        "reason": row["reason"],
        "evidence": tuple(row["evidence"]),
        "severity": severity_of(row),
        "grade": row.get("grade", "S"),
    }


def severity_of(row: Document) -> Severity:
    """The severity that a row states, or that its grade gives it."""
    return Severity.parse(row["severity"]) if "severity" in row else _GRADES[row.get("grade", "S")]


def _tool(pack: str, row: Document) -> Tool:
    return Tool(
        **_common(pack, row),
        name=row["id"],
        artifacts=tuple(map(Artifact.parse, row["artifacts"])),
        names=tuple(row.get("names", ())),
        leads=Artifact.parse(row["leads"]) if "leads" in row else None,
        is_for_tests=row.get("for_tests", False),
    )


def _companions(pack: str, row: Document) -> Iterator[Companion]:
    groups = row.get("groups", "")
    for leader in _artifacts(row["leader"]):
        for follower in _artifacts(row["follower"]):
            yield Companion(
                **_common(pack, row),
                leader=leader,
                follower=follower,
                relation=row["relation"],
                when=row.get("when"),
                follower_when=row.get("follower_when"),
                groups=f"{pack}/{groups}" if groups else "",
            )


def _lockstep(pack: str, row: Document) -> Lockstep:
    members = tuple((Artifact.parse(name), major) for name, major in row["members"].items())
    return Lockstep(**_common(pack, row), members=members, since=row.get("since", 0), until=row.get("until"))


def _tables(pack: str, row: Document) -> Iterator[Table]:
    for anchor in _artifacts(row["anchor"]):
        for subject in _artifacts(row["subject"]):
            yield Table(
                **_common(pack, row),
                anchor=anchor,
                subject=subject,
                rows=tuple((line["when"], line["needs"]) for line in row["rows"]),
                known_through=row.get("known_through", ""),
                check=row.get("check", "incompatible-versions"),
                sources=tuple(line.get("source", "") for line in row["rows"]),
                subject_when=row.get("subject_when"),
                subject_role=Role(row["subject_role"]) if "subject_role" in row else None,
            )


def _members(pack: str, row: Document) -> Iterator[Member]:
    for artifact in _artifacts(row["artifact"]):
        yield Member(**_common(pack, row), artifact=artifact, registry=row["registry"])


def _derived(pack: str, row: Document) -> Iterator[Derived]:
    groups = row.get("groups", "")
    for artifact in _artifacts(row["artifact"]):
        yield Derived(
            **_common(pack, row),
            artifact=artifact,
            output=row["output"],
            command=row["command"],
            groups=f"{pack}/{groups}" if groups else "",
        )


def _shadow(pack: str, row: Document) -> Shadow:
    return Shadow(
        **_common(pack, row),
        winner=place(row["winner"]),
        loser=place(row["loser"]),
        artifacts=frozenset(_artifacts(row.get("artifact", []))),
        compare=row.get("compare", "version"),
        is_refused=row.get("refused", False),
        help=row.get("help", "say the same in both places, or leave one of them out"),
    )


def _artifacts(names: str | list[str]) -> tuple[Artifact, ...]:
    return tuple(map(Artifact.parse, [names] if isinstance(names, str) else names))
