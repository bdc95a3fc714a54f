"""Text files that no extractor reads although they seem to name versions: what the checks cannot see."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vercheck.model import Source

if TYPE_CHECKING:
    from vercheck.pipeline import Reading

_LIMIT = 200_000
"""Bytes. Larger text is data."""

_SHOWN = 3
_VERSION = re.compile(rb"(?<![\w.])v?\d{1,5}\.\d{1,5}\.\d{1,5}(?:-[a-z]+[.\d]{0,8})?(?![\w]|\.\d)")


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """`line` is that of the first version; `versions` are the first few different ones."""

    path: str
    line: int
    versions: tuple[str, ...]


def unclaimed(reading: Reading, own: Container[str | None]) -> Iterator[Unclaimed]:
    """The files of a tree that no extractor claims, with the versions that they seem to name. The
    `own` files, configuration and baseline, are read, though by no extractor."""
    for path in reading.discovery.paths:
        if path in reading.owners or path in own:
            continue
        source = reading.discovery.read(path, _LIMIT)
        if not isinstance(source, Source) or b"\0" in source.content:
            continue
        found = list(dict.fromkeys(match[0].decode() for match in _VERSION.finditer(source.content)))
        if found:
            line = source.content[: source.content.find(found[0].encode())].count(b"\n") + 1
            yield Unclaimed(path, line, tuple(found[:_SHOWN]))
