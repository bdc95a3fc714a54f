"""Kubernetes manifests: the images that they run, and the charts that a release in the cluster installs.

Any YAML file may be one; only those that say so (`apiVersion`, `kind`) and that name an image or a chart are
read. Templates of manifests (`{{ … }}`) are programs and not data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._manifests import image_text, mappings
from vercheck.model import Artifact, Extraction, Pin, Source
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.scalars import Sheet, get, scalar, written
from vercheck.syntax.data import Datum, Mapping
from vercheck.syntax.yaml import read_yaml

_IS_MANIFEST = re.compile(rb"^apiVersion:[ \t]*\S", re.MULTILINE)
_HAS_KIND = re.compile(rb"^kind:[ \t]*\S", re.MULTILINE)
_HAS_MORE = re.compile(rb"^[ \t-]*(?:image|chart):[ \t]*\S", re.MULTILINE)
_SCHEMAS = frozenset({"CustomResourceDefinition", "Kustomization"})
_INSTALLS = frozenset({"Application", "ApplicationSet", "HelmRelease", "HelmChart"})
_NOTE = "a chart that is deployed"


def holds(source: Source) -> bool:
    content = source.content
    return b"{{" not in content and all(
        pattern.search(content) is not None for pattern in (_IS_MANIFEST, _HAS_KIND, _HAS_MORE)
    )


def extract(source: Source) -> Extraction:
    if not holds(source):
        return Extraction()
    read = read_yaml(source)
    sheet = Sheet(source, environment(source.path))
    pins = [pin for document in read.documents for pin in _document(sheet, document)]
    places = {pin.location: pin for pin in reversed(pins)}
    return Extraction(
        pins=tuple(reversed(places.values())), remarks=remarks_of(source, read.comments), notes=read.notes
    )


def environment(path: str) -> str:
    """Which one of several deployments a file is for: what differs between overlays does so on purpose."""
    folders = path.split("/")[:-1]
    for index, folder in enumerate(folders[:-1]):
        if folder in ("overlays", "environments", "envs", "clusters"):
            return folders[index + 1]
    return ""


def _document(sheet: Sheet, document: Datum) -> Iterator[Pin]:
    kind = written(get(document, "kind"))
    if not isinstance(document, Mapping) or not kind or kind in _SCHEMAS or not get(document, "apiVersion"):
        return
    for trail, mapping in mappings(document):
        yield from image_text(sheet, mapping.get("image"), f"{trail}.image")
        chart = written(mapping.get("chart"))
        version = scalar(mapping.get("targetRevision")) or scalar(mapping.get("version"))
        if (
            chart
            and version is not None
            and kind in ("Application", "ApplicationSet", "HelmRelease", "HelmChart")
        ):
            name = chart.rpartition("/")[2]
            pin = sheet.pin(version, Artifact("helm", name), f"{trail}[{name}]", ranges="npm", note=_NOTE)
            yield from (pin,) if pin else ()


EXTRACTOR = Extractor(
    patterns=("*.yaml", "*.yml"),
    extract=extract,
    unless=(
        ".github/*", "Chart.yaml", "Chart.yml", "kustomization.yaml", "kustomization.yml", "values*.yaml",
        "docker-compose*.yml", "docker-compose*.yaml", "compose.yml", "compose.yaml", "pnpm-lock.yaml",
    ),
    holds=holds,
)  # fmt: skip
