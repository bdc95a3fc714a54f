"""What Cargo's and rustup's files share: how a trail is written, what a value means, what was found.

The extractors of these files differ in where they look; what a requirement, a Rust version or an
inherited key means is the same everywhere, and is said here once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vercheck.model import (
    Address,
    Artifact,
    Constant,
    Exact,
    Extraction,
    Floating,
    Note,
    Opaque,
    Pin,
    Range,
    Reference,
    Role,
    Source,
    Span,
    Statement,
    Value,
)
from vercheck.shapes.names import artifact_named, is_minimum_symbol, tool_name
from vercheck.shapes.pins import minimum, pin_at, read_value
from vercheck.shapes.remarks import remarks_of
from vercheck.syntax.data import Datum, Entry, Mapping, Scalar, Text
from vercheck.syntax.toml import Document, notes_of, parse_toml
from vercheck.versions import RequirementError, parse, parse_requirement

RUST = Artifact("toolchain", "rust")
EDITION = Artifact("rust", "edition")
RESOLVER = Artifact("rust", "resolver")
LOCK_FORMAT = Artifact("cargo", "lock-format")
INHERITED = "<workspace>"
"""Path of an address in the manifest of the workspace that a member belongs to: the graph finds it."""

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_TOOLCHAIN = re.compile(
    r"(?P<dated>(?:nightly|beta|stable)-\d{4}-\d{2}-\d{2})|(?P<release>\d+(?:\.\d+){0,2}(?:-beta(?:\.\d+)?)?)"
)
_CHANNELS = ("stable", "beta", "nightly")


def join(*parts: str) -> str:
    """A trail in the spelling of a TOML key: `target.'cfg(unix)'.dependencies.libc`."""
    return ".".join(part if _BARE_KEY.fullmatch(part) else f"'{part}'" for part in parts)


@dataclass(slots=True)
class Harvest:
    """A file's document and what has been found in it so far."""

    source: Source
    document: Document
    pins: list[Pin] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    constants: list[Constant] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @classmethod
    def of(cls, source: Source) -> Harvest:
        return cls(source, parse_toml(source.content))

    @property
    def root(self) -> Mapping:
        return self.document.root

    def table(self, *path: str) -> Mapping | None:
        """The table at a path from the root."""
        found: Datum | None = self.root
        for name in path:
            found = found.get(name) if isinstance(found, Mapping) else None
        return found if isinstance(found, Mapping) else None

    def entries(self, *path: str) -> Iterator[tuple[str, Entry]]:
        """The entries of the table at a path; none where there is no table."""
        table = self.table(*path)
        return iter(()) if table is None else table.items()

    def pin(
        self,
        span: Span,
        artifact: Artifact,
        value: Value,
        role: Role,
        trail: str,
        note: str = "",
        names: tuple[str, ...] = (),
    ) -> None:
        self.pins.append(
            pin_at(self.source, span, artifact, value, role=role, trail=trail, note=note, names=names)
        )

    def puzzle(self, span: Span, message: str) -> None:
        """Note something that stands where a version is expected and is not one."""
        self.notes.append(Note("not-understood", message, self.source.locate(span)))

    def requirement(self, text: Text, artifact: Artifact, trail: str, note: str = "") -> None:
        """A pin for a Cargo requirement; `*` floats."""
        written = text.value or ""
        value: Value
        try:
            value = (
                Floating(written) if written.strip() == "*" else Range(parse_requirement(written, "cargo"))
            )
        except RequirementError as error:
            self.puzzle(text.span, str(error))
            value = Opaque(written)
        self.pin(text.span, artifact, value, Role.REQUIRES, trail, note)

    def minimum_rust(self, datum: Datum | None, trail: str) -> None:
        """A pin for the oldest Rust that a file asks for (`rust-version`, `msrv`)."""
        if datum is None or self.inherited(datum, RUST, Role.REQUIRES, trail, "minimum supported Rust"):
            return
        value = minimum(datum.value or "") if isinstance(datum, Text) else None
        if value is None:
            self.puzzle(datum.span, f"expected a Rust version such as `1.75` in `{trail}`")
            return
        self.pin(datum.span, RUST, value, Role.REQUIRES, trail, "minimum supported Rust")

    def inherited(self, datum: Datum, artifact: Artifact, role: Role, trail: str, note: str = "") -> bool:
        """Whether a member takes a key of `[package]` from its workspace; if so, there is a pin for it."""
        flag = inherits(datum)
        if flag is None:
            return False
        value = Reference(Address(INHERITED, f"workspace.{trail}"))
        self.pin(flag, artifact, value, role, trail, note)
        return True

    def tool_version(self, symbol: str, datum: Datum, trail: str, note: str = "") -> None:
        """A pin where a key says that its value is some tool's version (`cargo-dist-version`)."""
        name = tool_name(symbol)
        if name is not None:
            self.tool(name, datum, trail, note, is_minimum=is_minimum_symbol(symbol))

    def tool(
        self, name: str, datum: Datum | None, trail: str, note: str = "", *, is_minimum: bool = False
    ) -> None:
        """A pin for a tool, where the value reads as a version."""
        if not isinstance(datum, Text):
            return
        written = datum.value or ""
        lowest = minimum(written) if is_minimum else None
        value = lowest or read_value(written)
        if value is not None:
            role = Role.REQUIRES if lowest is not None else Role.SELECTS
            self.pin(datum.span, artifact_named(name), value, role, trail, note)

    def extraction(self) -> Extraction:
        return Extraction(
            pins=tuple(self.pins),
            statements=tuple(self.statements),
            constants=tuple(self.constants),
            notes=(*notes_of(self.source, self.document), *self.notes),
            remarks=remarks_of(self.source, self.document.comments),
        )


def inherits(datum: Datum) -> Span | None:
    """Where `workspace = true` says `true`, in a table that says so."""
    flag = datum.get("workspace") if isinstance(datum, Mapping) else None
    return flag.span if isinstance(flag, Scalar) and flag.text == "true" else None


def plain_number(text: str) -> Value:
    """The value of an edition or a format: a number knows order, anything else equality."""
    return Exact(parse(text)) if text.isascii() and text.isdigit() and len(text) < 10 else Opaque(text)


def toolchain(text: str) -> tuple[Value, int]:
    """What a rustup toolchain name selects, and how many of its characters say so: the rest is the
    host (`1.75.0-x86_64-unknown-linux-gnu`)."""
    found = _TOOLCHAIN.match(text)
    if found is not None and text[found.end() : found.end() + 1] in ("", "-"):
        if found["release"] is not None:
            return Exact(parse(found["release"])), found.end()
        return Opaque(found["dated"]), found.end()
    for channel in _CHANNELS:
        if text == channel or text.startswith(f"{channel}-"):
            return Floating(channel), len(channel)
    return Opaque(text), len(text)
