"""multitool.lock.json: prebuilt programs for each platform, of rules_multitool."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.extractors._published import Published, read_published
from vercheck.model import Extraction, Source
from vercheck.shapes.scalars import Sheet, entries, get, items, written
from vercheck.syntax.data import Mapping
from vercheck.syntax.json import parse_json


def extract(source: Source) -> Extraction:
    """Every binary is a file of its own, and names its version only in its address."""
    value, notes = parse_json(source)
    sheet = Sheet(source)
    parts = [Extraction(notes=notes)]
    for tool, given in entries(value):
        for index, binary in enumerate(items(get(given, "binaries"))):
            if not isinstance(binary, Mapping):
                continue
            platform = "-".join(filter(None, (written(get(binary, "os")), written(get(binary, "cpu")))))
            file = Published("multitool", tool, platform, f"{tool}.binaries.{index}")
            url = binary.get("url")
            parts.append(read_published(sheet, file, [url] if url else [], binary.get("sha256")))
    return Extraction.join(parts)


EXTRACTOR = Extractor(
    patterns=("multitool.lock.json", "multitool*.json", "*multitool.lock.json", "tools.lock.json"),
    extract=extract,
)
