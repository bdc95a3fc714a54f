"""What one program keeps between runs, by what it is about."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from vercheck.cache.contents import Named, named, stamped, tree_name, tree_stamp
from vercheck.cache.digest import digest
from vercheck.cache.program import fingerprint
from vercheck.cache.store import Store


class Kept:
    """Values of this program in a folder. What another version kept there is not seen."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self._store = Store(os.fspath(folder))
        self._program = fingerprint()

    def key(self, kind: str, *about: str) -> bytes:
        return digest((kind, self._program, *about))

    def get(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values that are there, of these keys."""
        return self._store.get(keys)

    def put(self, values: Mapping[bytes, bytes]) -> None:
        self._store.put(values)

    def known_tree(self, root: str, paths: Iterable[str]) -> str | None:
        """The name of a whole tree, where nobody touched any file of it since it was given."""
        key = self.key("tree", root, tree_stamp(stamped(root, paths)))
        found = self.get([key]).get(key)
        return found.decode() if found is not None else None

    def contents(self, root: str, paths: Iterable[str]) -> Named:
        """The names of what the files of a tree hold, those alone read that changed since the last time."""
        import json

        place = self.key("contents", root)
        value = self.get([place]).get(place)
        before = _named(json.loads(value)) if value is not None else {}
        found, stamp = named(root, paths, before)
        new = {place: json.dumps(found).encode()} if found != before else {}
        if stamp is not None:
            names = {path: name for path, (name, _) in found.items()}
            new[self.key("tree", root, stamp)] = tree_name(names).encode()
        self.put(new)
        return found


def _named(rows: Mapping[str, Any]) -> Named:
    return {path: (name, tuple(stamp) if stamp else None) for path, (name, stamp) in rows.items()}
