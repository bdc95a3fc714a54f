"""A tree and the revision that it is compared with: both read and judged alike, by today's configuration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vercheck.cache.kept import Kept
from vercheck.config import Config
from vercheck.discover import Revision, head, merge_base, opened, unreadable
from vercheck.graph.made import made
from vercheck.model import Extraction, Note
from vercheck.pipeline import Outcome, Reading, Selection, examine, read
from vercheck.reading import left_out, read_revision
from vercheck.since.touched import touched
from vercheck.told import Told


@dataclass(frozen=True, slots=True)
class Base:
    """What a tree is compared with. Without a commit, which is so before the first one, everything is new."""

    name: str
    commit: str | None


def base_of(root: Path, name: str) -> Base:
    """Where what is checked out parted from a revision.

    Raises:
        RevisionError: there is no such revision, or no common history.
    """
    return Base(name, merge_base(root, name))


def last_commit(root: Path) -> Base:
    """What is checked out, so that only what is not committed is a change.

    Raises:
        RevisionError: `root` is in no repository.
    """
    return Base("HEAD", head(root))


def check_since(
    root: Path,
    config: Config,
    base: Base,
    *,
    today: date,
    exclude: Sequence[str] = (),
    selection: Selection | None = None,
    shown_root: str = ".",
    kept: Kept | None = None,
) -> Outcome:
    """The whole flow over the tree at `root`, with the findings that a change since `base` touches. `kept` is
    what earlier runs found out.

    Raises:
        RevisionError: git cannot list the revision.
        ConfigError: the configuration names a check, a rule or a pack that does not exist.
        PackError: a pack of the configuration cannot be loaded.
    """
    reading = read(root, config, exclude, kept)
    with opened(root, base.commit, base.name, left_out(config, exclude)) as revision:
        earlier = read_revision(revision, config, reading.knowledge, reading, kept)
        lacking = tuple(_lacking(path, revision) for path in earlier.unreadable if revision.lacks(path))
        before = examine(_without(earlier, lacking), config, today=today, selection=selection)
        now = examine(
            _with(reading, lacking),
            config,
            today=today,
            selection=selection,
            shown_root=shown_root,
            before=replace(before.facts, kept=frozenset(_kept(reading, revision))),
        )
        return touched(now, before)


def _kept(reading: Reading, revision: Revision) -> Iterator[str]:
    """Files that are made for a version and that are in the tree as they were in the revision."""
    for _, path in made(reading.knowledge, reading.discovery.paths):
        if reading.told[path].content == revision.content(path):
            yield path


def _lacking(path: str, revision: Revision) -> Note:
    trouble = f"cannot be compared: this clone does not have its content at `{revision.name}`"
    return unreadable(path, trouble)


def _without(earlier: Reading, lacking: Sequence[Note]) -> Reading:
    """What is not known of a revision is told of the tree, once, and not of the revision."""
    unknown = {note.location.path for note in lacking}
    return replace(earlier, told={path: told for path, told in earlier.told.items() if path not in unknown})


def _with(reading: Reading, notes: tuple[Note, ...]) -> Reading:
    if not notes:
        return reading
    general = Extraction(notes=(*reading.told[""].extraction.notes, *notes))
    return replace(reading, told={**reading.told, "": Told(extraction=general)})
