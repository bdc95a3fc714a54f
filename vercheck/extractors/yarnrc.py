""".yarnrc.yml: the Yarn that lies in the repository, and catalogs of versions that packages share."""

from __future__ import annotations

import re

from vercheck.extractors import Extractor
from vercheck.extractors._node.dependencies import read_catalogs
from vercheck.extractors._node.harvest import Harvest, whole
from vercheck.model import Exact, Extraction, Role, Source
from vercheck.shapes.names import artifact_named
from vercheck.shapes.remarks import remarks_of
from vercheck.syntax.data import Mapping
from vercheck.syntax.yaml import read_yaml
from vercheck.versions import parse

_RELEASE = re.compile(r"(?:.*/)?yarn-(\d+\.\d+\.\d+(?:-[0-9A-Za-z.]+?)?)\.c?js")


def extract(source: Source) -> Extraction:
    yaml = read_yaml(source)
    harvest = Harvest(source, list(yaml.notes))
    for root in yaml.documents:
        if not isinstance(root, Mapping):
            continue
        read_catalogs(harvest, root)
        path = whole(root.get("yarnPath"))
        found = _RELEASE.fullmatch(path.value or "") if path is not None else None
        if path is not None and found is not None:
            value = Exact(parse(found[1], "npm"))
            yarn = artifact_named("yarn")
            harvest.pin(path, yarn, value, Role.SELECTS, "yarnPath", stretch=found.span(1))
    return Extraction.join((harvest.extraction(), Extraction(remarks=remarks_of(source, yaml.comments))))


EXTRACTOR = Extractor(patterns=(".yarnrc.yml",), extract=extract)
