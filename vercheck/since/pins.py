"""The pins of two trees, side by side: of two revisions, or of a revision and the work tree."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from vercheck.cache.kept import Kept
from vercheck.config import Config
from vercheck.discover import commit_of, opened
from vercheck.graph import PinGraph
from vercheck.pipeline import Reading, checks, link, read
from vercheck.reading import left_out, read_revision
from vercheck.rules_in_force import rules_in_force


@dataclass(frozen=True, slots=True)
class Pins:
    """Two graphs, without the files that could not be read on one of the sides: what is not known did not
    move. `unread` says why of each."""

    before: PinGraph
    now: PinGraph
    unread: tuple[str, ...]

    def tool_names(self, name: str) -> frozenset[str]:
        """The tools that go by a name, on one side or the other."""
        both = (self.before, self.now)
        named = {found for graph in both if (found := graph.tool_named(name)) is not None}
        return frozenset(tool for tool in named if any(graph.pins_of(tool) for graph in both))


def pins_of(
    root: Path,
    config: Config,
    base: str,
    head: str | None,
    *,
    today: date,
    exclude: Sequence[str] = (),
    kept: Kept | None = None,
) -> Pins:
    """What is pinned at `base`, and at `head`; without one, in the work tree. Both are read by today's
    configuration, and a file that is the same on both sides is read once.

    Raises:
        RevisionError: one of them is no revision of this repository.
        ConfigError: the configuration names a check, a rule or a pack that does not exist.
        PackError: a pack of the configuration cannot be loaded.
    """
    commit = commit_of(root, base)
    now = read(root, config, exclude, kept) if head is None else _read_at(root, config, head, exclude, kept)
    with opened(root, commit, base, left_out(config, exclude)) as revision:
        then = read_revision(revision, config, now.knowledge, now, kept)
    unread = {*then.unreadable, *now.unreadable}
    before, after = (link(_without(reading, unread), config, today).graph for reading in (then, now))
    return Pins(before, after, tuple(_troubles(then, now)))


def _read_at(root: Path, config: Config, name: str, exclude: Sequence[str], kept: Kept | None) -> Reading:
    commit = commit_of(root, name)
    with opened(root, commit, name, left_out(config, exclude)) as revision:
        return read_revision(revision, config, rules_in_force(root, config, checks(), kept), None, kept)


def _without(reading: Reading, paths: Collection[str]) -> Reading:
    return replace(reading, told={path: told for path, told in reading.told.items() if path not in paths})


def _troubles(*readings: Reading) -> dict[str, None]:
    return dict.fromkeys(
        note.message
        for reading in readings
        for path in reading.unreadable
        for note in reading.extractions[path].notes
    )
