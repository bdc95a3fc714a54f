"""tomlkit as a witness: does a manifest, read by another parser, mean what it meant, save for the hoist?

The edits are made by the reader of spans, which would not notice if it had mistaken a span.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """What a dependency at `trail` is to say: `version`, or (`None`) that it inherits; `default_features`
    where that is to be said too."""

    trail: tuple[str, ...]
    version: str | None
    default_features: bool | None


def objections(path: str, before: bytes, after: bytes, changes: Sequence[Change]) -> Iterator[str]:
    """What speaks against a rewritten manifest; nothing where it means what it should."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    expected = deepcopy(tomlkit.parse(before).unwrap())
    for change in changes:
        _apply(expected, change)
    try:
        found = tomlkit.parse(after).unwrap()
    except (TOMLKitError, RecursionError, ValueError) as error:
        yield f"{path}: would not parse: {error}"
        return
    if found != expected:
        yield f"{path}: would say something else than was meant"


def _apply(document: dict[str, Any], change: Change) -> None:
    *tables, key = change.trail
    table = document
    for name in tables:
        table = table.setdefault(name, {})
    said = table.get(key)
    entry = dict(said) if isinstance(said, dict) else {"version": said}
    if change.version is None:
        del entry["version"]
        entry["workspace"] = True
    else:
        entry["version"] = change.version
    if change.default_features is not None:
        entry["default-features"] = change.default_features
    table[key] = change.version if not isinstance(said, dict) and entry.keys() == {"version"} else entry
