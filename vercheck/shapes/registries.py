"""Tables of versions with their files: a checksum JSON, a dict of digests in a build file.

A registry is known by its structure, never by a file's name: a level of versions, any levels of
platforms around or below it, digests at the leaves. Some registries also say what they are about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from vercheck.model import Artifact, Asset, Pin, Registry, Release, Role, Source
from vercheck.shapes import records
from vercheck.shapes.names import artifact_named, words
from vercheck.shapes.place import Place
from vercheck.shapes.release_files import File, files_below, is_version, level_of
from vercheck.syntax.data import Datum, Mapping, Sequence, Text

_DECLARES = frozenset({"tool_name", "component_name", "github_repo", "latest_version", "last_checked"})
_LATEST = ("latest_version", "latestVersion", "latest", "current_version")
_TABLES = ("versions", "releases")
_PLATFORM_LISTS = ("supported_platforms", "supportedPlatforms", "platforms")
_CHECKSUM_WORDS = frozenset(
    {"checksum", "checksums", "sha", "shas", "sha256", "sha256s", "digests", "integrity"}
)


def declared_registry(datum: Datum, place: Place) -> Registry | None:
    """The registry of a record that names itself: a tool or a latest version, beside its versions."""
    if not isinstance(datum, Mapping):
        return None
    keys = {key for key, _ in datum.items()}
    table_name = next((name for name in _TABLES if name in keys), None)
    if table_name is None or not keys & _DECLARES:
        return None
    table = datum.get(table_name)
    if not isinstance(table, Mapping | Sequence):
        return None
    named = records.first_text(datum, records.NAME_FIELDS)
    own = named[1].value if named else None
    artifact = artifact_named(own) if own else place.artifact()
    if own:
        place = replace(place, names=place.names[:1])  # it says its name; what stands around it says less
    inner = place.field(table_name)
    releases = _releases(table, inner, artifact, must_be_versions=True)
    latest = records.first_text(datum, _LATEST)
    repository = datum.text("github_repo")
    return Registry(
        artifact=artifact,
        kind=place.kind,
        location=place.locate(table.span),
        trail=inner.trail,
        releases=releases,
        latest=latest and place.pin(latest[1], artifact, Role.PROVIDES, place.field_trail(latest[0])),
        platforms=_listed_platforms(datum),
        repository=(repository.value or "") if repository else "",
        names=_further_names(place, artifact),
    )


def structural_registry(datum: Datum, place: Place) -> Registry | None:
    """The registry of a table that is one by its structure alone."""
    if isinstance(datum, Mapping):
        if level_of(datum) not in ("version", "platform", "combined"):
            return None
    elif not (isinstance(datum, Sequence) and _is_release_list(datum)):
        return None
    files = [file for file in files_below(datum, File(None, (), datum.span), 0) if file.version is not None]
    if not any(file.is_certain for file in files):
        hinted = {word for hint in place.hints[:2] for word in words(hint)} & _CHECKSUM_WORDS
        if not hinted or not files:
            return None
    elif 2 * sum(file.is_certain for file in files) < len(files):
        return None
    artifact = place.artifact()
    releases = _releases(datum, place, artifact, must_be_versions=False)
    if 2 * sum(bool(release.assets) for release in releases) < len(releases):
        return None
    return Registry(
        artifact=artifact,
        kind=place.kind,
        location=place.locate(datum.span),
        trail=place.trail,
        releases=releases,
        names=_further_names(place, artifact),
    )


def _releases(
    table: Datum, place: Place, artifact: Artifact, *, must_be_versions: bool
) -> tuple[Release, ...]:
    """The versions of a table in order, each with its files; `must_be_versions` where the table is
    known to have versions as keys, whatever they look like."""
    found: dict[str, tuple[Text, list[File]]] = {}
    for version in _versions(table, must_be_versions):
        found.setdefault(version.value or version.pattern, (version, []))
    for file in files_below(table, File(None, (), table.span), 0, must_be_versions=must_be_versions):
        if file.version is not None:
            key = file.version.value or file.version.pattern
            found.setdefault(key, (file.version, []))[1].append(file)
    releases = []
    for key, (version, files) in found.items():
        pin = place.pin(version, artifact, Role.PROVIDES, place.entry_trail(key))
        if pin is not None:
            releases.append(Release(pin, tuple(_asset(file, place.source) for file in files)))
    return tuple(releases)


def _versions(table: Datum, must_be_versions: bool) -> Iterator[Text]:
    """Versions that stand as keys or entries, even those without a single file."""
    if isinstance(table, Mapping) and (must_be_versions or level_of(table) == "version"):
        for key, entry in table.items():
            if must_be_versions or is_version(key):
                yield entry.key
    elif isinstance(table, Sequence) and must_be_versions:
        yield from (item for item in table.items if isinstance(item, Text) and item.value)


def _is_release_list(sequence: Sequence) -> bool:
    """Records with a version, at least one with its files, and not a list of different tools."""
    items = [item for item in sequence.items if isinstance(item, Mapping)]
    if not items or len(items) < len(sequence.items):
        return False
    if any(records.first_text(item, records.VERSION_FIELDS) is None for item in items):
        return False
    names = [named[1].value for item in items if (named := records.first_text(item, records.NAME_FIELDS))]
    return len(set(names)) <= 1 or not names


def _asset(file: File, source: Source) -> Asset:
    digest = file.digest
    platform = "/".join(file.platforms)
    place = source.locate(file.url_span) if file.url_span is not None else None
    if digest is None or not digest.pattern:
        return Asset(platform, None, "", source.locate(file.key), file.url, place)
    return Asset(
        platform,
        records.read_text_digest(digest, file.field),
        source.text(digest.span),
        source.locate(digest.span),
        file.url,
        place,
    )


def _listed_platforms(record: Mapping) -> tuple[str, ...]:
    for name in _PLATFORM_LISTS:
        value = record.get(name)
        if isinstance(value, Sequence):
            return tuple(item.value for item in value.items if isinstance(item, Text) and item.value)
        if isinstance(value, Mapping):
            return tuple(key for key, _ in value.items())
    return ()


def _further_names(place: Place, artifact: Artifact) -> tuple[str, ...]:
    return tuple(name for name in place.names if name != artifact.name)


def registry_pins(registry: Registry) -> tuple[Pin, ...]:
    """Every pin of a registry, the latest first."""
    latest = (registry.latest,) if registry.latest is not None else ()
    return (*latest, *(release.pin for release in registry.releases))
