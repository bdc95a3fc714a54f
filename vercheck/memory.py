"""What files said in earlier runs, by path and content: read again, they would say the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from vercheck import model
from vercheck.cache.kept import Kept
from vercheck.cache.notation import Notation
from vercheck.claims import Claims
from vercheck.declared import Declared, Heard
from vercheck.discover import Discovery
from vercheck.ignores import Ignore
from vercheck.told import Told, ask, claimed

SILENT = b""
"""A file in which nothing is read."""

FEW = 100
"""Files that are read to see whether they say what they said; more of them hardly do."""

NOTATION = Notation(
    (
        model.Accessor, model.Address, model.Allowed, model.Artifact, model.Asset, model.Constant,
        model.Digest, model.Exact, model.Extraction, model.Floating, model.Interval, model.Location,
        model.Matrix, model.MatrixRow, model.Member, model.Note, model.Opaque, model.Pin,
        model.PlatformEntry, model.PlatformList, model.Range, model.Reference, model.Registry,
        model.Release, model.Remark, model.Requirement, model.Role, model.Span, model.Statement,
        model.Version, Heard, Ignore, date,
    )
)  # fmt: skip


def recall(kept: Kept, names: Mapping[str, str]) -> dict[str, Told]:
    """What is remembered of files; `names` are paths with the name of what is there now."""
    keys = {_key(kept, path, name): (path, name) for path, name in names.items() if name}
    found = kept.get(keys)
    return {keys[key][0]: _told(value, keys[key][1]) for key, value in found.items()}


def remember(kept: Kept, told: Mapping[str, Told]) -> None:
    """Keep what files said, as far as it was their content that said it."""
    kept.put({_key(kept, path, one.content): said(one) for path, one in told.items() if one.content})


def say_the_same(kept: Kept, root: Path, before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether files that had the names `before` say what they said with those that they have `now`, as far as
    no configuration speaks of them. Few are read to find that out, and none after one that says otherwise."""
    then = {path: _key(kept, path, name) for path, name in before.items()}
    since = {path: _key(kept, path, name) for path, name in now.items()}
    found = kept.get([*then.values(), *since.values()])
    known = {path: found[key] for path, key in since.items() if key in found}
    unknown = sorted(since.keys() - known.keys())
    if len(unknown) > FEW or any(found.get(then[path]) != text for path, text in known.items()):
        return False
    tree, claims = Discovery(root, tuple(unknown), listed_by_git=True), Claims(claimed())
    read: dict[str, Told] = {}
    for path in unknown:
        one = read[path] = ask(tree, path, Declared(), claims)
        if one.content != now[path] or said(one) != found.get(then[path]):
            break
    remember(kept, read)
    return all(one.content == now[path] and said(one) == found.get(then[path]) for path, one in read.items())


def _key(kept: Kept, path: str, name: str) -> bytes:
    return kept.key("told", path, name)


def _told(value: bytes, name: str) -> Told:
    if value == SILENT:
        return Told(content=name)
    owners, extraction, heard, ignores = NOTATION.read(value)
    return Told(owners, extraction, heard, ignores, name)


def said(told: Told) -> bytes:
    """All that a file says, in writing, and nothing of the bytes that say it."""
    parts = (told.owners, told.extraction, told.heard, told.ignores)
    return NOTATION.write(parts) if told.counts else SILENT
