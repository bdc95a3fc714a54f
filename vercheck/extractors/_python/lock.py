"""Lock files of uv, Poetry and PDM: which version of each package was resolved, with its digests.

All three are TOML with one `[[package]]` table for each package, written by a program in one fixed
form and often long, so that form is read by one pattern for each line, without a tree. A file that
strays from it (a merge conflict, an old format with its digests elsewhere) is read as the TOML that it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.model import Artifact, Digest, Exact, Extraction, Note, Pin, Role, Source, Span
from vercheck.shapes.installs import pypi_name
from vercheck.shapes.pins import pin_at
from vercheck.syntax.data import Datum, Mapping, Sequence, Text
from vercheck.syntax.toml import notes_of, parse_toml
from vercheck.versions import parse

LOCAL = "workspace member"
"""The note of a package that stands in a folder of the repository: its version is its manifest's."""
OTHER = "not from an index"
"""The note of a package that was asked for by an address, not by a version."""

_STRING = rb'"(?:[^"\\\r\n]|\\.)*+"'
_INLINE = rb"(?:[^\"'#\r\n]|" + _STRING + rb"|'[^'\r\n]*+')*+"
_LINE = re.compile(
    rb"(?:\[\[package\]\](?P<entry>)"
    rb'|(?P<key>name|version|path|git|url|type) = "(?P<text>[^"\\\r\n]*+)"'
    rb"|\[\[?(?P<table>[\w.\"' -]++)\]\]?"
    rb"|source = (?P<source>\{" + _INLINE + rb")"
    rb"|(?:[\w-]+|" + _STRING + rb") = (?:" + _STRING + rb"|true|false|[0-9.]+|[\[{]" + _INLINE + rb")"
    rb"|[ \t]++(?:(?=[\[{\"'\]}])|[\w.-]+ = )" + _INLINE + rb"|\],?"
    rb"|#[^\r\n]*+"
    rb"|)(?:\r?\n|\Z)"
)
_HASH = re.compile(rb'hash = "(sha256|sha384|sha512):([0-9a-f]+)"')
_ORIGIN = re.compile(rb"[{,][ ]?(editable|virtual|directory|workspace|path|git|url)[ ]=")
_FOLDERS = frozenset({"editable", "virtual", "directory", "workspace"})
_OTHERS = frozenset({"path", "git", "url", "file"})
_ELSEWHERE = (b'"""', b"'''", b"[metadata.files]", b"[metadata.hashes]")
"""What the quick reading does not follow: long strings, and the digests of old formats."""
_DIGEST = re.compile(r"(sha256|sha384|sha512):([0-9a-f]+)")


@dataclass(frozen=True, slots=True)
class Package:
    """One entry. `version` is empty for a package whose version is made when it is built; `origin` is
    the note of one that does not come from an index."""

    name: str
    version: str
    span: Span
    origin: str
    digests: tuple[Digest, ...]


def extract_lock(source: Source) -> Extraction:
    quick = read_quickly(source.content)
    packages, notes = (quick, ()) if quick is not None else read_as_toml(source)
    return Extraction(pins=tuple(_pins(source, packages)), notes=notes)


def _pins(source: Source, packages: list[Package]) -> Iterator[Pin]:
    for package in packages:
        if package.name and package.version:
            name = pypi_name(package.name)
            yield pin_at(
                source,
                package.span,
                Artifact("pypi", name),
                Exact(parse(package.version, "pep440")),
                role=Role.RESOLVES,
                trail=f"package[{name}@{package.version}]",
                note=package.origin,
                digests=package.digests,
            )


def read_quickly(content: bytes) -> list[Package] | None:
    """The packages of a file that is in its program's own form from first byte to last, else `None`."""
    if any(word in content for word in _ELSEWHERE):
        return None
    found: list[tuple[int, dict[str, Span], str]] = []
    table = ""
    position = 0
    while position < len(content):
        line = _LINE.match(content, position)
        if line is None or line.end() == position:
            return None
        if line["entry"] is not None:
            found.append((position, {}, ""))
            table = "package"
        elif line["table"] is not None:
            table = _text(line["table"])  # the keys below `[package.dependencies]` are not the entry's own
        elif line["key"] is not None and found:
            found[-1][1].setdefault(f"{table}.{_text(line['key'])}", Span(*line.span("text")))
        elif line["source"] is not None and table == "package" and found:
            kind = _ORIGIN.search(line["source"])
            found[-1] = (*found[-1][:2], _text(kind[1]) if kind is not None else "")
        position = line.end()
    ends = [start for start, _, _ in found[1:]] + [len(content)]
    entries = zip(found, ends, strict=False)  # without packages there is an end all the same
    return [_entry(content, start, end, keys, kind) for (start, keys, kind), end in entries]


def _entry(content: bytes, start: int, end: int, keys: dict[str, Span], kind: str) -> Package:
    def said(key: str) -> str:
        span = keys.get(key)
        return _text(content[span.start : span.end]) if span is not None else ""

    kinds = {kind, said("package.source.type"), *(one for one in _OTHERS if f"package.{one}" in keys)}
    hashes = _HASH.findall(content, start, end)
    return Package(
        said("package.name"),
        said("package.version"),
        keys.get("package.version", Span(start, start)),
        _origin(kinds),
        tuple(Digest(algorithm.decode(), text.decode()) for algorithm, text in hashes),
    )


def read_as_toml(source: Source) -> tuple[list[Package], tuple[Note, ...]]:
    """The same of any TOML, with notes on what could not be read."""
    document = parse_toml(source.content)
    listed = document.root.get("package")
    metadata = document.root.get("metadata")
    files = metadata.get("files") if isinstance(metadata, Mapping) else None
    found = []
    for entry in listed.items if isinstance(listed, Sequence) else ():
        name = entry.text("name") if isinstance(entry, Mapping) else None
        if not isinstance(entry, Mapping) or name is None or not name.value:
            continue
        version = entry.text("version")
        digests = [digest for key in ("files", "sdist", "wheels") for digest in _digests(entry.get(key))]
        if isinstance(files, Mapping):
            digests += _digests(files.get(name.value))
        place = version.span if version is not None else Span(entry.span.start, entry.span.start)
        text = (version.value or "") if version is not None else ""
        found.append(Package(name.value, text, place, _origin(_kinds(entry)), tuple(digests)))
    return found, notes_of(source, document)


def _kinds(entry: Mapping) -> set[str]:
    kinds = {key for key, _ in entry.items()} & _OTHERS
    source = entry.get("source")
    if isinstance(source, Mapping):
        kind = source.text("type")
        kinds |= {kind.value or ""} if kind is not None else {key for key, _ in source.items()}
    return kinds


def _origin(kinds: set[str]) -> str:
    if kinds & _FOLDERS:
        return LOCAL
    return OTHER if kinds & _OTHERS else ""


def _digests(files: Datum | None) -> list[Digest]:
    found = []
    for item in files.items if isinstance(files, Sequence) else (files,):
        written = item.text("hash") if isinstance(item, Mapping) else None
        match = _DIGEST.fullmatch(written.value or "") if isinstance(written, Text) else None
        if match is not None:
            found.append(Digest(match[1], match[2]))
    return found


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")
