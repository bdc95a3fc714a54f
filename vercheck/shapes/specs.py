"""Tables of downloads, one version each: name → version, address, digest, in one record.

The record's parts must tell one story, so besides the pin it is a statement. Where an address says
`{version}`, that stretch comes from the record's own version and cannot disagree with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vercheck.model import Address, Digest, Extraction, Member, Pin, Role, Statement
from vercheck.shapes import records
from vercheck.shapes.names import artifact_named, normal
from vercheck.shapes.place import Place, value_of
from vercheck.shapes.urls import repository
from vercheck.syntax.data import Datum, Mapping, Sequence, Text
from vercheck.versions import is_floating

_MEMBERS = {
    "version": "version", "url": "url", "urls": "url", "download_url": "url", "archive_url": "url",
    "url_template": "url", "url_templates": "url", "strip_prefix": "strip_prefix",
    "stripPrefix": "strip_prefix",
    "release_date": "release_date", "tag": "tag", "rev": "rev", "commit": "commit", "revision": "commit",
    "branch": "branch", "filename": "file", "file": "file", "archive": "file",
} | dict.fromkeys(records.DIGEST_FIELDS, "digest")  # fmt: skip
_EVIDENCE = frozenset({"url", "strip_prefix", "digest", "tag", "rev", "commit"})
_OWN_NAMES = (*records.NAME_FIELDS, "project_name", "repo")
_PLACEHOLDER = re.compile(r"\{(version|dash_version|underscore_version|VERSION)\}")
_LEVELS = 4


@dataclass(frozen=True, slots=True)
class _Part:
    """A field of a record or of a file below it: `field` as written."""

    field: str
    text: Text


def read_specs(datum: Datum, place: Place) -> Extraction | None:
    """Pins and statements of a table of such records, or of one record; `None` where it is none."""
    if isinstance(datum, Mapping):
        if _is_spec(datum):
            return _one(datum, place)
        return _table(datum, place)
    if isinstance(datum, Sequence):
        return _list(datum, place)
    return None


def _table(mapping: Mapping, place: Place) -> Extraction | None:
    specs = [(key, entry.value) for key, entry in mapping.items() if isinstance(entry.value, Mapping)]
    found = [(key, value) for key, value in specs if _is_spec(value)]
    if not found or 2 * len(found) < len(mapping.entries):
        return None
    return Extraction.join(_spec(value, key, place.entry(key)) for key, value in found)


def _list(sequence: Sequence, place: Place) -> Extraction | None:
    """`[{"name": …, "version": …, "url": …}]`, each of another name."""
    named = []
    for item in sequence.items:
        if not isinstance(item, Mapping) or not _is_spec(item):
            return None
        own = records.first_text(item, _OWN_NAMES)
        if own is None or not own[1].value:
            return None
        named.append((own[1].value, item))
    if not named or len({name for name, _ in named}) < len(named):
        return None
    return Extraction.join(_spec(item, name, place.entry(name)) for name, item in named)


def _one(record: Mapping, place: Place) -> Extraction | None:
    """A record that stands alone needs a digest: many things have a version and an address."""
    if not any(member == "digest" for member, _ in _parts(record)):
        return None
    own = records.first_text(record, _OWN_NAMES)
    name = (own[1].value if own else None) or (place.names[0] if place.names else None)
    return _spec(record, name, place) if name else None


def _is_spec(record: Mapping) -> bool:
    version = records.as_text(record.get("version"))
    if version is None or not _may_be_version(version):
        return False
    return any(member in _EVIDENCE for member, _ in _parts(record))


def _may_be_version(text: Text) -> bool:
    """A reference, or one word with a digit in it; in a schema there is a sentence in its place."""
    if text.value is None:
        return text.origin is not None
    return value_of(text) is not None and (is_floating(text.value) or any(map(str.isdigit, text.value)))


def _spec(record: Mapping, name: str, place: Place) -> Extraction:
    version = records.as_text(record.get("version"))
    trail = place.field_trail("version")
    parts = _parts(record)
    digests = tuple(
        digest
        for member, part in parts
        if member == "digest" and (digest := records.read_text_digest(part.text, part.field)) is not None
    )
    members = tuple(
        _member(member, part.text, version, Address(place.source.path, trail), place)
        for member, part in parts
    )
    pin = _pin(record, version, name, trail, digests, place) if version is not None else None
    statement = Statement(
        kind="spec",
        name=name,
        location=place.locate(record.span),
        trail=place.trail,
        members=members,
        artifact=next(
            (found for member in members if member.name == "url" and (found := repository(member.text))), None
        ),
    )
    return Extraction(pins=(pin,) if pin is not None else (), statements=(statement,))


def _pin(
    record: Mapping, version: Text, name: str, trail: str, digests: tuple[Digest, ...], place: Place
) -> Pin | None:
    own = records.first_text(record, _OWN_NAMES)
    names = [normal(own[1].value)] if own and own[1].value else []
    for member, part in _parts(record):
        found = repository(part.text.pattern) if member == "url" else None
        if found is not None:
            names.append(normal(found.name.rpartition("/")[2]))
    artifact, distinct = artifact_named(name), tuple(dict.fromkeys(names))
    return place.pin(version, artifact, Role.SELECTS, trail, names=distinct, digests=digests)


def _parts(record: Mapping) -> tuple[tuple[str, _Part], ...]:
    """The members of a record and of the files below it, with the field each stands in."""
    found: list[tuple[str, _Part]] = []
    # Later levels repeat fields for each platform; what is deeper than a file is no member any more.
    level: list[tuple[str, Datum]] = [(key, entry.value) for key, entry in record.items()]
    for _ in range(_LEVELS):
        below: list[tuple[str, Datum]] = []
        for field, value in level:
            member = _MEMBERS.get(field)
            text = records.as_text(value)
            if text is not None and member is not None and text.pattern:
                found.append((member, _Part(field, text)))
            elif isinstance(value, Sequence):
                below.extend((field, item) for item in value.items)
            elif isinstance(value, Mapping):
                for key, entry in value.items():
                    own = key in _MEMBERS or isinstance(entry.value, Mapping | Sequence)
                    below.append((key if own else field, entry.value))
        level = below
    return tuple(found)


def _member(name: str, text: Text, version: Text | None, address: Address, place: Place) -> Member:
    """A member with its placeholders filled from the record's version."""
    known = version.pattern if version is not None else "\0"
    written = text.pattern
    filled: list[str] = []
    derived: list[tuple[int, int, Address | None]] = []
    last = length = 0
    for hole in _PLACEHOLDER.finditer(written):
        before = written[last : hole.start()]
        value = _in_form(known, hole.group(1))
        start = length + len(before)
        filled += [before, value]
        derived.append((start, start + len(value), address))
        last, length = hole.end(), start + len(value)
    if not derived:
        return Member(name, written, place.locate(text.span), text.origin, text.derived())
    return Member(name, "".join([*filled, written[last:]]), place.locate(text.span), None, tuple(derived))


def _in_form(version: str, placeholder: str) -> str:
    if placeholder == "dash_version":
        return version.replace(".", "-")
    if placeholder == "underscore_version":
        return version.replace(".", "_")
    return version
