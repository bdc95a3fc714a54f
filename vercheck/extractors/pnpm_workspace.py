"""pnpm-workspace.yaml: catalogs of versions that packages share, overrides, and which folders belong."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.extractors._node.dependencies import read_catalogs
from vercheck.extractors._node.harvest import Harvest, whole
from vercheck.extractors._node.overrides import read_overrides
from vercheck.model import Extraction, Role, Source
from vercheck.shapes.names import artifact_named
from vercheck.shapes.pins import read_value
from vercheck.shapes.remarks import remarks_of
from vercheck.syntax.data import Mapping
from vercheck.syntax.yaml import read_yaml


def extract(source: Source) -> Extraction:
    yaml = read_yaml(source)
    harvest = Harvest(source, list(yaml.notes))
    for root in yaml.documents:
        if isinstance(root, Mapping):
            _workspace(harvest, root)
    return Extraction.join((harvest.extraction(), Extraction(remarks=remarks_of(source, yaml.comments))))


def _workspace(harvest: Harvest, root: Mapping) -> None:
    harvest.workspace(root.get("packages"))
    read_catalogs(harvest, root)
    read_overrides(harvest, root.get("overrides"), "overrides")
    node = whole(root.get("useNodeVersion"))
    value = read_value(node.value or "") if node is not None else None
    if node is not None and value is not None:
        harvest.pin(node, artifact_named("node"), value, Role.SELECTS, "useNodeVersion")


EXTRACTOR = Extractor(patterns=("pnpm-workspace.yaml", "pnpm-workspace.yml"), extract=extract)
