"""What one program keeps between runs, by what it is about."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from vercheck.cache.contents import Named, named
from vercheck.cache.program import fingerprint
from vercheck.cache.store import Store


class Kept:
    """Values of this program in a folder. What another version kept there is not seen."""

    def __init__(self, folder: Path) -> None:
        self._store = Store(folder)
        self._program = fingerprint()

    def key(self, kind: str, *about: str) -> bytes:
        text = "\0".join((kind, self._program, *about))
        return hashlib.blake2b(text.encode("utf-8", "surrogateescape"), digest_size=16).digest()

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values that are there, of these keys."""
        return self._store.get(keys)

    def put(self, values: Mapping[bytes, bytes]) -> None:
        self._store.put(values)

    def contents(self, root: Path, paths: Iterable[str]) -> Named:
        """The names of what the files of a tree hold, those alone read that changed since the last time."""
        place = self.key("contents", str(root))
        before = _contents(self.get([place]).get(place))
        found = named(str(root), paths, before)
        if found != before:
            self.put({place: json.dumps(found).encode()})
        return found


def _contents(value: bytes | None) -> Named:
    rows: dict[str, Any] = json.loads(value) if value is not None else {}
    return {path: (name, tuple(stamp) if stamp else None) for path, (name, stamp) in rows.items()}
