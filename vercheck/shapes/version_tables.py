"""Tables that pick versions: name → version, profiles of such tables, lists of pairs, bundles.

The hard part is what is *not* one: settings, locales and manifests are maps of strings too. So a table
needs evidence, and more of it in a JSON document than under a symbol that says "versions".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vercheck.model import Constant, Exact, Extraction, Pin, Role
from vercheck.shapes import records
from vercheck.shapes.names import (
    artifact_named,
    is_maximum_symbol,
    is_minimum_symbol,
    is_version_symbol,
    tool_name,
    words,
)
from vercheck.shapes.pins import minimum
from vercheck.shapes.place import MAX_NAME, Place
from vercheck.shapes.platforms import is_platform
from vercheck.syntax.data import Datum, Mapping, Sequence, Text, Unknown
from vercheck.versions import looks_like_version

TOOL_FIELDS = ("tools", "versions", "tool_versions", "toolVersions", "toolchain", "toolchains", "pins")
"""The fields of a bundle that hold its table."""

_HINTS = frozenset(
    {
        "version", "versions", "tool", "tools", "toolchain", "toolchains", "pin", "pins", "pinned",
        "sdk", "sdks", "release", "releases", "binaries", "downloads", "deps", "dependencies",
    }
)  # fmt: skip
_NOT_OURS = frozenset(
    {
        "dependencies", "resolutions", "overrides", "engines", "packages", "peer", "catalog", "locale",
        "messages",
    }
)  # fmt: skip
"""Fields of package manifests: their readers know them, and their values are no tools."""
_HISTORY = frozenset({"introduced", "deprecated", "removed", "unsupported", "blocked", "broken", "since"})
"""Words of tables that tell what happened in a version, not which one is used."""
_NAMELESS = frozenset(
    {
        "version", "versions", "schema", "api", "format", "file", "manifest", "lockfile", "spec",
        "config", "configuration", "protocol", "document", "openapi", "app", "application", "package",
        "project", "model", "data", "metadata", "revision", "min", "minimum", "max", "maximum",
        "current", "latest", "default", "previous", "next", "from", "to", "since", "until",
        "introduced", "deprecated", "removed", "fixed",
    }
)  # fmt: skip
"""Words that say something about a document or a bound, not which tool."""
_NAME = re.compile(r"@?[A-Za-z][\w.+@-]*(?:/[\w.+@-]+)*")
_RELEASE = re.compile(r"v?\d+\.\d+\.\d+(?!\.\d+$)")
_LONG_LIST = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and the version that a table gives it."""

    name: str
    key: str
    version: Text


def read_version_table(datum: Datum, place: Place) -> Extraction | None:
    """Pins of a table of names and versions, however it is written; `None` where it is none."""
    entries = _entries(datum, place)
    if entries is None:
        return None
    return Extraction(pins=tuple(_pins(entries, place)))


def read_profiles(datum: Datum, place: Place) -> Extraction | None:
    """Pins of several tables of the same names: `{"stable": {…}, "latest": {…}}`, each its own track."""
    if not isinstance(datum, Mapping) or len(datum.entries) < 2:
        return None
    tables: dict[str, list[Entry]] = {}
    is_evident = False
    for name, entry in datum.items():
        if not isinstance(entry.value, Mapping) or looks_like_version(name):
            return None
        found = _named_versions(entry.value)
        if not found:
            return None
        tables[name] = found
        is_evident = is_evident or _is_evident(found, len(entry.value.entries), place.entry(name))
    if not is_evident:
        return None
    names = [entry.name for found in tables.values() for entry in found]
    if len(set(names)) == len(names):
        return None  # no name twice: groups of one table, not choices between tables
    return Extraction(
        pins=tuple(
            pin
            for name, found in tables.items()
            for pin in _pins(found, place.entry(name), track=name, note=f"profile {name}")
        )
    )


def read_bundles(datum: Datum, place: Place) -> tuple[Extraction, frozenset[str]] | None:
    """Pins of an object that holds bundles beside other things, and the members that were read.

    Each bundle is a track of its own; the member that names the default one becomes a constant.
    """
    if not isinstance(datum, Mapping):
        return None
    pins: list[Pin] = []
    read: set[str] = set()
    names: set[str] = set()
    for name, entry in datum.items():
        bundles = _bundles(entry.value, place.field(name)) if isinstance(entry.value, Mapping) else ()
        if bundles:
            pins.extend(bundles)
            read.add(name)
            names.update(pin.track for pin in bundles)
    if not pins:
        return None
    constants = []
    for name, entry in datum.items():
        value = entry.value
        if name.lower().startswith("default") and isinstance(value, Text) and value.value in names:
            location = place.locate(value.span)
            constants.append(Constant(place.field_trail(name), value.value, location, value.origin))
            read.add(name)
    return Extraction(pins=tuple(pins), constants=tuple(constants)), frozenset(read)


def _bundles(datum: Datum, place: Place) -> tuple[Pin, ...]:
    """Pins of a map of bundles: every value is an object with a table of tools in it."""
    if not isinstance(datum, Mapping) or not datum.entries:
        return ()
    pins: list[Pin] = []
    for name, entry in datum.items():
        bundle = entry.value
        if not isinstance(bundle, Mapping):
            return ()
        field = next((field for field in TOOL_FIELDS if isinstance(bundle.get(field), Mapping)), None)
        if field is None:
            return ()
        inner = place.entry(name).field(field)
        table = bundle.get(field)
        found = _entries(table, inner) if table is not None else None
        if found is None:
            return ()
        pins.extend(_pins(found, inner, track=name, note=_facts(name, bundle)))
    return tuple(pins)


