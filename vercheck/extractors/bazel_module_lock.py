"""What Bazel resolved: the module versions of `MODULE.bazel.lock`.

The file is large and almost all of it records module extensions; only the few members that name
versions are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Exact, Extraction, Pin, Role, Source, Span
from vercheck.syntax.data import Datum, Mapping, Scalar, Text
from vercheck.syntax.json import parse_json
from vercheck.versions import parse

_MEMBERS = ("lockFileVersion", "registryFileHashes", "moduleDepGraph")
# Bazel asks a registry for many MODULE.bazel files, but for source.json only of what it selected.
_SELECTED = re.compile(r"/modules/([^/]+)/([^/]+)/source\.json$")
_ROOT = "<root>"


def extract(source: Source) -> Extraction:
    value, notes = parse_json(source, only=_MEMBERS)
    if not isinstance(value, Mapping):
        return Extraction(notes=notes)
    pins = (
        *_format(source, value.get("lockFileVersion")),
        *_selected(source, value.get("registryFileHashes")),
        *_graph(source, value.get("moduleDepGraph")),
    )
    return Extraction(pins=pins, notes=notes)


def _format(source: Source, value: Datum | None) -> Iterator[Pin]:
    if isinstance(value, Scalar) and value.text.isdigit():
        artifact = Artifact("bazel", "lock-format")
        yield _pin(source, value.span, artifact, Role.MENTIONS, "lockFileVersion")


def _selected(source: Source, hashes: Datum | None) -> Iterator[Pin]:
    if not isinstance(hashes, Mapping):
        return
    for key, entry in hashes.items():
        found = _SELECTED.search(key)
        # A registry that was asked and does not have the module is recorded with null.
        if found is None or not isinstance(entry.value, Text) or "%" in found.group(2):
            continue
        start = entry.key.span.start + len(key[: found.start(2)].encode())
        span = Span(start, start + len(found.group(2).encode()))
        if source.text(span) != found.group(2):
            continue  # an escape in front shifts the characters
        name = found.group(1)
        yield _pin(source, span, Artifact("bazel", name), Role.RESOLVES, f"registryFileHashes[{name}]")


def _graph(source: Source, graph: Datum | None) -> Iterator[Pin]:
    """The resolved modules of lock files before Bazel 7.2."""
    if not isinstance(graph, Mapping):
        return
    for key, entry in graph.items():
        if key == _ROOT or not isinstance(entry.value, Mapping):
            continue
        name, version = entry.value.text("name"), entry.value.text("version")
        if name is None or version is None or not name.value or not version.value:
            continue
        yield _pin(
            source,
            version.span,
            Artifact("bazel", name.value),
            Role.RESOLVES,
            f"moduleDepGraph[{key}].version",
        )


def _pin(source: Source, span: Span, artifact: Artifact, role: Role, trail: str) -> Pin:
    raw = source.text(span)
    return Pin(artifact, Exact(parse(raw, "bazel")), role, source.locate(span), raw, trail)


EXTRACTOR = Extractor(patterns=("MODULE.bazel.lock",), extract=extract, lockfile=True)
