"""pixi.toml: the packages of conda and of PyPI that a workspace asks for."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.extractors._python.harvest import Harvest
from vercheck.extractors._python.pixi import read_pixi
from vercheck.model import Extraction, Source
from vercheck.shapes.remarks import remarks_of
from vercheck.syntax.toml import notes_of, parse_toml


def extract(source: Source) -> Extraction:
    document = parse_toml(source.content)
    harvest = Harvest(source)
    read_pixi(harvest, document.root)
    return Extraction(
        pins=tuple(harvest.pins),
        remarks=remarks_of(source, document.comments),
        notes=(*notes_of(source, document), *harvest.notes),
    )


EXTRACTOR = Extractor(patterns=("pixi.toml",), extract=extract)
