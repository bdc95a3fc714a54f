""".cargo/config.toml: versions that a build gets through the environment, patches, and what is built for."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.extractors._cargo import Harvest, join
from vercheck.extractors._cargo_dependencies import read_patches
from vercheck.model import Extraction, Source
from vercheck.shapes.compile_targets import target_pins
from vercheck.syntax.data import Mapping


def extract(source: Source) -> Extraction:
    harvest = Harvest.of(source)
    for name, entry in harvest.entries("env"):
        value = entry.value
        if isinstance(value, Mapping):  # `{ value = "1.2.3", force = true }`
            value = value.get("value") or value
        harvest.tool_version(name, value, join("env", name), "build environment")
    read_patches(harvest)
    build = harvest.table("build")
    harvest.pins.extend(target_pins(source, build.get("target") if build else None, "build.target"))
    return harvest.extraction()


EXTRACTOR = Extractor(patterns=(".cargo/config.toml", ".cargo/config"), extract=extract)
