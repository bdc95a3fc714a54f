"""The Starlark files of a tree as a hoist needs them: outlined once, with what each can load from where."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from vercheck.hoist.labels import Packages, is_workspace
from vercheck.hoist.outline import Load, Outline, outline
from vercheck.hoist.result import HoistError
from vercheck.model import Source
from vercheck.pipeline import Outcome
from vercheck.syntax.judges import accepts
from vercheck.syntax.starlark import parse_starlark

_READERS = frozenset({"starlark", "bazel-module"})


@dataclass(frozen=True)
class Files:
    """`home` is the file that others are to load."""

    outcome: Outcome
    home: str
    _outlines: dict[str, Outline] = field(default_factory=dict)

    def is_starlark(self, path: str) -> bool:
        return not _READERS.isdisjoint(self.outcome.reading.owners.get(path, ()))

    @cached_property
    def has_home(self) -> bool:
        """Whether the home is there already."""
        return self.outcome.reading.source(self.home) is not None

    def source(self, path: str) -> Source:
        source = self.outcome.reading.source(path)
        if source is None:
            raise HoistError(f"{path} can no longer be read")
        return source

    def refused(self, path: str) -> str | None:
        """Why a file cannot be rewritten; `None` where it can."""
        words = accepts(path, self.source(path).content)
        return None if words is None else f"the file does not parse: {words}"

    def outline(self, path: str) -> Outline:
        """What a file that parses holds.

        Raises:
            HoistError: it does not parse.
        """
        if path not in self._outlines:
            if (words := self.refused(path)) is not None:
                raise HoistError(f"{path}: {words}")
            self._outlines[path] = outline(self.source(path).content)
        return self._outlines[path]

    def load(self, path: str) -> Load | None:
        """The load at the top of a file that takes something from the home already."""
        seen = self.outline(path).leading
        return next((load for load in seen if self._packages.path(load.label, path) == self.home), None)

    def local(self, path: str, symbol: str) -> str | None:
        """What a file calls the home's symbol, where it can use it already."""
        if path == self.home:
            return symbol
        load = self.load(path)
        names = load.names if load is not None else ()
        return next((name.local for name in names if name.original == symbol), None)

    def label(self, path: str) -> str:
        """What the home is called in a load of another file.

        Raises:
            HoistError: it is in no package, so it has no label.
        """
        written = [load.label for load in self.outline(path).loads]
        label = self._packages.label(self.home, path, written)
        if label is None:
            folder = self.home.rpartition("/")[0] or "."
            raise HoistError(f"`{self.home}` has no label: no BUILD file makes a package of `{folder}`")
        return label

    @cached_property
    def loaded_by_home(self) -> frozenset[str]:
        """Files that the home loads, through others too: none of them can load it."""
        return self._packages.reached(self.home, self._labels)

    def cannot_begin(self, path: str) -> str | None:
        """Why a file that does not load the home yet cannot begin to; `None` where it can."""
        if path in self.loaded_by_home:
            return f"`{self.home}` loads this file, which so cannot load it"
        if self.has_home and self.outline(self.home).is_restricted:
            return f"`{self.home}` says who may load it"
        if is_workspace(path) and self._needs_others:
            return f"`{self.home}` loads from repositories that are not there yet"
        return None

    @cached_property
    def _needs_others(self) -> bool:
        """Whether the home loads from another repository, through others too."""
        return any(
            label.startswith("@") and self._packages.path(label, path) is None
            for path in (self.home, *self.loaded_by_home)
            for label in self._labels(path)
        )

    def _labels(self, path: str) -> Collection[str]:
        source = self.outcome.reading.source(path)
        return [] if source is None else [label for label, _ in parse_starlark(source).loads.values()]

    @cached_property
    def _packages(self) -> Packages:
        facts = self.outcome.facts
        root = facts.graph.root(self.home)
        named = (
            pin.artifact.name
            for pin in facts.graph.pins
            if pin.trail == "module.version" and pin.location.path.rpartition("/")[0] == root
        )
        return Packages(facts.files or facts.graph.paths, next(named, ""))
