"""The file between runs: values by key, each with a checksum over both. Any trouble with it is a miss."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path

SIZE_LIMIT = 256 << 20
"""Bytes of the file; from here on, what was not asked for lately makes room."""

_VALUE_LIMIT = 64 << 20
"""Bytes of one value, so that a damaged one cannot unpack to a flood."""

_FILE = "kept-1.sqlite"
_PATIENCE = 2.0
"""Seconds that another process is waited for."""

_TROUBLES = (sqlite3.Error, UnicodeDecodeError)
"""What a file that is damaged, in use or locked away leads to; the words of SQLite quote its bytes."""

_AT_ONCE = 500
_CHECKSUM = 16


class Store:
    """Values that earlier runs put there. Used by several processes at once, and by none for long."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / _FILE

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are there and whole."""
        try:
            return self._get(list(keys)) if self._is_ours() else {}
        except _TROUBLES as error:
            self._give_up(error)
            return {}

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values, each whole or not at all."""
        if not values:
            return
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._is_ours() or not self._file.exists():
                self._put(values)
        except _TROUBLES as error:
            self._give_up(error)
        except OSError:
            return

    def _get(self, keys: list[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        today = _today()
        stale: list[tuple[int, bytes]] = []
        with closing(self._open(mode="rw")) as database:
            for some in _portions(keys):
                marks = ",".join("?" * len(some))
                query = f"SELECT key, day, value FROM kept WHERE key IN ({marks})"  # noqa: S608
                for key, day, sealed in database.execute(query, some):
                    value = _unsealed(key, sealed)
                    if value is not None:
                        found[key] = value
                        if day != today:
                            stale.append((today, key))
            if stale:
                with suppress(sqlite3.OperationalError), database:
                    database.executemany("UPDATE kept SET day = ? WHERE key = ?", stale)
        return found

    def _put(self, values: Mapping[bytes, bytes]) -> None:
        today = _today()
        with closing(self._open(mode="rwc")) as database:
            with database:
                database.execute(
                    "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, day INTEGER, value BLOB)"
                )
                database.executemany(
                    "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)",
                    ((key, today, _sealed(key, value)) for key, value in values.items()),
                )
            if self._file.stat().st_size > SIZE_LIMIT:
                _make_room(database)

    def _open(self, mode: str) -> sqlite3.Connection:
        address = f"{self._file.absolute().as_uri()}?mode={mode}"
        database = sqlite3.connect(address, uri=True, timeout=_PATIENCE)
        # A power cut may damage the file, which is then found damaged: not worth a disk's wait every run.
        database.execute("PRAGMA synchronous = OFF")
        return database

    def _is_ours(self) -> bool:
        """Whether it is a plain file of ours: what others may write could say anything."""
        try:
            status = self._file.lstat()
        except OSError:
            return False
        return stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()

    def _give_up(self, error: Exception) -> None:
        """A file that is damaged goes; one that is only in use, or that cannot be written, stays."""
        if not isinstance(error, sqlite3.OperationalError):
            with suppress(OSError):
                self._file.unlink()


def _make_room(database: sqlite3.Connection) -> None:
    """Drop the half that was asked for longest ago."""
    with database:
        (count,) = database.execute("SELECT count(*) FROM kept").fetchone()
        database.execute(
            "DELETE FROM kept WHERE key IN (SELECT key FROM kept ORDER BY day LIMIT ?)", (count // 2 + 1,)
        )
    database.execute("VACUUM")


def _sealed(key: bytes, value: bytes) -> bytes:
    packed = zlib.compress(value, 1)
    return _checksum(key, packed) + packed


def _unsealed(key: object, sealed: object) -> bytes | None:
    if not isinstance(key, bytes) or not isinstance(sealed, bytes):
        return None
    checksum, packed = sealed[:_CHECKSUM], sealed[_CHECKSUM:]
    if checksum != _checksum(key, packed):
        return None
    return zlib.decompressobj().decompress(packed, _VALUE_LIMIT)


def _checksum(key: bytes, packed: bytes) -> bytes:
    return hashlib.blake2b(packed, key=key[:64], digest_size=_CHECKSUM).digest()


def _portions(keys: list[bytes]) -> Iterator[list[bytes]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


def _today() -> int:
    """The number of the day."""
    return int(time.time() // 86_400)
