"""Helm charts: a chart's own version, the Kubernetes that it needs, and the charts that it depends on."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Extraction, Note, Pin, Role, Source
from vercheck.shapes.names import artifact_named
from vercheck.shapes.own_version import CARRIED
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.scalars import Sheet, get, items, scalar, written
from vercheck.syntax.data import Datum
from vercheck.syntax.yaml import read_yaml

_LOCK = "Chart.lock"


def extract(source: Source) -> Extraction:
    read = read_yaml(source)
    sheet = Sheet(source)
    document = read.documents[0] if read.documents else None
    found = list(_dependencies(sheet, document))
    if source.name != _LOCK:
        found.extend(_own(sheet, document))
    return Extraction(
        pins=tuple(item for item in found if isinstance(item, Pin)),
        remarks=remarks_of(source, read.comments),
        notes=(*read.notes, *(item for item in found if isinstance(item, Note))),
    )


def _own(sheet: Sheet, chart: Datum | None) -> Iterator[Pin]:
    """`version` is the chart's; `appVersion` that of the program inside, which the chart offers."""
    name = written(get(chart, "name"))
    version, app, kube = (scalar(get(chart, key)) for key in ("version", "appVersion", "kubeVersion"))
    if name and version is not None:
        pin = sheet.pin(version, Artifact("helm", name), "version", role=Role.PROVIDES, note="own version")
        yield from (pin,) if pin else ()
    if name and app is not None:
        pin = sheet.pin(app, artifact_named(name), "appVersion", role=Role.PROVIDES, note=CARRIED)
        yield from (pin,) if pin else ()
    if kube is not None:
        pin = sheet.pin(kube, artifact_named("kubernetes"), "kubeVersion", ranges="npm", role=Role.REQUIRES)
        yield from (pin,) if pin else ()


def _dependencies(sheet: Sheet, chart: Datum | None) -> Iterator[Pin | Note]:
    is_lock = sheet.source.name == _LOCK
    for dependency in items(get(chart, "dependencies")):
        name, version = written(get(dependency, "name")), scalar(get(dependency, "version"))
        text = written(version) or ""
        if not name or version is None or text.strip() == "*" or "{{" in text:
            continue
        pin = sheet.pin(
            version,
            Artifact("helm", name),
            f"dependencies[{name}]",
            ranges="npm",
            role=Role.RESOLVES if is_lock else None,
            note=written(get(dependency, "repository")) or "",
        )
        yield pin or sheet.puzzle(version, f"`{text[:60]}` is not a chart's version that vercheck can read")


EXTRACTOR = Extractor(patterns=("Chart.yaml", "Chart.yml", "Chart.lock"), extract=extract)
