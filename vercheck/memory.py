"""What files said in earlier runs, by path and content: read again, they would say the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from vercheck.cache.kept import Kept
from vercheck.model import Value
from vercheck.told import Told, extractors

if TYPE_CHECKING:
    from cattrs.preconf.json import JsonConverter


class Patterns(NamedTuple):
    """What an extractor says of the files that it reads, without the extractor."""

    patterns: tuple[str, ...]
    unless: tuple[str, ...]
    lockfile: bool
    is_sure: bool


_SILENT = b""
"""A file in which nothing is read."""


def recall(kept: Kept, names: Mapping[str, str]) -> dict[str, Told]:
    """What is remembered of files; `names` are paths with the name of what is there now."""
    keys = {_key(kept, path, name): (path, name) for path, name in names.items() if name}
    found = kept.get(keys)
    return {keys[key][0]: _told(value, keys[key][1]) for key, value in found.items()}


def remember(kept: Kept, told: Mapping[str, Told]) -> None:
    """Keep what files said, as far as it was their content that said it."""
    kept.put({_key(kept, path, one.content): _text(one) for path, one in told.items() if one.content})


def patterns(kept: Kept) -> dict[str, Patterns]:
    """Which files every extractor reads, so that those alone are imported that have one to read."""
    key = kept.key("patterns")
    found = kept.get([key]).get(key)
    if found is not None:
        rows = json.loads(found).items()
        return {id_: Patterns(tuple(some), tuple(unless), *rest) for id_, (some, unless, *rest) in rows}
    known = {
        id_: Patterns(one.patterns, one.unless, one.lockfile, one.is_sure)
        for id_, one in extractors().items()
    }
    kept.put({key: json.dumps(known).encode()})
    return known


def _key(kept: Kept, path: str, name: str) -> bytes:
    return kept.key("told", path, name)


def _told(value: bytes, name: str) -> Told:
    return Told(content=name) if value == _SILENT else _converter().loads(value, Told)


def _text(told: Told) -> bytes:
    return _converter().dumps(told).encode() if told.counts else _SILENT


@cache
def _converter() -> JsonConverter:
    from cattrs.preconf.json import make_converter
    from cattrs.strategies import configure_tagged_union, configure_union_passthrough

    converter = make_converter(detailed_validation=False)
    configure_union_passthrough(str | int | None, converter)
    configure_tagged_union(Value, converter)
    return converter
