"""Cargo.lock: the version of every crate that a build resolved to.

Cargo writes these files in one fixed form, and a workspace's may have ten thousand entries, so that
form is read by one pattern per entry, without a tree. A file that strays from it anywhere (edited by
hand, a merge conflict, the first format's `[metadata]`) is read as the TOML that it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck.extractors import Extractor
from vercheck.extractors._cargo import LOCK_FORMAT, plain_number
from vercheck.model import Artifact, Digest, Exact, Extraction, Note, Role, Source, Span
from vercheck.shapes.pins import pin_at
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text
from vercheck.syntax.toml import notes_of, parse_toml
from vercheck.versions import parse

_STRING = rb'"([^"\\\x00-\x1f\x7f]*+)"'
_HEAD = re.compile(rb"(?:#[^\r\n]*+\r?\n|\r?\n)*+(?:version = (\d{1,9})\r?\n)?+(?:\r?\n)*+")
_PACKAGE = re.compile(
    rb"\[\[package\]\]\r?\n"
    rb"name = " + _STRING + rb"\r?\n"
    rb"version = " + _STRING + rb"\r?\n"
    rb"(?:source = " + _STRING + rb"\r?\n)?+"
    rb"(?:checksum = " + _STRING + rb"\r?\n)?+"
    rb'(?:dependencies = \[\r?\n((?: "[^"\\\x00-\x1f\x7f]*+",?\r?\n)*+)\]\r?\n)?+'
    rb"(?:\r?\n)*+"
)
_ONE_OF_SEVERAL = re.compile(rb'"([^" ]++) ([^" ]++)')
"""A dependency is named with its version where the lock has several of it."""
_HEX = re.compile(r"[0-9a-fA-F]{64}")


@dataclass(frozen=True, slots=True)
class Package:
    """One entry. `source` is empty for a crate of the workspace, or one that stands in a folder. `takes` are
    the names and versions of its dependencies that the lock has at several."""

    name: str
    version: str
    span: Span
    source: str
    checksum: str
    takes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """`format` is the file's own version, and where it stands; there is none in the first two."""

    format: tuple[str, Span] | None
    packages: tuple[Package, ...]
    notes: tuple[Note, ...] = ()


TAKEN = "one of several, which a dependency takes"
"""The note of an entry that is built whatever the packages of the workspace ask for."""


def extract(source: Source) -> Extraction:
    lock = read_quickly(source.content) or read_as_toml(source)
    pins = []
    if lock.format is not None:
        text, span = lock.format
        pins.append(
            pin_at(source, span, LOCK_FORMAT, plain_number(text), role=Role.PROVIDES, trail="version")
        )
    taken = {one for package in lock.packages if package.source for one in package.takes}
    for package in lock.packages:
        pins.append(
            pin_at(
                source,
                package.span,
                Artifact("cargo", package.name),
                Exact(parse(package.version, "cargo")),
                role=Role.RESOLVES,
                trail=f"package[{package.name}@{package.version}]",
                note=_note(package.source) or (TAKEN if (package.name, package.version) in taken else ""),
                digests=_digests(package.checksum),
            )
        )
    return Extraction(pins=tuple(pins), notes=lock.notes)


def read_quickly(content: bytes) -> Lock | None:
    """The entries of a file that is in Cargo's own form from its first byte to its last, else `None`."""
    if not content.isascii():
        return None
    head = _HEAD.match(content)
    if head is None:
        return None
    position = head.end()
    packages = []
    while position < len(content):
        entry = _PACKAGE.match(content, position)
        if entry is None:
            return None
        name, version, source, checksum = (part.decode() if part else "" for part in entry.groups()[:4])
        several = _ONE_OF_SEVERAL.findall(entry[5]) if entry[5] else ()
        takes = tuple((one.decode(), other.decode()) for one, other in several)
        packages.append(Package(name, version, Span(*entry.span(2)), source, checksum, takes))
        position = entry.end()
    number = head.group(1)
    return Lock((number.decode(), Span(*head.span(1))) if number else None, tuple(packages))


def read_as_toml(source: Source) -> Lock:
    """The entries of any lock file, with notes on what could not be read."""
    document = parse_toml(source.content)
    notes = list(notes_of(source, document))
    number = document.root.get("version")
    listed = document.root.get("package")
    checksums = _old_checksums(document.root.get("metadata"))
    entries: list[Datum] = list(listed.items) if isinstance(listed, Sequence) else []
    own = document.root.get("root")  # what the first format called the package itself
    if own is not None:
        entries.insert(0, own)
    packages = []
    for entry in entries:
        package = _package(entry, checksums)
        if package is not None:
            packages.append(package)
        else:
            start = entry.span.start
            message = "expected a `name` and a `version` in this entry"
            notes.append(Note("not-understood", message, source.locate(Span(start, start))))
    written = (number.text, number.span) if isinstance(number, Scalar) else None
    return Lock(written, tuple(packages), tuple(notes))


def _package(entry: Datum, checksums: dict[str, str]) -> Package | None:
    if not isinstance(entry, Mapping):
        return None
    parts = [entry.text(name) for name in ("name", "version", "source", "checksum")]
    if parts[0] is None or parts[1] is None:
        return None
    name, version, source, checksum = ((part.value or "") if part is not None else "" for part in parts)
    if not version:
        return None
    checksum = checksum or checksums.get(f"checksum {name} {version} ({source})", "")
    return Package(name, version, parts[1].span, source, checksum, tuple(_taken(entry.get("dependencies"))))


def _taken(dependencies: Datum | None) -> Iterator[tuple[str, str]]:
    for item in dependencies.items if isinstance(dependencies, Sequence) else ():
        found = _ONE_OF_SEVERAL.match(f'"{item.value}'.encode()) if isinstance(item, Text) else None
        if found is not None:
            yield found[1].decode(), found[2].decode()


def _old_checksums(metadata: Datum | None) -> dict[str, str]:
    """The first format keeps checksums in a table of their own, by package id."""
    if not isinstance(metadata, Mapping):
        return {}
    return {key: entry.value.value or "" for key, entry in metadata.items() if isinstance(entry.value, Text)}


def _note(source: str) -> str:
    """What an entry's source says, for people."""
    kind, _, address = source.partition("+")
    if not source:
        return "workspace member"
    return f"git {address.partition('?')[0].partition('#')[0]}" if kind == "git" else ""


def _digests(checksum: str) -> tuple[Digest, ...]:
    return (Digest("sha256", checksum.lower()),) if _HEX.fullmatch(checksum) else ()


EXTRACTOR = Extractor(patterns=("Cargo.lock", "Cargo.Bazel.lock"), extract=extract, lockfile=True)
