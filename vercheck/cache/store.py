"""The file between runs: values by key, each with a checksum over both. Any trouble with it is a miss."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress

from vercheck.cache.digest import DIGEST_SIZE, blake2b

SIZE_LIMIT = 256 << 20
"""Bytes of the file; from here on, what was not asked for lately makes room."""

_VALUE_LIMIT = 64 << 20
"""Bytes of one value, packed or not, so that a damaged one cannot become a flood."""

_FILE = "kept-1.sqlite"
_PATIENCE = 2.0
"""Seconds that another process is waited for, once."""

_TROUBLES = (sqlite3.Error, UnicodeDecodeError)
"""What a file that is damaged, in use or locked away leads to; the words of SQLite quote its bytes."""

_AT_ONCE = 500


class Store:
    """Values that earlier runs put there. Used by several processes at once, and by none for long."""

    def __init__(self, folder: str) -> None:
        self._folder = os.path.abspath(folder)  # noqa: PTH100
        self._file = f"{self._folder}/{_FILE}"
        self._patience = _PATIENCE

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are there and whole."""
        try:
            return self._get(list(keys)) if self._is_ours() else {}
        except _TROUBLES as error:
            self._give_up(error)
            return {}

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values, each whole or not at all."""
        values = {key: value for key, value in values.items() if len(value) <= _VALUE_LIMIT}
        if not values:
            return
        try:
            os.makedirs(self._folder, mode=0o700, exist_ok=True)  # noqa: PTH103
            if self._is_ours(or_new=True):
                self._put(values)
        except _TROUBLES as error:
            self._give_up(error)
        except OSError:
            return

    def _get(self, keys: list[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        today = _today()
        stale: list[tuple[int, bytes]] = []
        with closing(self._open()) as database:
            for some in _portions(keys):
                marks = ",".join("?" * len(some))
                query = (
                    f"SELECT key, day, value FROM kept WHERE key IN ({marks})"  # noqa: S608
                    " AND length(value) <= ?"
                )
                for key, day, sealed in database.execute(query, (*some, _VALUE_LIMIT)):
                    value = _unsealed(key, sealed)
                    if value is not None:
                        found[key] = value
                        if day != today:
                            stale.append((today, key))
            if stale:
                with suppress(sqlite3.OperationalError):
                    _be_quick(database)
                    with database:
                        database.executemany("UPDATE kept SET day = ? WHERE key = ?", stale)
        return found

    def _put(self, values: Mapping[bytes, bytes]) -> None:
        today = _today()
        with suppress(FileExistsError):  # for its owner alone, as what stands in a private repository is
            os.close(os.open(self._file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(self._open()) as database:
            _be_quick(database)
            with database:
                database.execute(
                    "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, day INTEGER, value BLOB)"
                )
                database.executemany(
                    "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)",
                    ((key, today, _sealed(key, value)) for key, value in values.items()),
                )
            if os.stat(self._file).st_size > SIZE_LIMIT:  # noqa: PTH116
                _make_room(database)

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._file, timeout=self._patience)

    def _is_ours(self, *, or_new: bool = False) -> bool:
        """Whether it is a plain file of ours, in a folder of ours: what others may write, or put beside it
        for SQLite to recover, could say anything."""
        try:
            folder, file = os.stat(self._folder), os.lstat(self._file)  # noqa: PTH116
        except FileNotFoundError:
            return or_new and _is_private(os.stat(self._folder))  # noqa: PTH116
        except OSError:
            return False
        return stat.S_ISREG(file.st_mode) and _is_private(file) and _is_private(folder)

    def _give_up(self, error: Exception) -> None:
        """A file that is damaged goes; one that is only in use, or that cannot be written, stays."""
        if isinstance(error, sqlite3.OperationalError):
            self._patience = 0.0
            return
        for file in (f"{self._file}-journal", self._file):
            with suppress(OSError):
                os.unlink(file)  # noqa: PTH108


def _is_private(status: os.stat_result) -> bool:
    return status.st_uid == os.geteuid() and not status.st_mode & stat.S_IWOTH


def _be_quick(database: sqlite3.Connection) -> None:
    """A power cut may damage the file, which is then found damaged: not worth a disk's wait every run."""
    database.execute("PRAGMA synchronous = OFF")


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
    checksum, packed = sealed[:DIGEST_SIZE], sealed[DIGEST_SIZE:]
    if checksum != _checksum(key, packed):
        return None
    unpacking = zlib.decompressobj()
    try:
        value = unpacking.decompress(packed, _VALUE_LIMIT)
    except zlib.error:
        return None
    return value if unpacking.eof else None


def _checksum(key: bytes, packed: bytes) -> bytes:
    return blake2b(packed, key=key[:64], digest_size=DIGEST_SIZE).digest()


def _portions(keys: list[bytes]) -> Iterator[list[bytes]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


def _today() -> int:
    """The number of the day."""
    return int(time.time() // 86_400)
