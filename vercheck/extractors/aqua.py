"""aqua.yaml: the command-line tools that aqua installs, and the registry that it knows them from."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Extraction, Pin, Source
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.scalars import Sheet, get, items, scalar, written
from vercheck.shapes.urls import version_in_tag
from vercheck.syntax.data import Datum
from vercheck.syntax.yaml import read_yaml

_STANDARD = Artifact("github", "aquaproj/aqua-registry")


def extract(source: Source) -> Extraction:
    read = read_yaml(source)
    sheet = Sheet(source)
    pins = [pin for document in read.documents for pin in _pins(sheet, document)]
    return Extraction(pins=tuple(pins), remarks=remarks_of(source, read.comments), notes=read.notes)


def _pins(sheet: Sheet, document: Datum) -> Iterator[Pin]:
    for index, registry in enumerate(items(get(document, "registries"))):
        ref = scalar(get(registry, "ref"))
        owner, name = (written(get(registry, key)) for key in ("repo_owner", "repo_name"))
        artifact = Artifact("github", f"{owner}/{name}") if owner and name else _STANDARD
        if ref is not None:
            pin = sheet.pin(ref, artifact, f"registries[{index}].ref")
            yield from (pin,) if pin else ()
    for index, package in enumerate(items(get(document, "packages"))):
        yield from _package(sheet, package, index)


def _package(sheet: Sheet, package: Datum, index: int) -> Iterator[Pin]:
    """`name: owner/repo@v1.2.3`, or the version in a field of its own."""
    named = scalar(get(package, "name"))
    name, at, inside = (written(named) or "").partition("@")
    version = named if at else scalar(get(package, "version"))
    if not name or version is None:
        return
    text = inside if at else written(version) or ""
    start = len(name) + 1 if at else 0
    stretch = _stretch(text)
    pin = sheet.pin(
        version,
        Artifact("github", "/".join(name.split("/")[:2])),
        f"packages[{index}]",
        stretch=(start + stretch[0], start + stretch[1]),
        names=(name.rpartition("/")[2],),
    )
    yield from (pin,) if pin else ()


def _stretch(text: str) -> tuple[int, int]:
    """A tag with a name in front (`cli/v1.2.3`) counts from its version on."""
    place = version_in_tag(text) if "/" in text else None
    if place is None:
        return 0, len(text)
    start = place[0] - 1 if place[0] and text[place[0] - 1] in "vV" else place[0]
    return start, place[1]


EXTRACTOR = Extractor(
    patterns=("aqua.yaml", "aqua.yml", ".aqua.yaml", ".aqua.yml", "aqua/*.yaml", "aqua/*.yml"),
    extract=extract,
)
