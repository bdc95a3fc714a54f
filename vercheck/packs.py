"""Loads the rule packs: TOML files of rows that say what belongs together.

Knowledge lives in files, so that a row can be reviewed by somebody who knows the tool and not this
program. The packs that are shipped are held against the schema by the tests; a pack of the user's own
is held against it whenever it is loaded.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vercheck.graph.knowledge import (
    Companion,
    Groups,
    Knowledge,
    Lockstep,
    Table,
    Tool,
    platform_key,
)
from vercheck.graph.relations import read
from vercheck.model import Artifact, Severity
from vercheck.versions import RequirementError

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

SCHEMA = "pack.schema.json"
_GRADES = {"S": Severity.ERROR, "D": Severity.ERROR, "I": Severity.WARNING, "C": Severity.OFF}
_KINDS = ("tool", "companion", "lockstep", "groups", "table", "gone", "platform")
_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")

Document = Mapping[str, Any]


class PackError(ValueError):
    """A pack is wrong: the file, the line, the row, and what was expected."""

    def __init__(self, path: Path, line: int, message: str, row: str = "") -> None:
        self.path = path
        self.line = line
        self.row = row
        named = f"row `{row}`: " if row else ""
        super().__init__(f"{path}:{line}: {named}{message}")


def home() -> Path:
    """The folder of the shipped packs: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def load_packs(extra: Sequence[Path] = ()) -> Knowledge:
    """The rows of the shipped packs and of `extra`, sorted by file name; shipped ones come first.

    Raises:
        PackError: a pack of the user's cannot be read, or says what no pack can say.
    """
    shipped = sorted(home().glob("*.toml"))
    names = {path.stem: path for path in shipped}
    parts = [build(path.stem, _parsed(path, _content(path))) for path in shipped]
    for path in extra:
        if path.stem in names:
            raise PackError(
                path, 1, f"`{path.stem}` is the name of another pack ({names[path.stem].name}): rename one"
            )
        names[path.stem] = path
        content = _content(path)
        document = _parsed(path, content)
        validate(path, document, content)
        parts.append(build(path.stem, document))
    return _joined(parts)


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
    )


def validate(path: Path, document: Document, content: str) -> None:
    """Hold one pack against the schema and against what a schema cannot say.

    Raises:
        PackError: at the first row that is wrong.
    """
    from jsonschema import Draft202012Validator

    schema = json.loads((home() / SCHEMA).read_text("utf-8"))
    errors = sorted(
        Draft202012Validator(schema).iter_errors(document), key=lambda one: list(map(str, one.path))
    )
    if errors:
        _refuse(path, document, content, errors[0])
    seen: set[str] = set()
    for kind, index, row in _rows(document):
        message = _problem(row, document, seen)
        if message is not None:
            raise PackError(path, _line(content, kind, index), message, row["id"])
        seen.add(row["id"])


def _content(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise PackError(path, 1, "there is no such pack") from None
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(path, 1, f"cannot be read: {error}") from error


def _parsed(path: Path, content: str) -> Document:
    try:
        return tomllib.loads(content)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _TOML_PLACE.search(str(error))
        line = int(place[1] or content.count("\n") + 1) if place else 1
        raise PackError(path, line, f"not TOML: {_TOML_PLACE.sub('', str(error))}") from error


def _joined(parts: Sequence[Knowledge]) -> Knowledge:
    return Knowledge(
        tools=tuple(row for part in parts for row in part.tools),
        companions=tuple(row for part in parts for row in part.companions),
        locksteps=tuple(row for part in parts for row in part.locksteps),
        tables=tuple(row for part in parts for row in part.tables),
        gone=tuple(row for part in parts for row in part.gone),
        platforms={spelling: name for part in parts for spelling, name in part.platforms.items()},
        groups=tuple(row for part in parts for row in part.groups),
    )


def _common(pack: str, row: Document) -> dict[str, Any]:
    grade = row.get("grade", "S")
    severity = Severity.parse(row["severity"]) if "severity" in row else _GRADES[grade]
    return {
        "id": f"{pack}/{row['id']}",
        "reason": row["reason"],
        "evidence": tuple(row["evidence"]),
        "severity": severity,
        "grade": grade,
    }


def _tool(pack: str, row: Document) -> Tool:
    return Tool(
        **_common(pack, row),
        name=row["id"],
        artifacts=tuple(map(Artifact.parse, row["artifacts"])),
        names=tuple(row.get("names", ())),
        leads=Artifact.parse(row["leads"]) if "leads" in row else None,
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
                groups=f"{pack}/{groups}" if groups else "",
            )


def _lockstep(pack: str, row: Document) -> Lockstep:
    members = tuple((Artifact.parse(name), major) for name, major in row["members"].items())
    return Lockstep(**_common(pack, row), members=members, since=row.get("since", 0))


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
            )


def _artifacts(names: str | list[str]) -> tuple[Artifact, ...]:
    return tuple(map(Artifact.parse, [names] if isinstance(names, str) else names))


def _rows(document: Document) -> Iterator[tuple[str, int, Document]]:
    for kind in _KINDS:
        for index, row in enumerate(document.get(kind, ())):
            yield kind, index, row


def _problem(row: Document, document: Document, seen: set[str]) -> str | None:
    """What is wrong with a row that the schema accepts."""
    if row["id"] in seen:
        return f"`{row['id']}` is the id of another row: expected one that is unique in the pack"
    wanted = row.get("groups") if row.get("relation") == "group" else None
    if row.get("relation") == "group" and wanted is None:
        return "the relation `group` needs `groups`, the id of a groups row"
    if wanted is not None and wanted not in {one["id"] for one in document.get("groups", ())}:
        return f"`groups` is `{wanted}`: expected the id of a groups row of this pack"
    for text in _requirements(row):
        try:
            read(text)
        except RequirementError as error:
            return f"`{text}` is not a requirement: {error}"
    return None


def _requirements(row: Document) -> Iterator[str]:
    if "when" in row:
        yield row["when"]
    for line in row.get("rows", ()):
        yield from (line["when"], line["needs"])
    if isinstance(row.get("groups"), list):
        yield from (text for group in row["groups"] for text in group)


def _refuse(path: Path, document: Document, content: str, error: ValidationError) -> None:
    trail = list(error.absolute_path)
    kind = str(trail[0]) if trail else ""
    index = trail[1] if len(trail) > 1 and isinstance(trail[1], int) else 0
    rows = document.get(kind)
    row = rows[index] if isinstance(rows, list) and index < len(rows) else None
    identity = row.get("id", "") if isinstance(row, dict) else ""
    place = ".".join(map(str, trail[2:]))
    message = f"`{place}`: {error.message}" if place else error.message
    expected = error.schema.get("description", "") if isinstance(error.schema, Mapping) else ""
    raise PackError(
        path,
        _line(content, kind, index),
        f"{message}; expected {expected}" if expected and place else message,
        identity if isinstance(identity, str) else "",
    )


def _line(content: str, kind: str, index: int) -> int:
    """The line of a row's header, from 1."""
    header = re.compile(r"^[ \t]*\[\[?[ \t]*" + re.escape(kind) + r"[ \t]*\]\]?", re.MULTILINE)
    for number, match in enumerate(header.finditer(content) if kind else ()):
        if number == index:
            return content.count("\n", 0, match.start()) + 1
    return 1
