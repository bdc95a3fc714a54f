"""One root while it is edited: read once, then only what changed, the open texts laid over the disk.

Everything here blocks, and is called from one worker thread, never from two at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from vercheck.baseline import NAME as BASELINE
from vercheck.baseline import Baseline, BaselineError, against, baseline_of
from vercheck.cache.kept import Kept
from vercheck.claims import Claims
from vercheck.config import Config, ConfigError, load
from vercheck.discover import LOCKFILE_LIMIT, discover
from vercheck.editor.view import Document, Seen, View
from vercheck.model import Diagnostic, Location, Severity, Source, Span
from vercheck.packs import PackError
from vercheck.pipeline import Outcome
from vercheck.reading import Reading, left_out, reread
from vercheck.told import extractors
from vercheck.tree import Tree

_CONFIGURATIONS = ("vercheck.toml", ".vercheck.toml", "pyproject.toml")


@cache
def _claims() -> Claims:
    return Claims(extractors())


class Workspace:
    """`named` is the root as the editor calls it; the rest is as on the command line."""

    def __init__(
        self,
        named: Path,
        encoding: str,
        config_file: Path | None = None,
        exclude: tuple[str, ...] = (),
        kept: Kept | None = None,
    ) -> None:
        self.root = named.resolve()
        self._view = View(named, encoding)
        self._config_file = config_file
        self._exclude = exclude
        self._kept = kept
        self._tree: Tree | None = None
        self._reading: Reading | None = None
        self._baseline: Baseline | None = None

    def look(
        self, documents: Mapping[str, Document], on_disk: Collection[str] = (), *, again: bool = False
    ) -> View:
        """What there is to see now. `documents` are all that are open, `on_disk` the files that changed there
        since; `again` reads everything anew."""
        known = self._view.documents
        if (again or self._reading is None or self._has_to_reload(self._reading, on_disk)) and self._load():
            known, on_disk = {}, ()
        seen = self._view.seen
        if self._tree is not None and self._reading is not None:
            contents = dict(self._from_disk(self._reading, {*known, *on_disk} - documents.keys()))
            for path, document in documents.items():
                if path not in known or known[path].content != document.content:
                    contents[path] = document.content
            reading = _rereading(self._reading, contents)
            if seen is None or seen.outcome.reading is not reading:
                seen = Seen(self._tree, self._examined(self._tree, reading))
            self._reading = reading
        self._view = replace(self._view, documents=dict(documents), seen=seen)
        return self._view

    def _examined(self, tree: Tree, reading: Reading) -> Outcome:
        outcome = tree.examine(reading)
        if self._baseline is None:
            return outcome
        return against(outcome, self._baseline, tree.config, is_whole=not self._exclude)

    def _load(self) -> bool:
        """Read everything anew. Where the configuration is wrong, what was read by the last right one
        stays."""
        try:
            config = load(self.root, self._config_file)
            tree = Tree(self.root, ".", config, self._exclude, self._kept)
            baseline = baseline_of(self.root)
            reading = tree.read()
        except (ConfigError, PackError, BaselineError) as error:
            self._view = replace(self._view, troubles=(self._trouble(error),))
            return False
        self._tree, self._reading, self._baseline = tree, reading, baseline
        self._view = replace(self._view, troubles=())
        return True

    def _trouble(self, error: ConfigError | PackError | BaselineError) -> Diagnostic:
        """A finding about the configuration itself, where it says so or at the head of its file."""
        names = (name for name in _CONFIGURATIONS if (self.root / name).is_file())
        file, line = str(self._config_file or next(names, _CONFIGURATIONS[0])), 1
        if isinstance(error, PackError):
            file, line = str(error.path), error.line
        if isinstance(error, BaselineError):
            file = BASELINE
        place = getattr(error, "location", None) or Location(file, Span(0, 0), line, 1, line, 1)
        return Diagnostic(str(error), place, check="configuration", severity=Severity.ERROR)

    def _has_to_reload(self, reading: Reading, on_disk: Collection[str]) -> bool:
        """Whether changes on disk may change which files are read, or how."""
        if any(self._decides(path) for path in on_disk):
            return True
        listed = frozenset(reading.discovery.paths) if on_disk else frozenset()
        unknown = False
        for path in on_disk:
            file = self.root / path
            if path in reading.owners and not file.is_file():
                return True
            if path in listed:
                continue  # where nobody claimed it, `_rereading` asks again
            if not file.is_dir() and any(owned.startswith(f"{path}/") for owned in reading.owners):
                return True
            unknown = True
        return unknown and self._lists_others(reading)

    def _decides(self, path: str) -> bool:
        """Whether a file that changed says what is read, or what is hidden."""
        if path == BASELINE or path.rpartition("/")[2] == ".gitignore" or self._is_own(path):
            return True
        return (path in _CONFIGURATIONS or bool(self._view.troubles)) and self._has_other_configuration()

    def _lists_others(self, reading: Reading) -> bool:
        """Whether files that could be read came or went: not those that git ignores, of which a build
        makes thousands."""
        config = self._tree.config if self._tree is not None else Config()
        now = frozenset(discover(self.root, left_out(config, self._exclude)).paths)
        return any(_claims().owners(path) for path in now ^ frozenset(reading.discovery.paths))

    def _is_own(self, path: str) -> bool:
        """Whether it is the configuration that was named, or one of its packs."""
        file = self.root / path
        packs = self._tree.config.packs if self._tree is not None else ()
        return file == self._config_file or any(pack.value == path for pack in packs)

    def _has_other_configuration(self) -> bool:
        try:
            config = load(self.root, self._config_file)
        except ConfigError:
            return True
        return bool(self._view.troubles) or self._tree is None or config != self._tree.config

    def _from_disk(self, reading: Reading, paths: Collection[str]) -> Iterator[tuple[str, bytes]]:
        for path in paths:
            source = reading.discovery.read(path, LOCKFILE_LIMIT)
            if isinstance(source, Source):
                yield path, source.content


def _rereading(reading: Reading, contents: Mapping[str, bytes]) -> Reading:
    """The same reading with other contents of files of the tree; the same one where none of them is read."""
    listed = contents.keys() & frozenset(reading.discovery.paths) if contents else frozenset()
    if not listed:
        return reading
    changed = reread(reading, {path: contents[path] for path in listed})
    return changed if any(path in reading.owners or path in changed.owners for path in listed) else reading
