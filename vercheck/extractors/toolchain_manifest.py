"""Manifests that pick the tools of a project, one for each manager: global.json of .NET, .fvmrc of Flutter,
moon's toolchain.yml, trunk's trunk.yaml.

They share that a name stands beside a version; where, each of them says in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Extraction, Pin, Source
from vercheck.shapes.names import artifact_named
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.scalars import Sheet, entries, get, items, scalar, written
from vercheck.shapes.urls import repository
from vercheck.syntax.data import Datum
from vercheck.syntax.json import parse_json
from vercheck.syntax.yaml import read_yaml

_TOOL = re.compile(r"([A-Za-z][\w./-]*)@(v?\d[\w.+-]*)")


def extract(source: Source) -> Extraction:
    sheet = Sheet(source)
    if source.name.endswith((".yml", ".yaml")):
        yaml = read_yaml(source)
        read = _trunk if source.name.startswith("trunk") else _moon
        pins = [pin for document in yaml.documents for pin in read(sheet, document)]
        return Extraction(pins=tuple(pins), remarks=remarks_of(source, yaml.comments), notes=yaml.notes)
    value, notes = parse_json(source)
    reader: Callable[[Sheet, Datum | None], Iterator[Pin]] = _dotnet if source.name == "global.json" else _fvm
    return Extraction(pins=tuple(reader(sheet, value)), notes=notes)


def _dotnet(sheet: Sheet, document: Datum | None) -> Iterator[Pin]:
    """`sdk.version`, and the SDKs of MSBuild, which are packages."""
    yield from _pin(sheet, get(document, "sdk", "version"), artifact_named("dotnet"), "sdk.version")
    for name, version in entries(get(document, "msbuild-sdks")):
        yield from _pin(sheet, version, Artifact("nuget", name), f"msbuild-sdks.{name}")


def _fvm(sheet: Sheet, document: Datum | None) -> Iterator[Pin]:
    """The Flutter of the project; a flavour's is a track."""
    for key in ("flutter", "flutterSdkVersion"):
        yield from _pin(sheet, get(document, key), artifact_named("flutter"), key)
    for name, version in entries(get(document, "flavors")):
        yield from _pin(sheet, version, artifact_named("flutter"), f"flavors.{name}", track=name)


def _moon(sheet: Sheet, document: Datum | None) -> Iterator[Pin]:
    """`node: {version: 20.1.0, pnpm: {version: 9.1.0}}`."""
    for name, given in entries(document):
        yield from _pin(sheet, get(given, "version"), artifact_named(name), f"{name}.version")
        for manager in ("npm", "pnpm", "yarn", "bun"):
            version = get(given, manager, "version")
            yield from _pin(sheet, version, artifact_named(manager), f"{name}.{manager}.version")


def _trunk(sheet: Sheet, document: Datum | None) -> Iterator[Pin]:
    """The launcher, its plugins, the linters and tools, and the runtimes that only linters run in."""
    yield from _pin(sheet, get(document, "cli", "version"), Artifact("bin", "trunk-cli"), "cli.version")
    for plugin in items(get(document, "plugins", "sources")):
        artifact = repository(written(get(plugin, "uri")) or "")
        if artifact is not None:
            yield from _pin(sheet, get(plugin, "ref"), artifact, f"plugins.{written(get(plugin, 'id'))}")
    for section in ("lint", "tools", "runtimes"):
        track = "trunk" if section == "runtimes" else ""
        for item in items(get(document, section, "enabled")):
            text = scalar(item)
            found = _TOOL.fullmatch(written(text) or "")
            if text is not None and found is not None:
                artifact = artifact_named(found[1].rpartition("/")[2])
                trail = f"{section}.enabled[{found[1]}]"
                pin = sheet.pin(text, artifact, trail, stretch=found.span(2), track=track)
                yield from (pin,) if pin else ()


def _pin(
    sheet: Sheet, version: Datum | None, artifact: Artifact, trail: str, track: str = ""
) -> Iterator[Pin]:
    given = scalar(version)
    pin = sheet.pin(given, artifact, trail, ranges="npm", track=track) if given is not None else None
    yield from (pin,) if pin else ()


EXTRACTOR = Extractor(
    patterns=("global.json", ".fvmrc", ".fvm/fvm_config.json", ".moon/toolchain.yml", ".trunk/trunk.yaml"),
    extract=extract,
)
