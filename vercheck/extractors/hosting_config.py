"""Files for who builds and hosts a site or its pages: .readthedocs.yaml, netlify.toml, vercel.json.

Each has a few places that say which compiler or runtime the host is to build with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vercheck.extractors import Extractor
from vercheck.model import Extraction, Note, Pin, Source, Span
from vercheck.shapes.names import artifact_named
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.scalars import Sheet, entries, get, scalar, word_of, written
from vercheck.shapes.variables import read_assignment
from vercheck.syntax.data import Datum, Text
from vercheck.syntax.json import parse_json
from vercheck.syntax.toml import notes_of, parse_toml
from vercheck.syntax.yaml import read_yaml

NOTE = "what the host builds with"

_CHANNEL = re.compile(r"(?:miniconda|mambaforge|miniforge)\S*|latest|system")


def extract(source: Source) -> Extraction:
    roots, comments, notes = _read(source)
    sheet = Sheet(source)
    pins = [pin for root in roots for pin in _tools(sheet, root)]
    pins += [pin for root in roots for pin in _variables(sheet, root)]
    return Extraction(
        pins=tuple(replace(pin, note=NOTE) for pin in pins),
        remarks=remarks_of(source, comments),
        notes=notes,
    )


def _read(source: Source) -> tuple[tuple[Datum, ...], tuple[Span, ...], tuple[Note, ...]]:
    if source.name.endswith(".toml"):
        document = parse_toml(source.content)
        return (document.root,), document.comments, notes_of(source, document)
    if source.name.endswith(".json"):
        root, notes = parse_json(source)
        return ((root,) if root is not None else ()), (), notes
    read = read_yaml(source)
    return read.documents[:1], read.comments, read.notes


def _tools(sheet: Sheet, root: Datum) -> Iterator[Pin]:
    """Read the Docs: `build.tools.python: "3.12"`; before that, `python.version`."""
    for name, given in entries(get(root, "build", "tools")):
        version = scalar(given)
        if version is not None and _CHANNEL.fullmatch(written(version) or "") is None:
            pin = sheet.pin(version, artifact_named(name), f"build.tools.{name}")
            yield from (pin,) if pin else ()
    version = scalar(get(root, "python", "version"))
    pin = sheet.pin(version, artifact_named("python"), "python.version") if version is not None else None
    yield from (pin,) if pin else ()


def _variables(sheet: Sheet, root: Datum) -> Iterator[Pin]:
    """`[build.environment] NODE_VERSION = "20"`, also of one context; `build.env` of Vercel."""
    tables = [("build.environment", get(root, "build", "environment"), "")]
    tables += [("build.env", get(root, "build", "env"), ""), ("env", get(root, "env"), "")]
    for name, context in entries(get(root, "context")):
        tables.append((f"context.{name}.environment", get(context, "environment"), name))
    for trail, table, track in tables:
        for name, given in entries(table):
            value = scalar(given)
            if value is not None and isinstance(value, Text):
                script = replace(sheet.script(value, f"{trail}."), track=track)
                pin = read_assignment(script, name, word_of(value))
                yield from (pin,) if pin else ()


EXTRACTOR = Extractor(
    patterns=(
        ".readthedocs.yaml", ".readthedocs.yml", "readthedocs.yaml", "readthedocs.yml", "netlify.toml",
        "vercel.json",
    ),
    extract=extract,
)  # fmt: skip
