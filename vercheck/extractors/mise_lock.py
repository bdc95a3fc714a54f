"""mise.lock: the version of each tool that mise resolved to, with the digests of what it downloaded."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._mise import tool_artifact
from vercheck.model import Digest, Extraction, Pin, Role, Source
from vercheck.shapes.digests import read_digest
from vercheck.shapes.scalars import Sheet, entries, get, items, scalar, written
from vercheck.syntax.data import Datum
from vercheck.syntax.toml import notes_of, parse_toml


def extract(source: Source) -> Extraction:
    document = parse_toml(source.content)
    sheet = Sheet(source)
    pins = []
    for name, given in entries(document.root.get("tools")):
        for index, entry in enumerate(items(given) or (given,)):
            version = scalar(get(entry, "version"))
            if version is None:
                continue
            backend = written(get(entry, "backend")) or name
            artifact, names = tool_artifact(backend)
            pins.append(
                sheet.pin(
                    version,
                    artifact,
                    f"tools[{name}][{index}]",
                    role=Role.RESOLVES,
                    names=(*names, name) if name != artifact.name and name not in names else names,
                    digests=tuple(_digests(entry)),
                )
            )
    found = tuple(pin for pin in pins if isinstance(pin, Pin))
    return Extraction(pins=found, notes=notes_of(source, document))


def _digests(entry: Datum) -> Iterator[Digest]:
    """`checksums = {file = "sha256:…"}` of the first format, `"platforms.linux-x64" = {checksum = …}`."""
    for key, value in entries(entry):
        texts: list[Datum | None] = []
        if key == "checksums":
            texts = [text for _, text in entries(value)]
        elif key.startswith("platforms"):
            texts = [get(one, "checksum") for one in (value, *(inner for _, inner in entries(value)))]
        for text in texts:
            digest = read_digest(written(text) or "")
            if digest is not None:
                yield digest


EXTRACTOR = Extractor(patterns=("mise.lock", "mise.*.lock"), extract=extract, lockfile=True)
