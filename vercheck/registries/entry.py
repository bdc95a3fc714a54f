"""A new entry as a copy of its neighbour: the same bytes, with what belongs to a version exchanged.

Order of keys, indentation and further keys are the neighbour's own that way. Exchanged are versions, digests,
days and sizes; left out is what somebody wrote about the neighbour's release; refused is what only the
neighbour's release can tell.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from vercheck.fetch import Download
from vercheck.model import Asset, Digest, Span
from vercheck.registries.error import RegistryError, at
from vercheck.registries.sites import Site, mappings
from vercheck.registries.template import moved
from vercheck.shapes.digests import looks_like_digest, read_digest
from vercheck.shapes.records import DIGEST_FIELDS
from vercheck.syntax.data import Datum, Entry, Mapping, Scalar, Sequence, Text

Change = tuple[int, int, bytes]
"""Bytes `[start, end)` of the file, and what stands there in the copy."""

_ABOUT = frozenset(
    "description note notes _note _notes comment comments changelog release_notes prerelease pre_release "
    "draft yanked deprecated latest lts".split()
)
"""Names of what is about one release and tells nothing about the next."""
DAY = re.compile(r"(?:^|_)(?:date|released|published)(?:_at|_on)?$")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-][\d:]+)?)?")
_SIZES = {"size": 1, "size_bytes": 1, "bytes": 1, "size_kb": 1024, "size_mb": 1024 * 1024}
_LABEL = re.compile(r"(sha-?\d+)([:=-])", re.IGNORECASE)


class Digested(Protocol):
    """A file whose digests are known, by algorithm and in hexadecimal: fetched, or lent."""

    @property
    def digests(self) -> dict[str, str]: ...


@dataclass(frozen=True, slots=True)
class Copy:
    """What is exchanged in a copy: versions as the registry writes them, and the file behind each digest
    of the neighbour, by where the digest starts. `left_out` collects what is not copied; `texts` are known
    already, by where those of the neighbour start."""

    site: Site
    old: str
    new: str
    files: Map[int, Digested]
    day: date | None
    left_out: set[str]
    unwanted: frozenset[int] = frozenset()
    """Where the keys of entries start that are not copied: platforms that nobody asked for."""
    texts: Map[int, str] = field(default_factory=dict)

    def of(self, span: Span, value: Datum, extra: tuple[Change, ...] = ()) -> bytes:
        """The bytes of an entry, exchanged. `value` is what holds its digests."""
        changes = [*extra, *self._key(span, value), *self._value(value, None), *self._comments(span)]
        return spliced(self.site.source.content, span, changes)

    def _key(self, span: Span, value: Datum) -> Iterator[Change]:
        """The version, where it stands before the value."""
        if span.start < value.span.start:
            head = Span(span.start, value.span.start)
            written = self.site.source.text(head)
            if written.strip("\"': \t\r\n") == self.old:
                yield from _changed(head, written, written.replace(self.old, self.new, 1))

    def _comments(self, span: Span) -> Iterator[Change]:
        """Comments with a number in them speak about the neighbour's release, and are not copied."""
        content = self.site.source.content
        for comment in self.site.comments:
            if not span.covers(comment) or not re.search(rb"\d", content[comment.start : comment.end]):
                continue
            head = content[span.start : comment.start].rstrip(b" \t")
            is_line = head.endswith(b"\n")
            yield (span.start + len(head), comment.end + (1 if is_line else 0), b"")

    def _value(self, datum: Datum, record: Mapping | None) -> Iterator[Change]:
        if isinstance(datum, Text):
            yield from self._text(datum, "", record)
        for item in datum.items if isinstance(datum, Sequence) else ():
            yield from self._value(item, None)
        if isinstance(datum, Mapping):
            gone = [
                index
                for index, entry in enumerate(datum.entries)
                if entry.key.span.start in self.unwanted or self._is_left_out(entry)
            ]
            yield from removals(datum, gone)
            for index, entry in enumerate(datum.entries):
                if index not in gone:
                    yield from self._entry(entry, datum)

    def _entry(self, entry: Entry, record: Mapping) -> Iterator[Change]:
        name = entry.key.value or ""
        match entry.value:
            case Text() as text if text.span.start in self.texts:
                yield (text.span.start, text.span.end, self.texts[text.span.start].encode())
            case Text() as text if (
                text.is_literal and DAY.search(name) and MOMENT.fullmatch(text.value or "")
            ):
                if self.day is not None:
                    yield (text.span.start, text.span.end, moment(text.value or "", self.day).encode())
            case Text() as text:
                yield from self._text(text, name, record)
            case Scalar() as number if name in _SIZES and isinstance(file := self._file_of(record), Download):
                yield (number.span.start, number.span.end, str(round(file.size / _SIZES[name])).encode())
            case _:
                yield from self._value(entry.value, record)
        if entry.key.is_literal and "." in self.old:
            written = self.site.source.text(entry.key.span)
            yield from _changed(entry.key.span, written, moved(written, self.old, self.new))

    def _text(self, text: Text, name: str, record: Mapping | None) -> Iterator[Change]:
        if not text.is_literal:
            return
        written = self.site.source.text(text.span)
        if text.span.start in self.files:
            yield (text.span.start, text.span.end, self._digest(written, name, self.files[text.span.start]))
        elif looks_like_digest(text.value or ""):
            file = self._file_of(record) if record is not None and name in DIGEST_FIELDS else None
            if file is None:
                place = at(self.site.source.locate(text.span))
                raise RegistryError(
                    f"{place}: `{name or written[:40]}` belongs to {self.old}, and "
                    "no file tells what it is for another version",
                    "write the entry by hand",
                )
            yield (text.span.start, text.span.end, self._digest(written, name, file))
        else:
            yield from _changed(text.span, written, moved(written, self.old, self.new))

    def _digest(self, written: str, name: str, file: Digested) -> bytes:
        return spelled_like(written, DIGEST_FIELDS.get(name), file).encode()

    def _file_of(self, record: Mapping) -> Digested | None:
        starts = (entry.value.span.start for entry in record.entries)
        return next((self.files[start] for start in starts if start in self.files), None)

    def _is_left_out(self, entry: Entry) -> bool:
        name = entry.key.value or ""
        is_day = bool(DAY.search(name)) and self.day is None and entry.value.span.start not in self.texts
        words = entry.value.value or "" if isinstance(entry.value, Text) else ""
        if is_left := is_day or is_about(name, words):
            self.left_out.add(name)
        return is_left


