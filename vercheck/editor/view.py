"""A tree as one examination saw it, with the texts that were open then: what every answer is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol.types import Location as Place
from lsprotocol.types import Position, Range

from vercheck.editor.text import Text
from vercheck.editor.uris import uri_of
from vercheck.model import Diagnostic, Location, Source
from vercheck.pipeline import Outcome
from vercheck.tree import Tree


@dataclass(frozen=True, slots=True)
class Document:
    """A text that is open in the editor: its address and version there, and its bytes."""

    uri: str
    version: int | None
    content: bytes


@dataclass(frozen=True, slots=True)
class Seen:
    """A tree, and what a run over it found beside what its baseline has."""

    tree: Tree
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class View:
    """`root` is as the editor names it. `seen` is `None` as long as the configuration was never right; what
    is wrong with it stands in `troubles`. Files are named by their path below the root."""

    root: Path
    encoding: str
    documents: Mapping[str, Document] = field(default_factory=dict)
    seen: Seen | None = None
    troubles: tuple[Diagnostic, ...] = ()
    _texts: dict[str, Text | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def findings(self) -> Sequence[Diagnostic]:
        return self.troubles + (self.seen.outcome.report.diagnostics if self.seen is not None else ())

    def uri(self, path: str) -> str:
        """The address of a file, as the editor itself wrote it where the file is open."""
        document = self.documents.get(path)
        return document.uri if document is not None else uri_of(self.root / path)

    def text(self, path: str) -> Text | None:
        """What a file says; `None` where it was not read."""
        if path not in self._texts:
            self._texts[path] = self._read(path)
        return self._texts[path]

    def _read(self, path: str) -> Text | None:
        document = self.documents.get(path)
        if document is not None:
            return Text(Source(path, document.content), self.encoding, is_open=True)
        source = self.seen.outcome.reading.source(path) if self.seen is not None else None
        return Text(source, self.encoding) if source is not None else None

    def range(self, location: Location) -> Range:
        """A place in its file. In a file that is not one of the tree, its characters have to do."""
        text = self.text(location.path)
        if text is not None and location.span.end <= len(text.source.content):
            return text.range(location.span)
        start = Position(max(location.line - 1, 0), max(location.column - 1, 0))
        return Range(start, Position(max(location.end_line - 1, 0), max(location.end_column - 1, 0)))

    def place(self, location: Location) -> Place:
        return Place(self.uri(location.path), self.range(location))
