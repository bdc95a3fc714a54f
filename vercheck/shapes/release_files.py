"""How files lie below a table of versions: levels of versions, platforms and wrappers, then digests.

Separate from the registries, which know what a table means; here one file after another is found, with
what each level on the way down has said about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vercheck.model import Span
from vercheck.shapes import records
from vercheck.shapes.platforms import is_platform
from vercheck.syntax.data import Datum, Mapping, Piece, Sequence, Text
from vercheck.versions import is_floating, looks_like_version

MAX_LEVELS = 7
"""How many levels a file may lie below its table: version, wrapper, system, processor, record, digest."""

_FORCED = records.WRAPPERS - {"os", "arch", "dist", "platform", "checksums"}
_NO_DIGEST = frozenset({"commit", "rev", "revision", "tag", "ref", "version", "name", "url"})
_COMBINED = re.compile(r"(v?\d+(?:\.\d+){1,4}(?:-(?:rc|alpha|beta|pre)[.\d]*)?)[-_/ ](.+)")


@dataclass(frozen=True, slots=True)
class File:
    """One file of a table, as it is found on the way down. `key` is the span that names it."""

    version: Text | None
    platforms: tuple[str, ...]
    key: Span
    digest: Text | None = None
    field: str = ""
    url: str = ""
    url_span: Span | None = None

    def at(self, key: Span) -> File:
        """The same, one level down."""
        return File(self.version, self.platforms, key, self.digest, self.field, self.url, self.url_span)

    @property
    def is_certain(self) -> bool:
        return bool(self.field) or (self.digest is not None and records.is_digest(self.digest))


def files_below(datum: Datum, so_far: File, level: int, *, must_be_versions: bool = False) -> Iterator[File]:
    """The files below a datum; `so_far` is what the levels above have said."""
    if level > MAX_LEVELS:
        return
    if isinstance(datum, Text):
        if so_far.field or records.is_digest(datum) or _may_be_placeholder(datum, so_far):
            yield replace(so_far, digest=datum)
    elif isinstance(datum, Sequence):
        yield from _walk_list(datum, so_far, level)
    elif isinstance(datum, Mapping):
        kind = "version" if must_be_versions else level_of(datum)
        yield from _walk_mapping(datum, so_far, level, kind, must_be_versions)


def _walk_mapping(
    mapping: Mapping, so_far: File, level: int, kind: str, must_be_versions: bool
) -> Iterator[File]:
    if kind == "record":
        yield from _walk_record(mapping, so_far, level)
        return
    for key, entry in mapping.items():
        below = so_far.at(entry.key.span)
        if kind == "version" and so_far.version is None and (must_be_versions or is_version(key)):
            below = replace(below, version=entry.key)
        elif kind == "combined" and so_far.version is None:
            split = _split(entry.key)
            if split is None:
                continue
            below = replace(below, version=split[0], platforms=(*so_far.platforms, split[1]))
        elif kind == "platform":
            if not (is_platform(key) or isinstance(entry.value, Mapping) or records.is_digest(entry.value)):
                continue
            below = replace(below, platforms=(*so_far.platforms, key))
        elif key in records.WRAPPERS:
            yield from _walk_wrapper(key, entry.value, replace(below, key=so_far.key), level + 1)
            continue
        elif so_far.version is not None and key not in _NO_DIGEST and records.is_digest(entry.value):
            is_file = "." in key
            below = replace(
                below,
                url=key if is_file else "",
                platforms=so_far.platforms if is_file else (*so_far.platforms, key),
            )
        else:
            continue
        yield from files_below(entry.value, below, level + 1)


def _walk_wrapper(name: str, value: Datum, so_far: File, level: int) -> Iterator[File]:
    """`platforms: {…}`: its keys are platforms whatever they are called."""
    if name in _FORCED and isinstance(value, Mapping) and level_of(value) != "record":
        for key, entry in value.items():
            below = replace(so_far, key=entry.key.span, platforms=(*so_far.platforms, key))
            if isinstance(entry.value, Mapping) and level_of(entry.value) == "other":
                yield below  # a file without any digest is still a file
            else:
                yield from files_below(entry.value, below, level + 1)
    elif isinstance(value, Mapping | Sequence):
        yield from files_below(value, so_far, level + 1)


def _walk_record(record: Mapping, so_far: File, level: int) -> Iterator[File]:
    found = records.digest_field(record)
    version = so_far.version
    if version is None:
        named = records.first_text(record, records.VERSION_FIELDS)
        version = named[1] if named else None
    own = records.platform(record)
    platforms = so_far.platforms or ((own,) if own else ())
    address = records.address(record)
    file = replace(
        so_far,
        version=version,
        platforms=platforms,
        url=address.pattern if address is not None else "",
        url_span=address.span if address is not None else None,
    )
    if found is None:
        return
    name, value = found
    if isinstance(value, Mapping):
        yield from files_below(value, replace(file, field=name), level + 1)
    elif isinstance(value, Text):
        yield replace(file, field=name, digest=value)


def _walk_list(sequence: Sequence, so_far: File, level: int) -> Iterator[File]:
    """A list of records, or one file as a tuple `(file name, digest)`."""
    texts = [item for item in sequence.items if isinstance(item, Text)]
    digests = [text for text in texts if records.is_digest(text)]
    if digests and len(sequence.items) <= 5:
        others = [text.value for text in texts if text not in digests and text.value]
        yield replace(so_far, digest=digests[0], url=others[0] if others else "")
        return
    for item in sequence.items:
        if not isinstance(item, Mapping):
            continue
        below = replace(so_far, key=item.span)
        if level_of(item) == "record":
            yield from _walk_record(item, below, level + 1)
            continue
        named = records.first_text(item, records.VERSION_FIELDS) if so_far.version is None else None
        if named is not None:
            below = replace(below, version=named[1], key=named[1].span)
        for key, entry in item.items():
            if key in records.WRAPPERS:
                yield from _walk_wrapper(key, entry.value, below, level + 1)


def level_of(mapping: Mapping) -> str:
    """What the keys of a mapping are: `record` (fields of one file), `version`, `platform`, `combined`
    (`1.2.3-linux`), or `other`."""
    if records.digest_field(mapping) is not None:
        return "record"
    keys = [key for key, _ in mapping.items()]
    platforms = sum(is_platform(key) for key in keys)
    if platforms and 2 * platforms >= len(keys):
        return "platform"
    combined = sum(_split_key(key) is not None for key in keys)
    if combined and 5 * combined >= 3 * len(keys):
        return "combined"
    versions = sum(is_version(key) for key in keys)
    return "version" if versions and 5 * versions >= 3 * len(keys) else "other"


def is_version(key: str) -> bool:
    return (looks_like_version(key) and not is_platform(key)) or is_floating(key)


def _split_key(key: str) -> tuple[str, str] | None:
    found = _COMBINED.fullmatch(key) if len(key) <= 120 else None
    return (found.group(1), found.group(2)) if found and is_platform(found.group(2)) else None


def _split(key: Text) -> tuple[Text, str] | None:
    """The version and the platform of a combined key; only a plain one, for an exact place."""
    parts = _split_key(key.value or "")
    if parts is None or not key.is_literal:
        return None
    version, platform = parts
    span = Span(key.span.start, key.span.start + len(version.encode()))
    return Text((Piece(version, span),), span), platform


def _may_be_placeholder(text: Text, so_far: File) -> bool:
    """A string in a digest's place that is no digest: reported as such, unless it is plainly an
    address, a version or a sentence."""
    value = text.value
    if value is None:
        return bool(so_far.platforms)
    return "://" not in value and " " not in value.strip() and not looks_like_version(value)
