"""values.yaml: the images that a Helm chart deploys unless it is told otherwise.

A chart often has several (`values-staging.yaml`), each for another environment, so each but the plain one
is on a track of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._manifests import image_record, image_text, mappings
from vercheck.model import Extraction, Pin, Source
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.scalars import Sheet
from vercheck.syntax.data import Datum, Mapping
from vercheck.syntax.yaml import read_yaml

_WHICH = re.compile(r"values[-_.](?P<after>.+)\.ya?ml|(?P<before>.+)[-_.]values\.ya?ml")
_RECORDS = (("repository", "tag"), ("image", "tag"), ("image", "imageTag"), ("repository", "imageTag"))


def extract(source: Source) -> Extraction:
    read = read_yaml(source)
    which = _WHICH.fullmatch(source.name)
    sheet = Sheet(source, (which["after"] or which["before"]) if which is not None else "")
    pins = [pin for document in read.documents for pin in _images(sheet, document)]
    places = {pin.location: pin for pin in reversed(pins)}  # what is aliased is one place still
    return Extraction(
        pins=tuple(reversed(places.values())),
        remarks=remarks_of(source, read.comments),
        notes=read.notes,
    )


def _images(sheet: Sheet, document: Datum) -> Iterator[Pin]:
    for trail, mapping in mappings(document):
        yield from image_text(sheet, mapping.get("image"), f"{trail}.image" if trail else "image")
        for name, tag in _RECORDS:
            yield from image_record(sheet, mapping, name, tag, trail)
        image = mapping.get("image")
        if isinstance(image, Mapping) and image.get("repository") is None:
            yield from image_record(sheet, image, "name", "tag", f"{trail}.image" if trail else "image")


EXTRACTOR = Extractor(
    patterns=(
        "values.yaml", "values.yml", "values-*.yaml", "values-*.yml", "values_*.yaml", "values.*.yaml",
        "*-values.yaml", "*-values.yml", "*_values.yaml", "*.values.yaml",
    ),
    extract=extract,
)  # fmt: skip
