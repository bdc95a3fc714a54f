"""npm's and pnpm's `overrides`, Yarn's `resolutions`: versions that hold whatever packages ask for.

One reader for three spellings of a key: nested objects (npm), `parent>name@range` (pnpm), and
`parent/**/name` (Yarn). What holds only below one package, or only for some versions, is on a track of
its own, as it does not say what the rest of the tree gets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.extractors._node.dependencies import TABLES, pin_spec, spec_of
from vercheck.extractors._node.harvest import Harvest, join, whole
from vercheck.model import Address, Artifact, Reference, Role
from vercheck.syntax.data import Datum, Entry, Mapping, Text

MAX_DEPTH = 20
"""Overrides inside overrides."""

MAX_KEY = 400

_BELOW = re.compile(r"(?<=[^ |@])>(?!=)")
_TARGET = re.compile(r"((?:(?:@[^/@\s]+/)?[^/@\s]+/)*)((?:@[^/@\s]+/)?[^/@\s]+)(?:@(.+))?")


@dataclass(frozen=True, slots=True)
class _Level:
    """Overrides at one depth. `parent` is the package that they stand below, and `condition` what has to
    hold for that package itself."""

    path: tuple[str, ...]
    datum: Datum | None
    parent: str = ""
    condition: str = ""

    def entries(self) -> Iterator[tuple[str, Entry]]:
        if isinstance(self.datum, Mapping) and len(self.path) <= MAX_DEPTH:
            yield from self.datum.items()

    def target(self, key: str) -> tuple[str, str] | None:
        """The package that a key overrides, and under which condition; `None` where it names none."""
        if key == ".":
            return (self.parent, self.condition) if self.parent else None
        *above, last = _BELOW.split(key)
        found = _TARGET.fullmatch(last.strip()) if len(key) <= MAX_KEY else None
        if found is None:
            return None
        folders = [part for part in found[1].split("/") if part not in ("", "**")]
        conditions = (self.condition, self.parent, *above, "/".join(folders), found[3])
        return found[2], " ".join(part for part in conditions if part)


def read_overrides(
    harvest: Harvest, overrides: Datum | None, *path: str, root: Mapping | None = None
) -> None:
    """All overrides below `path`. `root` is the manifest whose dependencies `$name` means."""
    waiting = [_Level(path, overrides)]
    while waiting:
        level = waiting.pop()
        for key, entry in level.entries():
            found = level.target(key)
            if found is None:
                harvest.puzzle(entry.key.span, f"`{key[:60]}` does not say which package it overrides")
                continue
            name, condition = found
            if isinstance(entry.value, Mapping):
                waiting.append(_Level((*level.path, key), entry.value, name, condition))
            else:
                _override(harvest, whole(entry.value), name, join(*level.path, key), condition, root)


def _override(
    harvest: Harvest, text: Text | None, name: str, trail: str, track: str, root: Mapping | None
) -> None:
    written = (text.value or "") if text is not None else ""
    if text is None or written == "-":  # pnpm takes the dependency away
        return
    if written.startswith("$"):
        target = _own(root, written[1:])
        if target is not None:
            value = Reference(Address(harvest.source.path, target))
            harvest.pin(text, Artifact("npm", name), value, Role.REQUIRES, trail, track=track)
        return
    spec = spec_of(harvest, name, text)
    if spec is not None:
        pin_spec(harvest, text, spec, trail, track)


def _own(root: Mapping | None, name: str) -> str | None:
    """The trail of the manifest's own dependency on a package."""
    for table in TABLES:
        found = root.get(table) if root is not None else None
        if isinstance(found, Mapping) and found.get(name) is not None:
            return join(table, name)
    return None
