"""Gradle: the wrapper, the version catalog, scripts in Groovy and Kotlin, and a project's own version."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._gradle import TOOLCHAIN, own_artifact, read_script
from vercheck.extractors._wrapper import Wrapper, properties, read_wrapper
from vercheck.model import (
    Address,
    Artifact,
    Constant,
    Extraction,
    Note,
    Pin,
    Reference,
    Role,
    Source,
)
from vercheck.shapes.maven import Coordinate, maven_artifact, maven_value, read_coordinate
from vercheck.shapes.names import artifact_named
from vercheck.shapes.pins import pin_at, read_value
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.scalars import Sheet, entries, get, scalar, written
from vercheck.syntax.data import Datum, Mapping, Scalar, Text
from vercheck.syntax.gradle import comments
from vercheck.syntax.passage import Passage
from vercheck.syntax.toml import notes_of, parse_toml

GRADLE = Wrapper(
    "gradle", re.compile(r"gradle-(\d[\w.+-]{0,60}?)-(?:bin|all|src)\.zip"), "the Gradle wrapper"
)

_RICH = ("prefer", "strictly", "require")
_PLUGIN = re.compile(r"([\w.-]+):([^:\s]+)")


def extract(source: Source) -> Extraction:
    if source.name.endswith(".toml"):
        return _catalog(source)
    passage = Passage.of_source(source)
    if source.name == "gradle-wrapper.properties":
        return read_wrapper(source, passage, GRADLE)
    if source.name == "gradle.properties":
        return Extraction(pins=tuple(_own(source, passage)))
    spans = (passage.span(start, end) for start, end in comments(passage.text))
    remarks = remarks_of(source, [span for span in spans if span is not None])
    return Extraction.join((read_script(source, passage), Extraction(remarks=remarks)))


def _own(source: Source, passage: Passage) -> Iterator[Pin]:
    """`version=1.2.3`; who publishes for Android says `VERSION_NAME`."""
    given = properties(passage)
    group = next((given[key].text for key in ("group", "GROUP") if key in given), "")
    for key in ("version", "VERSION_NAME"):
        found = given.get(key)
        value = read_value(found.text) if found is not None else None
        span = passage.span(found.start, found.end) if found is not None else None
        if value is not None and span is not None:
            artifact = own_artifact(source, group)
            yield pin_at(source, span, artifact, value, role=Role.PROVIDES, trail=key, note="own version")


def _catalog(source: Source) -> Extraction:
    document = parse_toml(source.content)
    sheet, root = Sheet(source), document.root
    asked = [*_libraries(sheet, root), *_plugins(sheet, root)]
    used = {
        pin.value.target.trail for pin in asked if isinstance(pin, Pin) and isinstance(pin.value, Reference)
    }
    found: list[Pin | Note | Constant] = [*asked, *_versions(sheet, root, used)]
    return Extraction(
        pins=tuple(item for item in found if isinstance(item, Pin)),
        constants=tuple(item for item in found if isinstance(item, Constant)),
        remarks=remarks_of(source, document.comments),
        notes=(*notes_of(source, document), *(item for item in found if isinstance(item, Note))),
    )


def _versions(sheet: Sheet, root: Mapping, used: set[str]) -> Iterator[Pin | Constant]:
    """What a library refers to is its version; a name of a compiler or runtime speaks for itself."""
    for name, given in entries(root.get("versions")):
        trail = f"versions[{name}]"
        place = _version(given)
        text = written(place)
        if place is None or not text:
            continue
        artifact = artifact_named(name)
        if trail not in used and artifact.ecosystem == "toolchain":
            pin = sheet.pin(place, artifact, trail, note=TOOLCHAIN)
            yield from (pin,) if pin else ()
        else:
            yield Constant(trail, text, sheet.locate(place))


def _libraries(sheet: Sheet, root: Mapping) -> Iterator[Pin | Note]:
    for alias, given in entries(root.get("libraries")):
        text = written(given)
        if isinstance(given, Text) and text:
            whole = read_coordinate(text)
            yield from _stretch(sheet, given, whole, f"libraries[{alias}]") if whole is not None else ()
            continue
        group, name = written(get(given, "group")), written(get(given, "name"))
        module = written(get(given, "module")) or f"{group}:{name}"
        if module.count(":") == 1 and "None" not in (group, name):
            group, _, name = module.partition(":")
            artifact = maven_artifact(group, name)
            yield from _of_table(sheet, root, given, artifact, f"libraries[{alias}]")


def _plugins(sheet: Sheet, root: Mapping) -> Iterator[Pin | Note]:
    for alias, given in entries(root.get("plugins")):
        found = _PLUGIN.fullmatch(written(given) or "")
        trail = f"plugins[{alias}]"
        if isinstance(given, Text) and found is not None:
            coordinate = Coordinate(Artifact("gradle", found[1]), *found.span(2))
            yield from _stretch(sheet, given, coordinate, trail)
            continue
        name = written(get(given, "id"))
        if name:
            yield from _of_table(sheet, root, given, Artifact("gradle", name), trail)


def _stretch(sheet: Sheet, given: Text, found: Coordinate, trail: str) -> Iterator[Pin]:
    value = maven_value((given.value or "")[found.start : found.end])
    if value is not None:
        pin = sheet.pin(given, found.artifact, trail, stretch=(found.start, found.end), value=value)
        yield from (pin,) if pin else ()


def _of_table(
    sheet: Sheet, root: Mapping, given: Datum, artifact: Artifact, trail: str
) -> Iterator[Pin | Note]:
    version = get(given, "version")
    name = scalar(get(version, "ref"))
    if name is not None:
        if get(root, "versions", written(name) or "") is None:
            yield sheet.puzzle(name, f"`{(written(name) or '')[:60]}` is no entry of `[versions]`")
            return
        target = Reference(Address(sheet.source.path, f"versions[{written(name)}]"))
        pin = sheet.pin(name, artifact, trail, value=target)
        yield from (pin,) if pin else ()
        return
    place = _version(version)
    value = maven_value(written(place) or "")
    if place is not None and value is not None:
        pin = sheet.pin(place, artifact, trail, value=value)
        yield from (pin,) if pin else ()
    elif place is not None:
        yield sheet.puzzle(place, f"`{(written(place) or '')[:60]}` is not a version that vercheck can read")


def _version(given: Datum | None) -> Text | Scalar | None:
    """A version, or of a rich one (`{ strictly = "[1.7,2)", prefer = "1.7.25" }`) what is preferred."""
    if isinstance(given, Mapping):
        return next((place for key in _RICH if (place := scalar(given.get(key))) is not None), None)
    return scalar(given)


EXTRACTOR = Extractor(
    patterns=(
        "*.gradle", "*.gradle.kts", "*.versions.toml", "gradle-wrapper.properties", "gradle.properties",
    ),
    extract=extract,
)  # fmt: skip
