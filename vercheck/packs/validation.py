"""Holds a pack against its schema, and against what a schema cannot say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from vercheck.graph.relations import read
from vercheck.packs.ecosystems import unknown_ecosystem
from vercheck.packs.mistakes import in_words, worst
from vercheck.packs.places import problem_of_places, requirements_of_places
from vercheck.packs.rows import Document
from vercheck.versions import IncomparableError, RequirementError, intersects

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

SCHEMA = "pack.schema.json"
_KINDS = (
    "tool", "companion", "lockstep", "groups", "table", "gone", "platform", "member", "derived", "own",
    "shadow",
)  # fmt: skip
_REQUIREMENTS = ("when", "follower_when", "subject_when")
_TEMPLATE = "{name}"


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
    package = Path(__file__).parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def validate(path: Path, document: Document, content: str) -> None:
    """Hold one pack against the schema and against what a schema cannot say.

    Raises:
        PackError: at the first row that is wrong.
    """
    from jsonschema import Draft202012Validator

    schema = json.loads((home() / SCHEMA).read_text("utf-8"))
    errors = list(Draft202012Validator(schema).iter_errors(document))
    if errors:
        _refuse(path, document, content, worst(errors))
    seen: set[str] = set()
    for kind, index, row in _rows(document):
        message = _problem(row, document, seen)
        if message is not None:
            raise PackError(path, line_of(content, kind, index), message, row["id"])
        wrong = unknown_ecosystem(row)
        if wrong is not None:
            artifact, message = wrong
            line = _line_with(content, line_of(content, kind, index), artifact)
            raise PackError(path, line, message, row["id"])
        seen.add(row["id"])
    for index, row in enumerate(document.get("example", ())):
        if ("pins" in row) == ("files" in row):
            line = line_of(content, "example", index)
            raise PackError(path, line, "an example has either `pins` or `files`: expected one of them")


def _rows(document: Document) -> Iterator[tuple[str, int, Document]]:
    for kind in _KINDS:
        for index, row in enumerate(document.get(kind, ())):
            yield kind, index, row


def _problem(row: Document, document: Document, seen: set[str]) -> str | None:
    """What is wrong with a row that the schema accepts."""
    if row["id"] in seen:
        return f"`{row['id']}` is the id of another row: expected one that is unique in the pack"
    wanted = row["groups"] if isinstance(row.get("groups"), str) else None
    if row.get("relation") == "group" and wanted is None:
        return "the relation `group` needs `groups`, the id of a groups row"
    if wanted is not None and wanted not in {one["id"] for one in document.get("groups", ())}:
        return f"`groups` is `{wanted}`: expected the id of a groups row of this pack"
    for first, second in (("leader", "follower"), ("anchor", "subject")):
        if first in row and _TEMPLATE in str(row[first]) and _TEMPLATE not in str(row[second]):
            return f"`{first}` has `{_TEMPLATE}` and `{second}` has not: the {second} is what gives the name"
    if "winner" in row:
        message = problem_of_places(row)
        if message is not None:
            return message
    for text in _requirements(row):
        try:
            read(text)
        except RequirementError as error:
            return f"`{text}` is not a requirement: {error}"
    return _overlap(row)


def _overlap(row: Document) -> str | None:
    """Two rows of a table that speak of one version, so that nobody can say which of them holds."""
    for first, second in combinations(row.get("rows", ()), 2):
        try:
            if intersects(read(first["when"]), read(second["when"])):
                both = f"{_admits(first['when'])} and {_admits(second['when'])}"
                return f"two rows are about the same versions: {both}"
        except IncomparableError:
            continue
    return None


def _admits(text: str) -> str:
    """A requirement as it is written, and what it means where that is more than one may think."""
    bare = re.fullmatch(r"\d+(?:\.\d+)*", text)
    wide = f" (as in Cargo `^{text}`; `~{text}` or `={text}` are narrower)" if bare else ""
    return f"`{text}`{wide}"


def _requirements(row: Document) -> Iterator[str]:
    yield from (row[key] for key in _REQUIREMENTS if key in row)
    yield from requirements_of_places(row)
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
    message = f"`{place}`: {in_words(error)}" if place else in_words(error)
    raise PackError(
        path, line_of(content, kind, index), message, identity if isinstance(identity, str) else ""
    )


def line_of(content: str, kind: str, index: int) -> int:
    """The line of a row's header, from 1."""
    header = re.compile(r"^[ \t]*\[\[?[ \t]*" + re.escape(kind) + r"[ \t]*\]\]?", re.MULTILINE)
    for number, match in enumerate(header.finditer(content) if kind else ()):
        if number == index:
            return content.count("\n", 0, match.start()) + 1
    return 1


def _line_with(content: str, first: int, text: str) -> int:
    """The first line with a text, from a line on; that one where the text is spelled in another way."""
    lines = content.splitlines()
    return next((number for number in range(first, len(lines) + 1) if text in lines[number - 1]), first)