def _facts(name: str, bundle: Mapping) -> str:
    """What a bundle says of itself, for people: `bundle stable-2026-03, stable, 2026-03-21`."""
    facts = [f"bundle {name}"]
    for field in ("status", "stability", "release_date", "date"):
        value = bundle.text(field)
        if value is not None and value.value:
            facts.append(value.value)
    return ", ".join(facts)


def _pins(entries: list[Entry], place: Place, track: str = "", note: str = "") -> Iterator[Pin]:
    for entry in entries:
        trail = place.entry_trail(entry.key)
        pin = place.pin(
            entry.version, artifact_named(entry.name), Role.SELECTS, trail, track=track, note=note
        )
        if pin is not None:
            yield _as_minimum(pin) if _is_minimum(entry, place) else pin


def _is_minimum(entry: Entry, place: Place) -> bool:
    return is_minimum_symbol(entry.key) or any(is_minimum_symbol(hint) for hint in place.hints[:1])


def _as_minimum(pin: Pin) -> Pin:
    """`MIN_TOOL_VERSIONS` states lower bounds: it accepts more than it names."""
    bound = minimum(pin.raw) if isinstance(pin.value, Exact) else None
    return replace(pin, value=bound, role=Role.REQUIRES) if bound is not None else pin


def _entries(datum: Datum, place: Place) -> list[Entry] | None:
    if any(is_maximum_symbol(hint) or not _HISTORY.isdisjoint(words(hint)) for hint in place.hints[:1]):
        return None
    if isinstance(datum, Mapping):
        return _mapping_entries(datum, place)
    if isinstance(datum, Sequence):
        return _list_entries(datum, place)
    return None


def _mapping_entries(mapping: Mapping, place: Place) -> list[Entry] | None:
    found = _named_versions(mapping)
    return found if found and _is_evident(found, len(mapping.entries), place) else None


def _named_versions(mapping: Mapping) -> list[Entry]:
    """The entries with a version, where most are; otherwise none."""
    found = [
        Entry(name, key, value)
        for key, entry in mapping.items()
        if (value := records.as_text(entry.value)) is not None
        and _is_version(value)
        and (name := _name(key)) is not None
    ]
    if 5 * len(found) < 3 * len(mapping.entries):
        return []
    if 2 * sum(is_platform(entry.key) for entry in found) > len(found):
        return []  # platform → version says nothing about which tool
    return found


def _is_evident(found: list[Entry], size: int, place: Place) -> bool:
    """Whether names and versions are a table of tools rather than settings that look like one."""
    telling = sum(_is_telling(entry.version) for entry in found)
    if not place.is_document:
        return telling >= (1 if _is_hinted(place) else 2)
    releases = sum(_RELEASE.match(entry.version.value or "") is not None for entry in found)
    if _is_foreign(place):
        return False
    return releases >= 1 if _is_hinted(place) else releases >= 2 and 4 * len(found) >= 3 * size


def _list_entries(sequence: Sequence, place: Place) -> list[Entry] | None:
    """`[("wac", "0.7.0", …)]` and `[{"name": …, "version": …}]`."""
    rows = [item for item in sequence.items if not _passes_on(item)]
    found = [entry for row in rows if (entry := _tuple_entry(row) or _record_entry(row)) is not None]
    if not found or 5 * len(found) < 3 * len(rows):
        return None
    telling = sum(_is_telling(entry.version) for entry in found)
    if place.is_document and (_is_foreign(place) or not _is_hinted(place)):
        return None
    return found if telling >= (1 if _is_hinted(place) else 2) else None


def _passes_on(item: Datum) -> bool:
    """`("wac", ctx.attr.version)`: a row whose version comes from somewhere else."""
    match item:
        case Sequence(items=(Text(), Unknown(origin=origin), *_)):
            return origin is None or "[" not in origin.trail  # a look-up leads to a version
        case _:
            return False


def _tuple_entry(item: Datum) -> Entry | None:
    if not isinstance(item, Sequence) or not 2 <= len(item.items) <= _LONG_LIST:
        return None
    first = item.items[0]
    if not isinstance(first, Text) or not first.value or _is_version(first):
        return None
    name = _name(first.value)
    parts = (records.as_text(part) for part in item.items[1:])
    version = next((part for part in parts if part is not None and _is_version(part)), None)
    return Entry(name, first.value, version) if name is not None and version is not None else None


def _record_entry(item: Datum) -> Entry | None:
    if not isinstance(item, Mapping):
        return None
    named = records.first_text(item, records.NAME_FIELDS)
    version = records.as_text(item.get("version"))
    if named is None or version is None or not _is_version(version):
        return None
    key = named[1].value
    name = _name(key) if key else None
    return Entry(name, key, version) if name is not None and key else None


def _name(key: str) -> str | None:
    """What a key names, or `None` where it is no tool's name: a version, a path, a word about the
    document."""
    if len(key) > MAX_NAME or _NAME.fullmatch(key) is None or looks_like_version(key):
        return None
    if is_version_symbol(key):
        key = tool_name(key) or ""
    parts = words(key)
    return key if parts and not set(parts) <= _NAMELESS else None


def _is_version(text: Text) -> bool:
    if text.value is not None:
        return looks_like_version(text.value)
    return text.origin is not None and is_version_symbol(text.origin.trail)


def _is_telling(text: Text) -> bool:
    """More than a bare number, which may be anything."""
    return text.value is None or not text.value.isdigit()


def _is_hinted(place: Place) -> bool:
    return any(not _HINTS.isdisjoint(words(hint)) for hint in place.hints[:2])


def _is_foreign(place: Place) -> bool:
    return any(not _NOT_OURS.isdisjoint(words(hint)) for hint in place.hints[:2])
