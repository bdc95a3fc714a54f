"""The store of a fleet: what each repository was found to have, in one SQLite file that anybody can query.

`docs/commands/fleet.md` tells users of the tables; a change of theirs is a new `_FORMAT`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from vercheck.fleet.checkouts import Checkout
from vercheck.fleet.results import Checked, Failed, FleetError, Unchanged
from vercheck.fleet.rows import FINDING_COLUMNS, PIN_COLUMNS
from vercheck.printable import printable, without_surrogates

_APPLICATION = 0x76636B66
"""What marks the file as a store of ours."""

_FORMAT = 1

_PATIENCE = 30.0
"""Seconds that another run is waited for."""

_TABLES = """
CREATE TABLE repositories (
    repository INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    root TEXT NOT NULL,
    place BLOB NOT NULL UNIQUE,
    state TEXT NOT NULL,
    trouble TEXT,
    reason TEXT,
    files INTEGER NOT NULL DEFAULT 0,
    pins INTEGER NOT NULL DEFAULT 0,
    errors INTEGER NOT NULL DEFAULT 0,
    warnings INTEGER NOT NULL DEFAULT 0,
    baselined INTEGER NOT NULL DEFAULT 0,
    seconds REAL NOT NULL DEFAULT 0,
    checked_at TEXT NOT NULL,
    question TEXT NOT NULL DEFAULT ''
);
CREATE TABLE pins (
    repository INTEGER NOT NULL REFERENCES repositories ON DELETE CASCADE,
    artifact TEXT NOT NULL, tool TEXT NOT NULL, family TEXT NOT NULL, role TEXT NOT NULL,
    value TEXT NOT NULL, version TEXT, number TEXT, standing TEXT NOT NULL,
    path TEXT NOT NULL, line INTEGER NOT NULL, "column" INTEGER NOT NULL,
    scope TEXT NOT NULL, address TEXT NOT NULL, reference TEXT
);
CREATE INDEX pins_of_repository ON pins (repository);
CREATE INDEX pins_of_tool ON pins (tool);
CREATE TABLE findings (
    repository INTEGER NOT NULL REFERENCES repositories ON DELETE CASCADE,
    check_name TEXT NOT NULL, severity TEXT NOT NULL, tool TEXT, artifact TEXT, message TEXT NOT NULL,
    path TEXT NOT NULL, line INTEGER NOT NULL, "column" INTEGER NOT NULL,
    version TEXT, expected TEXT, rule TEXT, fingerprint TEXT NOT NULL, document TEXT NOT NULL
);
CREATE INDEX findings_of_repository ON findings (repository);
"""


class Store:
    """What is known of repositories, each wholly or not at all. One run writes, and others may read."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def known(self, checkout: Checkout) -> str:
        """The question that is answered here about a checkout; `""` for none."""
        found = self.database.execute(
            "SELECT question FROM repositories WHERE place = ?", (os.fsencode(checkout.place),)
        ).fetchone()
        return found[0] if found else ""

    def record(self, checkout: Checkout, result: Checked | Failed | Unchanged) -> None:
        """Take in what came of a checkout, in the place of what was known of it."""
        place = os.fsencode(checkout.place)
        own = (without_surrogates(checkout.name), without_surrogates(checkout.place), place)
        with self.database:
            match result:
                case Unchanged():
                    self.database.execute("UPDATE repositories SET name = ? WHERE place = ?", (own[0], place))
                case Failed(trouble, message):
                    self._replace(own, {"state": "failed", "trouble": str(trouble)} | _said(message))
                case Checked():
                    counted = ("question", "files", "baselined", "errors", "warnings", "seconds")
                    row = {name: getattr(result, name) for name in counted}
                    key = self._replace(own, row | {"state": "checked", "pins": result.pinned})
                    self._fill("pins", PIN_COLUMNS, key, result.pins)
                    self._fill("findings", FINDING_COLUMNS, key, result.findings)

    def forget_but(self, checkouts: Iterable[Checkout]) -> None:
        """Drop every repository that is none of these."""
        with self.database:
            self.ask_about(checkouts)
            self.database.execute(
                "DELETE FROM repositories WHERE repository NOT IN (SELECT repository FROM asked)"
            )

    def ask_about(self, checkouts: Iterable[Checkout] | None) -> None:
        """Say which repositories the table `asked` has from now on; `None` means all that are known."""
        run = self.database.execute
        run("CREATE TEMP TABLE IF NOT EXISTS asked (repository INTEGER PRIMARY KEY)")
        run("DELETE FROM asked")
        if checkouts is None:
            run("INSERT INTO asked SELECT repository FROM repositories")
            return
        self.database.executemany(
            "INSERT INTO asked SELECT repository FROM repositories WHERE place = ?",
            ((os.fsencode(checkout.place),) for checkout in checkouts),
        )

    def _replace(self, own: tuple[str, str, bytes], row: dict[str, object]) -> int:
        self.database.execute("DELETE FROM repositories WHERE place = ?", (own[2],))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        whole = dict(zip(("name", "root", "place"), own, strict=True)) | row | {"checked_at": now}
        names, marks = ", ".join(whole), ", ".join("?" * len(whole))
        statement = f"INSERT INTO repositories ({names}) VALUES ({marks})"  # noqa: S608
        return self.database.execute(statement, tuple(whole.values())).lastrowid or 0

    def _fill(
        self, table: str, columns: tuple[str, ...], key: int, rows: Iterable[tuple[object, ...]]
    ) -> None:
        names = ", ".join(f'"{name}"' for name in ("repository", *columns))
        marks = ", ".join("?" * (len(columns) + 1))
        statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
        self.database.executemany(statement, ((key, *map(_text, row)) for row in rows))


@contextmanager
def opened(file: Path) -> Iterator[Store]:
    """The store in a file, which is made where there is none.

    Raises:
        FleetError: it cannot be read or written, or is something else; nothing was changed then.
    """
    try:
        with closing(sqlite3.connect(file, timeout=_PATIENCE)) as database:
            _prepare(database, file)
            yield Store(database)
    except sqlite3.Error as error:
        raise FleetError(f"the store `{printable(str(file))}` cannot be used: {error}") from None


def _prepare(database: sqlite3.Connection, file: Path) -> None:
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("PRAGMA synchronous = NORMAL")
    with database:
        database.execute("BEGIN IMMEDIATE")
        if database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
            for statement in _TABLES.split(";"):
                database.execute(statement)
            database.execute(f"PRAGMA application_id = {_APPLICATION}")
            database.execute(f"PRAGMA user_version = {_FORMAT}")
            return
    if database.execute("PRAGMA application_id").fetchone() != (_APPLICATION,):
        raise FleetError(f"`{printable(str(file))}` is a database of something else, and stays as it is")
    if database.execute("PRAGMA user_version").fetchone() != (_FORMAT,):
        raise FleetError(
            f"`{printable(str(file))}` is the store of another version of vercheck: name another file"
        )


def _said(message: str) -> dict[str, object]:
    return {"reason": without_surrogates(message)}


def _text(cell: object) -> object:
    return without_surrogates(cell) if isinstance(cell, str) else cell
