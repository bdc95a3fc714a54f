"""clippy.toml: the oldest Rust that lints may assume."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.extractors._cargo import Harvest
from vercheck.model import Extraction, Source


def extract(source: Source) -> Extraction:
    harvest = Harvest.of(source)
    harvest.minimum_rust(harvest.root.get("msrv"), "msrv")
    return harvest.extraction()


EXTRACTOR = Extractor(patterns=("clippy.toml", ".clippy.toml"), extract=extract)
