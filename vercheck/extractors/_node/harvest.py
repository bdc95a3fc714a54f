"""What has been found in a file so far, and how its places are named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from vercheck.model import (
    Artifact,
    Digest,
    Exact,
    Extraction,
    Member,
    Note,
    Opaque,
    Pin,
    Role,
    Source,
    Span,
    Statement,
    Value,
)
from vercheck.shapes.digests import read_digest
from vercheck.shapes.pins import pin_at
from vercheck.syntax.data import Datum, Mapping, Piece, Scalar, Sequence, Text
from vercheck.syntax.passage import within
from vercheck.versions import parse

_BARE_KEY = re.compile(r"[\w@/-]+", re.ASCII)
_CONTENTS = ("main", "module", "bin", "exports", "files", "types", "browser", "publishConfig")
_TOOLS = (
    "scripts", "devDependencies", "dependencies", "optionalDependencies", "workspaces", "packageManager",
    "engines", "volta", "husky", "lint-staged", "prettier", "eslintConfig", "overrides", "resolutions",
    "pnpm",
)  # fmt: skip
_VERSION = re.compile(r"[=vV]*\d+(?:\.\d+){2}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?", re.ASCII)


def join(*parts: str) -> str:
    """A trail: `dependencies.@types/node`, `dependencies.'highlight.js'`."""
    return ".".join(part if _BARE_KEY.fullmatch(part) else f"'{part}'" for part in parts)


def whole(datum: Datum | None) -> Text | None:
    """A string, or a number that YAML took a version for, where it is written in one piece."""
    match datum:
        case Scalar(text, span) if text and text not in ("null", "true", "false"):
            return Text((Piece(text, span),), span)
        case Text() if datum.is_literal and datum.value:
            return datum
        case _:
            return None


def version_value(text: str) -> Value:
    """What stands where npm writes a version: a whole version, or something that only equals itself."""
    return Exact(parse(text, "npm")) if is_whole_version(text) else Opaque(text)


def is_whole_version(text: str) -> bool:
    """Whether a text is one version, with all three numbers, and not a range of them."""
    return len(text) <= 200 and _VERSION.fullmatch(text) is not None


def integrity(datum: Datum | None) -> tuple[Digest, ...]:
    """The strongest digest of an `integrity` field."""
    text = whole(datum)
    digest = read_digest(text.value or "") if text is not None else None
    return (digest,) if digest is not None else ()


@dataclass(slots=True)
class Harvest:
    """The pins, declarations and notes of one file."""

    source: Source
    notes: list[Note] = field(default_factory=list)
    pins: list[Pin] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def span(self, text: Text, start: int, end: int) -> Span | None:
        """Where characters `[start, end)` of a string stand; `None` where they are not written as they
        are (an escape, or bytes that are no text)."""
        written = text.value or ""
        if self.source.text(text.span) != written:
            return None
        return within(written, text.span, start, end)

    def pin(
        self,
        text: Text,
        artifact: Artifact,
        value: Value,
        role: Role,
        trail: str,
        *,
        stretch: tuple[int, int] | None = None,
        track: str = "",
        note: str = "",
        names: tuple[str, ...] = (),
        digests: tuple[Digest, ...] = (),
    ) -> None:
        """A pin at a string, or at a stretch of its characters."""
        start, end = stretch or (0, len(text.value or ""))
        span = self.span(text, start, end)
        if span is None:
            self.puzzle(text.span, f"`{trail}` is written with escapes, its version is not read")
            return
        self.pins.append(
            pin_at(
                self.source,
                span,
                artifact,
                value,
                role=role,
                trail=trail,
                track=track,
                note=note,
                names=names,
                digests=digests,
            )
        )

    def puzzle(self, span: Span, message: str) -> None:
        """Note something that stands where a version is expected and is not one."""
        self.notes.append(Note("not-understood", message, self.source.locate(span)))

    def damage(self, span: Span, message: str) -> None:
        """Note a place that is not of the file's format."""
        self.notes.append(Note("parse-error", message, self.source.locate(span)))

    def own_version(self, root: Mapping, ecosystem: str) -> None:
        """The name and the version that a package gives itself."""
        name, version = whole(root.get("name")), whole(root.get("version"))
        if name is not None:
            self.declare(f"{ecosystem}-package", name.value or "", "name", (name,))
        if version is None:
            return
        if _is_private(root):
            place = self.source.locate(version.span)
            self.statements.append(Statement("npm-private", "", place, "private", ()))
        called = (name.value if name is not None else None) or self.source.folder.rpartition("/")[2]
        artifact = Artifact(ecosystem, called)
        value = version_value(version.value or "")
        if isinstance(value, Opaque):
            self.puzzle(version.span, f"expected the version of `{called}`, such as `1.2.3`")
        self.pin(version, artifact, value, Role.PROVIDES, "version", note="own version")

    def workspace(self, packages: Datum | None) -> None:
        """The folders (globs) that a workspace says its packages are in."""
        listed = packages.items if isinstance(packages, Sequence) else ()
        globs = tuple(text for item in listed if (text := whole(item)) is not None)
        if isinstance(packages, Sequence):
            self.declare("npm-workspace", "", "packages", globs, at=packages.span)

    def declare(
        self, kind: str, name: str, member: str, texts: tuple[Text, ...], at: Span | None = None
    ) -> None:
        """A declaration of one kind of member."""
        locate = self.source.locate
        members = tuple(Member(member, text.value or "", locate(text.span)) for text in texts)
        span = at if at is not None else texts[0].span
        self.statements.append(Statement(kind, name, locate(span), "", members))

    def extraction(self) -> Extraction:
        return Extraction(pins=tuple(self.pins), statements=tuple(self.statements), notes=tuple(self.notes))


def _is_private(root: Mapping) -> bool:
    """Whether a package is not for others: it says so, or there are tools in it and nothing to use. One that
    has neither is there to state what it is called and which version it is."""
    private = root.get("private")
    if isinstance(private, Scalar) and private.text == "true":
        return True
    has_tools = any(root.get(key) is not None for key in _TOOLS)
    return has_tools and not any(root.get(key) is not None for key in _CONTENTS)