def is_about(name: str, words: str) -> bool:
    """Whether a field is what somebody wrote about one release."""
    return name in _ABOUT or (words.count(" ") > 1 and "://" not in words)


def tells_size(value: Datum) -> bool:
    """Whether an entry holds the size of a file, which its digest does not tell."""
    return any(entry.key.value in _SIZES for mapping in mappings(value) for entry in mapping.entries)


def spelled_like(written: str, algorithm: str | None, file: Digested) -> str:
    """The file's digest, in the spelling of another one.

    Raises:
        RegistryError: the spelling is none that is written here.
    """
    digest = read_digest(written, algorithm)
    label = _LABEL.match(written)
    body = written[label.end() :] if label else written
    if digest is None or digest.algorithm not in file.digests:
        raise RegistryError(f"`{written[:80]}` is no digest that can be made anew")
    hexadecimal = file.digests[digest.algorithm]
    if len(body) == len(hexadecimal):
        new = hexadecimal.upper() if body.upper() == body and body.lower() != body else hexadecimal
    elif body.endswith("=") or len(body) == len(base64.b64encode(bytes.fromhex(hexadecimal))):
        new = base64.b64encode(bytes.fromhex(hexadecimal)).decode()
    else:
        raise RegistryError(f"`{written[:80]}`: digests in this spelling are not written")
    return (label.group() if label else "") + new


def algorithms(site: Site, asset: Asset) -> frozenset[str]:
    """Which digests of a file its record holds."""
    found: set[Digest | None] = {asset.digest}
    holder = site.holders.get(asset.location.span.start)
    for key, entry in holder.items() if holder is not None else ():
        if key in DIGEST_FIELDS and isinstance(entry.value, Text):
            found.add(read_digest(entry.value.value or "", DIGEST_FIELDS[key]))
    return frozenset(digest.algorithm for digest in found if digest is not None)


def moment(written: str, day: date) -> str:
    """A day, in the form in which another one is written: alone, or with the time of its beginning."""
    found = MOMENT.fullmatch(written)
    if found is None or found.group(1) is None:
        return day.isoformat()
    return f"{day.isoformat()}T00:00:00{found.group(2) or ''}"


def removals(mapping: Mapping, gone: list[int]) -> Iterator[Change]:
    """Take entries out of an object, each with the comma between it and its neighbour."""
    kept = [index for index in range(len(mapping.entries)) if index not in gone]
    for index in gone:
        entry = mapping.entries[index]
        later = index + 1 < len(mapping.entries) and any(number > index for number in kept)
        earlier = [number for number in kept if number < index]
        if later:
            yield (start_of(entry), start_of(mapping.entries[index + 1]), b"")
        elif earlier:
            yield (end_of(mapping.entries[index - 1].value), end_of(entry.value), b"")
        else:
            following = mapping.entries[index + 1] if index + 1 < len(mapping.entries) else None
            yield (start_of(entry), start_of(following) if following else end_of(entry.value), b"")


def spliced(content: bytes, span: Span, changes: list[Change]) -> bytes:
    """The bytes of a span with changes made; what lies in a stretch that is taken out goes with it."""
    parts: list[bytes] = []
    position = span.start
    for start, end, new in sorted(changes):
        if start < position or end > span.end:
            continue
        parts += (content[position:start], new)
        position = end
    return b"".join((*parts, content[position : span.end]))


def start_of(entry: Entry) -> int:
    """Where an entry begins: at the quote of its key."""
    return entry.key.span.start - 1 if entry.key.is_literal else entry.key.span.start


def end_of(value: Datum) -> int:
    return value.span.end + 1 if isinstance(value, Text) and value.is_literal else value.span.end


def _changed(span: Span, written: str, new: str) -> Iterator[Change]:
    if new != written:
        yield (span.start, span.end, new.encode())
