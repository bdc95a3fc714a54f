"""Where a table stands: its file, its trail, and what the names around it say.

Every reader of shapes needs the same few things to make a pin out of a string; they are here once.
"""

from __future__ import annotations

from dataclasses import dataclass

from vercheck.model import (
    Artifact,
    Digest,
    Exact,
    Location,
    Opaque,
    Pin,
    Reference,
    Role,
    Source,
    Span,
    Value,
)
from vercheck.shapes.names import artifact_named, is_version_symbol, normal, table_name, words
from vercheck.shapes.pins import MAX_LENGTH, pin_at, read_value, scheme_of
from vercheck.syntax.data import Text
from vercheck.versions import parse

MAX_NAME = 80
_NO_NAMES = frozenset(
    {
        "data", "tools", "versions", "registry", "index", "main", "json", "private", "internal", "bazel",
        "toolchains", "checksums", "components", "lib", "core", "packages", "pkgs", "third-party", "defs",
        "srcs", "src", "sources", "source", "hashes", "hash", "pins", "pin", "deps", "assets", "manifest",
        "info", "meta", "package", "release", "releases",
    }
)  # fmt: skip
_RECORDS = frozenset({"resolved", "locked", "lock", "lockfile", "snapshot", "frozen", "installed"})


@dataclass(frozen=True, slots=True)
class Place:
    """`hints` are the symbols and keys around a table, nearest first; `names` what the thing in it may
    be called, best first; `anchors` names that someone who reads the comments knows."""

    source: Source
    trail: str
    hints: tuple[str, ...]
    names: tuple[str, ...]
    anchors: tuple[str, ...] = ()

    @classmethod
    def start(
        cls, source: Source, hints: tuple[str, ...], trail: str, anchors: tuple[str, ...] = ()
    ) -> Place:
        names: list[str] = []
        # The first that says something: a poor guess behind a good name would only match by accident.
        for hint in (*hints, source.name.partition(".")[0], *reversed(source.folder.split("/"))):
            about = table_name(hint)
            if about is not None and normal(hint) not in _NO_NAMES:
                names = [about, normal(hint)] if trail else [normal(hint), about]
                break
        if not names and hints:
            names = [normal(hints[0])]  # better a poor name than none
        return cls(source, trail, hints, _distinct(names), anchors)

    @property
    def is_document(self) -> bool:
        """A whole JSON file has no symbol that says what it is for: its tables must speak for
        themselves."""
        return self.source.name.lower().endswith((".json", ".jsonc", ".json5"))

    @property
    def is_record(self) -> bool:
        """In a document, what stands under `resolved` or `locked`: a tool wrote down what it chose."""
        return self.is_document and any(not _RECORDS.isdisjoint(words(hint)) for hint in self.hints)

    @property
    def kind(self) -> str:
        return "json" if self.is_document else "starlark"

    def entry(self, key: str) -> Place:
        """One level down, at a key that is data: `TOOLS[wac]`."""
        if not _is_symbol(key):
            return self._below(self.entry_trail(key), "", self.names)
        own = () if table_name(key) is None or is_version_symbol(key) else (normal(key),)
        return self._below(self.entry_trail(key), key, _distinct([*own, *self.names]))

    def element(self, index: int) -> Place:
        """One level down, in a list."""
        trail = self.entry_trail(str(index)) if self.trail else f"[{index}]"
        return Place(self.source, trail, self.hints, self.names, self.anchors)

    def field(self, name: str) -> Place:
        """One level down, at a field that belongs to the shape: `bundles.default`."""
        return self._below(self.field_trail(name), name, self.names)

    def _below(self, trail: str, hint: str, names: tuple[str, ...]) -> Place:
        return Place(self.source, trail, (hint, *self.hints), names, self.anchors)

    def entry_trail(self, key: str) -> str:
        return f"{self.trail}[{key}]" if self.trail else key

    def field_trail(self, name: str) -> str:
        return f"{self.trail}.{name}" if self.trail else name

    def locate(self, span: Span) -> Location:
        return self.source.locate(span)

    def artifact(self) -> Artifact:
        return artifact_named(self.names[0] if self.names else self.source.name)

    def pin(
        self,
        text: Text,
        artifact: Artifact,
        role: Role,
        trail: str,
        track: str = "",
        names: tuple[str, ...] = (),
        note: str = "",
        digests: tuple[Digest, ...] = (),
    ) -> Pin | None:
        """A pin where a string is written, or `None` where it is put together from parts or too long
        for a version."""
        value = value_of(text, scheme_of(artifact))
        if value is None:
            return None
        names = tuple(name for name in names if name != artifact.name)
        return pin_at(
            self.source,
            text.span,
            artifact,
            value,
            role=role,
            trail=trail,
            track=track,
            names=names,
            note=note,
            digests=digests,
        )


def value_of(text: Text, scheme: str = "generic") -> Value | None:
    """What a string in a version's place is: a reference, a version, a floating name, or opaque."""
    if text.origin is not None:
        return Reference(text.origin)
    written = text.value
    if not written or not text.is_literal or len(written) > MAX_LENGTH or any(map(str.isspace, written)):
        return None
    value = read_value(written, scheme)
    if value is not None:
        return value
    version = parse(written, scheme)  # the place says that it is a version: `3.8.1.0` is no address here
    return Opaque(written) if version.is_opaque else Exact(version)


def _is_symbol(key: str) -> bool:
    """A key that may name something: not a sentence, not an address."""
    return len(key) <= MAX_NAME and not any(map(str.isspace, key)) and "://" not in key


def _distinct(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
