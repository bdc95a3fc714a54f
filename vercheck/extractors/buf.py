"""Buf: the plugins that generate code from protobuf files, and the modules that those depend on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Extraction, Opaque, Pin, Role, Source
from vercheck.shapes.digests import read_digest
from vercheck.shapes.names import artifact_named
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.scalars import Sheet, get, items, scalar, written
from vercheck.syntax.data import Datum, Text
from vercheck.syntax.yaml import read_yaml

_PLUGIN = re.compile(r"buf\.build/(?P<owner>[\w.-]+)/(?P<name>[\w.-]+):(?P<version>v?\d[\w.+-]*)")
_MODULE = re.compile(r"buf\.build/(?P<name>[\w.-]+/[\w.-]+):(?P<ref>[\w.+/-]+)")
_PROGRAMS = {
    ("protocolbuffers", "go"): "protoc-gen-go",
    ("grpc", "go"): "protoc-gen-go-grpc",
    ("connectrpc", "go"): "protoc-gen-connect-go",
    ("bufbuild", "es"): "protoc-gen-es",
}
"""Plugins that are the programs of these names, by the same releases. Others are numbered after the
protobuf or gRPC that they belong to."""


def extract(source: Source) -> Extraction:
    read = read_yaml(source)
    sheet = Sheet(source)
    reader = _locked if source.name == "buf.lock" else _asked
    pins = [pin for document in read.documents[:1] for pin in reader(sheet, document)]
    return Extraction(pins=tuple(pins), remarks=remarks_of(source, read.comments), notes=read.notes)


def _asked(sheet: Sheet, document: Datum) -> Iterator[Pin]:
    """`plugins: [{remote: buf.build/o/n:v1}]` (`plugin:` in the first format), `deps: [buf.build/o/n:r]`."""
    for plugin in items(get(document, "plugins")):
        for key in ("remote", "plugin"):
            given = get(plugin, key)
            found = _PLUGIN.fullmatch(written(given) or "")
            if found is not None and isinstance(given, Text):
                program = _PROGRAMS.get((found["owner"], found["name"]))
                name = f"{found['owner']}/{found['name']}"
                artifact = artifact_named(program) if program else Artifact("buf", name)
                trail = f"plugins[{name}]"
                pin = sheet.pin(given, artifact, trail, stretch=found.span("version"))
                yield from (pin,) if pin else ()
    for given in items(get(document, "deps")):
        found = _MODULE.fullmatch(written(given) or "")
        if found is not None and isinstance(given, Text):
            trail = f"deps[{found['name']}]"
            pin = sheet.pin(given, Artifact("buf", found["name"]), trail, stretch=found.span("ref"))
            yield from (pin,) if pin else ()


def _locked(sheet: Sheet, document: Datum) -> Iterator[Pin]:
    for entry in items(get(document, "deps")):
        name = (written(get(entry, "name")) or "").removeprefix("buf.build/")
        if not name:
            name = f"{written(get(entry, 'owner'))}/{written(get(entry, 'repository'))}"
        commit = scalar(get(entry, "commit"))
        if commit is None:
            continue
        digest = read_digest((written(get(entry, "digest")) or "").removeprefix("b5:"), None)
        value = Opaque(written(commit) or "")
        pin = sheet.pin(
            commit,
            Artifact("buf", name),
            f"deps[{name}]",
            value=value,
            role=Role.RESOLVES,
            digests=(digest,) if digest is not None else (),
        )
        yield from (pin,) if pin else ()


EXTRACTOR = Extractor(
    patterns=("buf.yaml", "buf.gen.yaml", "buf.gen.*.yaml", "buf.*.gen.yaml", "buf.lock"), extract=extract
)
