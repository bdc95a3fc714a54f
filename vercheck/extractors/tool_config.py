"""Small TOML files with a table from tool to version: Trunk.toml, .prototools."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Exact, Extraction, Opaque, Pin, Source, Value
from vercheck.shapes.names import artifact_named
from vercheck.shapes.pins import read_value
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.scalars import Sheet, entries, get, scalar, written
from vercheck.syntax.data import Datum, Mapping
from vercheck.syntax.toml import Document, notes_of, parse_toml
from vercheck.versions import parse

_SECTIONS = frozenset({"settings", "plugins", "tools", "env", "backends"})
"""Tables of .prototools that are no tools."""
_EXAMPLE = "example"
_SAYS_EXAMPLE = re.compile(r"\b(?:an? )?(?:example|sample|template)\b", re.IGNORECASE)


def extract(source: Source) -> Extraction:
    document = parse_toml(source.content)
    sheet = Sheet(source, _EXAMPLE if _is_example(source, document) else "")
    read = _prototools if source.name == ".prototools" else _trunk
    return Extraction(
        pins=tuple(read(sheet, document.root)),
        remarks=remarks_of(source, document.comments),
        notes=notes_of(source, document),
    )


def _is_example(source: Source, document: Document) -> bool:
    """Whether the file begins by saying that it shows what can be set, not what is."""
    first = document.comments[:1]
    return any(span.start < 4 and _SAYS_EXAMPLE.search(source.text(span)) is not None for span in first)


def _trunk(sheet: Sheet, root: Mapping) -> Iterator[Pin]:
    """`[tools]` picks what trunk downloads; `trunk-version` is the trunk that it is written for."""
    for name, given in entries(root.get("tools")):
        yield from _pin(sheet, name, given, f"tools[{name}]", None)
    for path in (("trunk-version",), ("trunk_version",), ("build", "trunk-version")):
        yield from _pin(sheet, "trunk", get(root, *path), ".".join(path), "cargo")


def _prototools(sheet: Sheet, root: Mapping) -> Iterator[Pin]:
    """`node = "20.1.0"` at the top; proto reads fuzzy versions and ranges, too."""
    for name, given in entries(root):
        if name not in _SECTIONS:
            yield from _pin(sheet, name.rpartition(":")[2], given, f"[{name}]", "npm")


def _pin(sheet: Sheet, name: str, given: Datum | None, trail: str, ranges: str | None) -> Iterator[Pin]:
    version = scalar(given)
    text = written(version) or ""
    if version is None or text == "*":
        return
    value: Value | None = read_value(text, ranges=ranges)
    if value is None and ranges is None:  # a release may be called anything, `version_118`
        found = parse(text)
        value = Opaque(text) if found.is_opaque else Exact(found)
    if value is not None:
        pin = sheet.pin(version, artifact_named(name), trail, value=value)
        yield from (pin,) if pin else ()


EXTRACTOR = Extractor(patterns=("Trunk.toml", ".trunk.toml", ".prototools"), extract=extract)
