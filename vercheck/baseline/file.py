"""The file of a baseline: one line for each finding, so that a diff of it shows what was fixed.

A finding is known by its fingerprint. What else a line says is for people, and is as it was when the line
was written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from vercheck.fingerprints import fingerprints
from vercheck.model import Diagnostic, Source, Span
from vercheck.own_files import BASELINE, leads_out, real_place
from vercheck.printable import without_surrogates

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

NAME = BASELINE
"""What the file is called at the root of a tree."""

SCHEMA = "vercheck-baseline-1"


class BaselineError(ValueError):
    """A baseline that cannot be read, or that says what no baseline can say."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One finding that is lived with; the order is that of the file."""

    path: str
    check: str
    message: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """A file of entries, in its order. `source` is the file itself, so that an entry can be pointed at."""

    source: Source
    entries: tuple[Entry, ...] = field(default=())

    def span(self, entry: Entry) -> Span:
        """Where the fingerprint of an entry stands in the file."""
        start = self.source.content.find(entry.fingerprint.encode())
        return Span(start, start + len(entry.fingerprint))


def entries_of(diagnostics: Sequence[Diagnostic]) -> tuple[Entry, ...]:
    """An entry for each finding of a whole report."""
    return tuple(
        Entry(
            without_surrogates(item.location.path), item.check, without_surrogates(item.message), fingerprint
        )
        for item, fingerprint in zip(diagnostics, fingerprints(diagnostics), strict=True)
    )


def text(entries: Iterable[Entry]) -> str:
    """The whole file: the same for the same entries, in whatever order they come."""
    rows = ",\n".join(f"    {_row(entry)}" for entry in sorted(set(entries)))
    listed = f"[\n{rows}\n  ]" if rows else "[]"
    return f'{{\n  "schema": "{SCHEMA}",\n  "findings": {listed}\n}}\n'


def _row(entry: Entry) -> str:
    row = {
        "path": entry.path,
        "check": entry.check,
        "message": entry.message,
        "fingerprint": entry.fingerprint,
    }
    # A message may quote a comment that is meant for vercheck. Here it is none.
    return json.dumps(row, ensure_ascii=False).replace("vercheck:", "vercheck\\u003a")


def place(root: Path, file: Path | None = None) -> tuple[Path, str]:
    """Where the baseline of a tree is or would be, and what messages call it: below the root, relative to
    it.

    Raises:
        BaselineError: it would be elsewhere, by a link in the repository.
    """
    if file is None and leads_out(root, NAME):
        raise BaselineError(f"`{NAME}` is a link that leads out of the root: name the file with `--baseline`")
    path = root / NAME if file is None else real_place(file)
    return path, path.relative_to(root).as_posix() if path.is_relative_to(root) else str(file)


def baseline_of(root: Path, file: Path | None = None) -> Baseline | None:
    """The baseline of a tree; `None` where the root has none and none is named.

    Raises:
        BaselineError: it is not there although it is named, or is no baseline.
    """
    path, name = place(root, file)
    if file is None and not path.is_file() and not path.is_symlink():
        return None
    return read(path, name)


def read(path: Path, name: str) -> Baseline:
    """The baseline in the file at `path`, which messages and findings call `name`.

    Raises:
        BaselineError: it cannot be read, is not JSON, or is not as its schema says.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BaselineError(f"the baseline `{name}` cannot be read: {error.strerror}") from None
    try:
        document = json.loads(content)
    except json.JSONDecodeError as error:
        raise BaselineError(f"{name}:{error.lineno}: the baseline is not JSON: {error.msg.lower()}") from None
    except (ValueError, RecursionError):  # bytes that are no text, a number without end, nesting
        raise BaselineError(f"{name}: the baseline is not JSON in UTF-8") from None
    trouble = _trouble(document)
    if trouble is not None:
        raise BaselineError(f"{name}: {trouble}")
    keys = ("path", "check", "message", "fingerprint")
    rows = ([without_surrogates(row[key]) for key in keys] for row in document["findings"])
    entries = (Entry(*row) for row in rows)
    return Baseline(Source(name, content), tuple({entry.fingerprint: entry for entry in entries}.values()))


def _trouble(document: object) -> str | None:
    """What a schema finds wrong with a document, in words."""
    from jsonschema import Draft202012Validator

    schema = json.loads((files("vercheck") / "schemas" / "baseline.schema.json").read_text("utf-8"))
    errors: Iterable[ValidationError] = Draft202012Validator(schema).iter_errors(document)
    first = min(errors, key=lambda error: [str(part).zfill(6) for part in error.absolute_path], default=None)
    if first is None:
        return None
    if isinstance(document, dict) and document.get("schema") != SCHEMA:
        return f"a baseline says `schema`: `{SCHEMA}`; write it anew, or by the same version of vercheck"
    place = ".".join(str(part) for part in first.absolute_path)
    return f"the baseline is wrong{f' at `{place}`' if place else ''}: {first.message[:200]}"
