"""yarn.lock, of Yarn 1 and of its later versions: every package that is installed.

The two formats look alike and only one of them is YAML, so both are read line by line: a line at the
margin names what was asked for, indented ones say what it became. What is at the margin and fits neither (a
merge conflict) is noted, and the entries around it are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.extractors import Extractor
from vercheck.extractors._node.harvest import Harvest, version_value
from vercheck.extractors._node.keys import split_key
from vercheck.model import Artifact, Digest, Extraction, Role, Source, Span
from vercheck.shapes.digests import read_digest
from vercheck.syntax.data import Piece, Text

_LINE = re.compile(rb"[^\r\n]++")
_ASKED = rb'(?:"[^"]++"|[^\s"#,][^\s",]*+)'
_ENTRY = re.compile(_ASKED + rb"(?:, " + _ASKED + rb")*+")
_FIELD = re.compile(rb'  (?P<name>[\w-]+):?[ ]"?(?P<value>[^"]*+)"?')
_DESCRIPTOR = re.compile(r"((?:@[^/@\s]+/)?[^/@\s]+)@(.*)", re.DOTALL)
_ALIAS = re.compile(r"npm:((?:@[^/@\s]+/)?[^/@\s]+)@")
_SHA1 = re.compile(r"#([0-9a-f]{40})$")
_LOCAL = ("workspace:", "link:", "portal:", "file:")


@dataclass(slots=True)
class _Entry:
    """An entry: the first thing that was asked for, and the fields of what it became."""

    descriptor: str
    fields: dict[str, tuple[str, Span]]

    def text(self, field: str) -> str:
        return self.fields[field][0] if field in self.fields else ""


def extract(source: Source) -> Extraction:
    harvest = Harvest(source)
    for entry in _entries(harvest):
        _package(harvest, entry)
    return harvest.extraction()


def _entries(harvest: Harvest) -> Iterator[_Entry]:
    entry: _Entry | None = None
    content = harvest.source.content
    start = 3 if content.startswith(b"\xef\xbb\xbf") else 0
    is_told = False
    for line in _LINE.finditer(content, start):
        if line[0].startswith(b" "):
            field = _FIELD.fullmatch(line[0])
            if field is not None and entry is not None:
                span = Span(line.start() + field.start("value"), line.start() + field.end("value"))
                entry.fields.setdefault(field["name"].decode(), (_decoded(field["value"]), span))
            continue
        if line[0].startswith(b"#"):
            continue
        if entry is not None:
            yield entry
        head = _ENTRY.fullmatch(line[0][:-1]) if line[0].endswith(b":") else None
        entry = _Entry(_first(_decoded(head[0])), {}) if head is not None else None
        if head is None and not is_told:
            is_told = True
            place = Span(line.start(), line.end())
            harvest.damage(place, f"expected an entry such as `name@^1.0.0:`, not `{_decoded(line[0])[:40]}`")
    if entry is not None:
        yield entry


def _first(key: str) -> str:
    """The first descriptor of a list of them, without quotes."""
    body = key[1 : key.find('"', 1)] if key.startswith('"') else key
    return body.partition(", ")[0]


def _package(harvest: Harvest, entry: _Entry) -> None:
    found = _DESCRIPTOR.fullmatch(entry.descriptor)
    if found is None or "version" not in entry.fields:
        return  # `__metadata`, or an entry that damage has cut off
    if found[2].startswith(_LOCAL) or "@workspace:" in entry.text("resolution"):
        return  # a package of this repository: its version is in its manifest
    version, span = entry.fields["version"]
    text = Text((Piece(version, span),), span)
    harvest.pin(
        text,
        Artifact("npm", _name(entry, found)),
        version_value(version),
        Role.RESOLVES,
        entry.descriptor,
        note="patched" if "@patch:" in entry.text("resolution") else "",
        digests=_digests(entry),
    )


def _name(entry: _Entry, descriptor: re.Match[str]) -> str:
    """The package that an entry is about: an alias stands for another one."""
    resolved = split_key(entry.text("resolution").replace("@npm:", "@", 1))
    alias = _ALIAS.match(descriptor[2])
    if resolved is not None:
        return resolved[0]
    return alias[1] if alias is not None else descriptor[1]


def _digests(entry: _Entry) -> tuple[Digest, ...]:
    """Yarn 1 writes npm's own digest; later versions that of an archive they pack themselves, which no
    other file speaks of."""
    sha1 = _SHA1.search(entry.text("resolved"))
    text = entry.text("integrity") or (f"sha1:{sha1[1]}" if sha1 is not None else "")
    digest = read_digest(text) if text else None
    return (digest,) if digest is not None else ()


def _decoded(content: bytes) -> str:
    return content.decode("utf-8", "replace")


EXTRACTOR = Extractor(patterns=("yarn.lock",), extract=extract, lockfile=True)
