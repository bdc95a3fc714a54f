"""Discover and extract: every file that an extractor claims or a person points at, read once.

Apart from `vercheck.pipeline`, which names the stages, because a fix reads a few files again as they would
be, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from vercheck.cache.kept import Kept
from vercheck.claims import Claims
from vercheck.config import Config
from vercheck.declared import Declared, Heard
from vercheck.discover import LOCKFILE_LIMIT, Discovery, Listing, Revision, discover
from vercheck.graph import Knowledge
from vercheck.ignores import Ignore
from vercheck.memory import recall, remembering
from vercheck.model import Extraction, Source
from vercheck.side_by_side import processes, side_by_side
from vercheck.stages import counted, stage
from vercheck.told import Told, ask, claimed, extract, extractors, hear, telling
from vercheck.written import Written, write

_WORTH = 150
"""Files from which on it is worth to read them in several processes."""


@dataclass(frozen=True)
class Reading:
    """All that was read: the rules, and what each file said. A path that is none, `""`, is the tree itself.

    The files are not held: one that is to be shown is read again.
    """

    knowledge: Knowledge
    declared: Declared
    discovery: Listing
    told: Mapping[str, Told]
    replaced: Mapping[str, Source]
    """Files that are looked at with other contents than they have."""

    @cached_property
    def owners(self) -> Mapping[str, tuple[str, ...]]:
        """Which extractors claimed which file."""
        return {path: told.owners for path, told in self.told.items() if path and told.counts}

    @cached_property
    def extractions(self) -> Mapping[str, Extraction]:
        return {path: told.extraction for path, told in self.told.items() if told.counts}

    @cached_property
    def heard(self) -> Mapping[str, Heard]:
        """What was declared about the files that were read."""
        return {path: told.heard for path, told in self.told.items() if told.heard is not None}

    @cached_property
    def ignores(self) -> tuple[Ignore, ...]:
        return tuple(ignore for told in self.told.values() for ignore in told.ignores)

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
        if path in self.replaced:
            return self.replaced[path]
        source = self.discovery.read(path, LOCKFILE_LIMIT)
        return source if isinstance(source, Source) else None

    def extract(self, source: Source) -> Extraction:
        """What a file of this reading says with other contents, as it would be after a fix."""
        return self.declared.read(source).over(extract(source, self.owners[source.path]))


def read_tree(
    root: Path, config: Config, knowledge: Knowledge, exclude: Sequence[str] = (), kept: Kept | None = None
) -> Reading:
    """Discover and extract: every file that an extractor claims or a person points at, read once. What is
    `kept` of a file as it is now is not read again."""
    with stage("discover"):
        listing = discover(root, left_out(config, exclude))
        contents = kept.contents(str(root), listing.paths) if kept is not None else {}
    names = {path: name for path, (name, _) in contents.items()}
    return _read(listing, Declared.of(config), knowledge, {}, kept, names)


def read_revision(
    revision: Revision,
    config: Config,
    knowledge: Knowledge,
    like: Reading | None,
    kept: Kept | None = None,
) -> Reading:
    """The same for a revision. Of a file that is as in the reading `like`, nothing is read again."""
    same = _same(revision, like) if like else {}
    names = {path: name for path in revision.paths if (name := revision.content(path))}
    return _read(revision, Declared.of(config), knowledge, same, kept, names)


def left_out(config: Config, exclude: Sequence[str]) -> tuple[str, ...]:
    """The patterns of files that a configuration and a command line leave out."""
    return (*(item.value for item in config.exclude), *exclude)


def reread(reading: Reading, contents: Mapping[str, bytes]) -> Reading:
    """The same reading with some files' contents replaced, as they would be after a fix. By those it is also
    decided which extractors read a file, and whether one that none of them did is to be read now."""
    claims = Claims(claimed())
    sources = {path: Source(path, content) for path, content in contents.items()}
    told = {
        path: hear(source, telling(claims.owners(path), source), reading.declared)
        for path, source in sources.items()
    }
    return replace(reading, told={**reading.told, **told}, replaced={**reading.replaced, **sources})


@stage("read")
def _read(
    listing: Listing,
    declared: Declared,
    knowledge: Knowledge,
    known: Mapping[str, Told],
    kept: Kept | None,
    names: Mapping[str, str],
) -> Reading:
    # What the configuration says of a file is not in its content.
    plain = {path: name for path, name in names.items() if path not in known and not declared.names(path)}
    told = dict(known)
    if kept is not None:
        told.update(recall(kept, plain))
    asked = _asked(listing, [path for path in listing.paths if path not in told], declared)
    told.update(remembering(asked, kept, plain))
    whole = {"": Told(extraction=Extraction(notes=listing.notes))}
    return Reading(knowledge, declared, listing, whole | {path: told[path] for path in listing.paths}, {})


def _asked(
    listing: Listing, paths: Sequence[str], declared: Declared
) -> Iterator[tuple[str, Told | Written]]:
    """What the files at these paths say: in writing, where other processes have read them."""
    if not paths:
        return
    claims = Claims(claimed())
    worth = _WORTH if isinstance(listing, Discovery) else len(paths) + 1  # git answers one process alone
    if processes(len(paths), worth) == 1:
        yield from ((path, ask(listing, path, declared, claims)) for path in counted(paths))
        return
    _import(id_ for path in paths for id_ in claims.owners(path))
    written = side_by_side(lambda path: write(ask(listing, path, declared, claims)), paths, worth)
    yield from zip(counted(paths), written, strict=True)


def _import(ids: Iterable[str]) -> None:
    """Import extractors here, once, before several processes would do so each."""
    for id_ in set(ids):
        extractors()[id_]


def _same(revision: Revision, like: Reading) -> dict[str, Told]:
    """What is known of a revision's files, where another tree has the same bytes at the same path."""
    return {
        path: told
        for path, told in like.told.items()
        if told.content and revision.content(path) == told.content
    }
