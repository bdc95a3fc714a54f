"""Discover and extract: every file that an extractor claims or a person points at, read once.

Apart from `vercheck.pipeline`, which names the stages, because a fix reads a few files again as they would
be, and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import vercheck.extractors
from vercheck.claims import Claims
from vercheck.config import Config
from vercheck.declared import Declared, Heard, holds_comment
from vercheck.discover import LOCKFILE_LIMIT, SIZE_LIMIT, Listing, Revision, discover
from vercheck.extractors import Extractor
from vercheck.graph import Knowledge
from vercheck.model import Extraction, Note, Source
from vercheck.plugs import scan
from vercheck.suppress import Ignore, ignores_in
from vercheck.syntax.conflicts import unfinished_merge

UNCLAIMED_LIMIT = 200_000
"""Bytes of a file that is read only to see whether a comment declares a pin in it."""


@dataclass(frozen=True)
class Reading:
    """All that was read: the rules, which extractors claimed which file, what they said, and what was
    declared about it.

    `sources` holds the files that people write; a lock file is read again where it is to be shown.
    """

    knowledge: Knowledge
    declared: Declared
    discovery: Listing
    owners: Mapping[str, tuple[str, ...]]
    extractions: Mapping[str, Extraction]
    ignores: tuple[Ignore, ...]
    heard: Mapping[str, Heard] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)

    @property
    def files(self) -> int:
        """How many files were read."""
        return len(self.heard)

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The files that should have been read and could not be."""
        return tuple(path for path in self.owners if path not in self.heard)

    def source(self, path: str) -> Source | None:
        """A file of the tree, or `None` where it cannot be read."""
        if path not in self.sources:
            source = self.discovery.read(path, LOCKFILE_LIMIT)
            if not isinstance(source, Source):
                return None
            self.sources[path] = source
        return self.sources[path]

    def extract(self, source: Source) -> Extraction:
        """What a file of this reading says with other contents, as it would be after a fix."""
        return self.declared.read(source).over(extract(source, self.owners[source.path]))


class _Kept:
    """What is known of a revision's files from a reading of another tree, where they are the same."""

    def __init__(self, revision: Revision, reading: Reading) -> None:
        self.reading = reading
        self.ignores: dict[str, list[Ignore]] = defaultdict(list)
        self._revision = revision
        self._listed = frozenset(reading.discovery.paths)
        for ignore in reading.ignores:
            self.ignores[ignore.location.path].append(ignore)

    def has(self, path: str, limit: int) -> bool:
        if path not in self._listed or not self._revision.has_same(path, self.reading.discovery, limit):
            return False
        return path in self.reading.heard or path not in self.reading.owners


@cache
def extractors() -> dict[str, Extractor]:
    return scan(vercheck.extractors, "EXTRACTOR", Extractor)


def read_tree(root: Path, config: Config, knowledge: Knowledge, exclude: Sequence[str] = ()) -> Reading:
    """Discover and extract: every file that an extractor claims or a person points at, read once."""
    discovery = discover(root, left_out(config, exclude))
    return _read(discovery, Declared.of(config), knowledge)


def read_revision(revision: Revision, config: Config, knowledge: Knowledge, like: Reading | None) -> Reading:
    """The same for a revision. Of a file that is as in the reading `like`, nothing is read again."""
    return _read(revision, Declared.of(config), knowledge, _Kept(revision, like) if like else None)


def left_out(config: Config, exclude: Sequence[str]) -> tuple[str, ...]:
    """The patterns of files that a configuration and a command line leave out."""
    return (*(item.value for item in config.exclude), *exclude)


def _read(discovery: Listing, declared: Declared, knowledge: Knowledge, kept: _Kept | None = None) -> Reading:
    claims = Claims(extractors())
    owners: dict[str, tuple[str, ...]] = {}
    extractions: dict[str, Extraction] = {}
    ignores: list[Ignore] = []
    heard: dict[str, Heard] = {}
    sources: dict[str, Source] = {}
    if discovery.notes:
        extractions[""] = Extraction(notes=discovery.notes)
    for path in discovery.paths:
        ids = claims.owners(path)
        is_lockfile = bool(ids) and all(extractors()[id_].lockfile for id_ in ids)
        if kept is not None and kept.has(path, LOCKFILE_LIMIT if ids else UNCLAIMED_LIMIT):
            if path in kept.reading.owners:
                owners[path] = kept.reading.owners[path]
                heard[path] = kept.reading.heard[path]
                extractions[path] = kept.reading.extractions[path]
                ignores.extend(kept.ignores.get(path, ()))
            continue
        match _opened(discovery, path, declared, is_claimed=claims.are_sure(ids), is_lockfile=is_lockfile):
            case None:
                continue
            case Note() as note:
                extractions[path] = Extraction(notes=(note,))
            case Source() as source:
                ids = claims.telling(ids, source)
                if not (ids or declared.names(path) or holds_comment(source.content)):
                    continue
                heard[path] = declared.read(source)
                extractions[path] = heard[path].over(extract(source, ids))
                ignores.extend(ignores_in(source))
                if not is_lockfile:
                    sources[path] = source
        owners[path] = ids
    return Reading(knowledge, declared, discovery, owners, extractions, tuple(ignores), heard, sources)


def reread(reading: Reading, contents: Mapping[str, bytes]) -> Reading:
    """The same reading with some files' contents replaced, as they would be after a fix."""
    sources = {path: Source(path, content) for path, content in contents.items() if path in reading.owners}
    ignores = [ignore for ignore in reading.ignores if ignore.location.path not in sources]
    heard = {path: reading.declared.read(source) for path, source in sources.items()}
    return replace(
        reading,
        extractions={
            **reading.extractions,
            **{
                path: heard[path].over(extract(source, reading.owners[path]))
                for path, source in sources.items()
            },
        },
        ignores=(*ignores, *(ignore for source in sources.values() for ignore in ignores_in(source))),
        heard={**reading.heard, **heard},
        sources={**reading.sources, **sources},
    )


def _opened(
    discovery: Listing, path: str, declared: Declared, *, is_claimed: bool, is_lockfile: bool
) -> Source | Note | None:
    """A file; `None` for one that need not be read and cannot be."""
    if is_claimed or declared.names(path):
        return discovery.read(path, LOCKFILE_LIMIT if is_lockfile else SIZE_LIMIT)
    found = discovery.read(path, UNCLAIMED_LIMIT)
    return found if isinstance(found, Source) else None


def extract(source: Source, ids: Sequence[str]) -> Extraction:
    """What the extractors with these ids say about a file."""
    conflict = unfinished_merge(source)
    if conflict is not None:
        return Extraction(notes=(conflict,))
    parts = []
    for id_ in ids:
        try:
            parts.append(extractors()[id_].extract(source))
        except Exception as error:
            error.add_note(f"while the extractor `{id_}` read `{source.path}`")
            raise
    return parts[0] if len(parts) == 1 else Extraction.join(parts)
