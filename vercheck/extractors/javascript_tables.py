"""JavaScript and TypeScript: lists and tables of platforms that a build script or a launcher holds."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.model import Extraction, Source
from vercheck.shapes.platform_lists import holds_platforms, read_platform_lists
from vercheck.shapes.remarks import remarks_of
from vercheck.syntax.javascript import assigned_literals, comments


def extract(source: Source) -> Extraction:
    lists = (read_platform_lists(datum, source, name, name) for name, datum in assigned_literals(source))
    return Extraction.join((*lists, Extraction(remarks=remarks_of(source, comments(source)))))


def holds(source: Source) -> bool:
    """Whether a file has a list of platforms, which hardly one of its kind does."""
    return holds_platforms(source.content) and bool(extract(source).platform_lists)


EXTRACTOR = Extractor(
    patterns=("*.ts", "*.mts", "*.cts", "*.js", "*.mjs", "*.cjs"),
    extract=extract,
    unless=("*.d.ts", "*.min.js", "dist/*"),
    holds=holds,
)
