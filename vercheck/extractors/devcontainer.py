"""devcontainer.json: the image, the features and the arguments of a development container."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Extraction, Pin, Source
from vercheck.shapes.commands import read_commands
from vercheck.shapes.images import read_image
from vercheck.shapes.names import artifact_named
from vercheck.shapes.scalars import Sheet, entries, get, items, scalar, word_of, written
from vercheck.shapes.variables import read_assignment, variable_artifact
from vercheck.syntax.data import Datum, Entry, Mapping, Text
from vercheck.syntax.json import parse_json

_FEATURE = re.compile(r"(?P<name>[\w][\w./-]*/(?P<tool>[\w.-]+))(?::(?P<version>v?\d[\w.]*))?(?=@|\Z)")
_TWO_VERSIONS = re.compile(r".*/devcontainers/(?P<tool>[\w-]+):(?P<image>\d[\d.]*)-(?P<version>\d[\d.]*)")
_NO_VERSION = frozenset({"none", "os-provided", "system", "automatic", "default"})
_VARIABLES = (("build", "args"), ("containerEnv",), ("remoteEnv",))
_COMMANDS = (
    "initializeCommand", "onCreateCommand", "updateContentCommand", "postCreateCommand",
    "postStartCommand", "postAttachCommand",
)  # fmt: skip


def extract(source: Source) -> Extraction:
    value, notes = parse_json(source)
    sheet = Sheet(source)
    pins = (*_image(sheet, value), *_variables(sheet, value), *_features(sheet, get(value, "features")))
    parts = [Extraction(pins=pins, notes=notes)]
    for name in _COMMANDS:
        given = get(value, name)
        for text in (given, *items(given), *(one for _, one in entries(given))):
            if isinstance(text, Text):
                parts.append(read_commands(sheet.script(text, f"{name}.")))
    return Extraction.join(parts)


def _image(sheet: Sheet, value: Datum | None) -> Iterator[Pin]:
    image = get(value, "image")
    if not isinstance(image, Text) or not image.value:
        return
    # `devcontainers/python:1-3.12`: the version of the image, and then that of what it is for.
    two = _TWO_VERSIONS.match(image.value)
    if two is not None:
        tool = artifact_named(two["tool"])
        pin = sheet.pin(image, tool, "image", stretch=two.span("version"), note="the development container")
        yield from (pin,) if pin else ()
    else:
        yield from read_image(
            word_of(image), sheet.script(image), "image", note="the development container", floats=True
        )


def _variables(sheet: Sheet, value: Datum | None) -> Iterator[Pin]:
    for path in _VARIABLES:
        for name, given in entries(get(value, *path)):
            text = scalar(given)
            if text is not None and "${" not in (written(text) or ""):
                trail = ".".join(path)
                pin = read_assignment(sheet.script(text, f"{trail}."), name, word_of(text))
                yield from (pin,) if pin else ()


def _features(sheet: Sheet, features: Datum | None) -> Iterator[Pin]:
    if not isinstance(features, Mapping):
        return
    for key, entry in features.items():
        found = _FEATURE.match(key)
        if found is not None:
            yield from _feature(sheet, key, entry, found)


def _feature(sheet: Sheet, key: str, entry: Entry, found: re.Match[str]) -> Iterator[Pin]:
    """The feature itself at its tag, and the versions that it is told to install."""
    trail = f"features[{key}]"
    if found["version"] is not None:
        itself = Artifact("devcontainer", found["name"].lower())
        pin = sheet.pin(entry.key, itself, trail, stretch=found.span("version"), note="the feature")
        yield from (pin,) if pin else ()
    told = [("version", entry.value)] if isinstance(entry.value, Text) else entries(entry.value)
    for option, given in told:
        text = scalar(given)
        artifact = artifact_named(found["tool"]) if option == "version" else variable_artifact(option)
        if text is None or artifact is None or (written(text) or "").lower() in _NO_VERSION:
            continue
        pin = sheet.pin(text, artifact, f"{trail}.{option}", ranges="npm", note="a feature's option")
        yield from (pin,) if pin else ()


EXTRACTOR = Extractor(patterns=("devcontainer.json", ".devcontainer.json"), extract=extract)
