"""pixi.lock: what Pixi resolved, from conda and from PyPI.

A long file that a program writes in one fixed form, so its entries are read line by line, without a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._python.conda import conda_artifact
from vercheck.model import Artifact, Exact, Extraction, Pin, Role, Source, Span
from vercheck.shapes.digests import read_digest
from vercheck.shapes.installs import pypi_name
from vercheck.shapes.pins import pin_at
from vercheck.versions import parse

_HEAD = re.compile(rb"^packages:[ ]*\r?$", re.MULTILINE)
_ENTRY = re.compile(
    rb"^- (?P<kind>conda|pypi): (?P<url>[^\r\n]*)(?P<body>(?:\r?\n[ ]{2}[^\r\n]*)*)", re.MULTILINE
)
_FILE = re.compile(
    rb"/(?P<platform>[\w-]+)/(?P<name>[\w.-]+?)-(?P<version>[\w.!+]+)-[\w.]+\.(?:conda|tar\.bz2)[ ]*\Z"
)
_FIELD = re.compile(rb"\n  (?P<key>name|version|sha256): '?\"?(?P<text>[^\s'\"]+)")


def extract(source: Source) -> Extraction:
    head = _HEAD.search(source.content)
    return Extraction(pins=tuple(_packages(source, head.end())) if head is not None else ())


def _packages(source: Source, start: int) -> Iterator[Pin]:
    for entry in _ENTRY.finditer(source.content, start):
        fields = {_text(one["key"]): one for one in _FIELD.finditer(entry["body"])}
        digest = read_digest(_text(fields["sha256"]["text"]), "sha256") if "sha256" in fields else None
        track, base = "", entry.start("body")
        if entry["kind"] == b"conda":
            file = _FILE.search(entry["url"][-300:])
            if file is None:
                continue  # built from a folder
            base = entry.end("url") - len(entry["url"][-300:])
            artifact, span = conda_artifact(_text(file["name"])), file.span("version")
            track = _text(file["platform"])
        elif {"name", "version"} <= fields.keys():
            artifact = Artifact("pypi", pypi_name(_text(fields["name"]["text"])))
            span = fields["version"].span("text")
        else:
            continue
        place = Span(base + span[0], base + span[1])
        version = parse(source.text(place), "pep440" if artifact.ecosystem == "pypi" else "generic")
        if not version.is_opaque:
            yield pin_at(
                source,
                place,
                artifact,
                Exact(version),
                role=Role.RESOLVES,
                trail=f"packages[{_text(entry['url'])[-300:]}]",
                track="" if track == "noarch" else track,
                digests=(digest,) if digest is not None else (),
            )


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


EXTRACTOR = Extractor(patterns=("pixi.lock",), extract=extract, lockfile=True)
